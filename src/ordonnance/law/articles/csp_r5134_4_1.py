"""R.5134-4-1 to -3: oral contraceptives for six months more, on an ordonnance that has expired."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit, add_months
from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.law.articles.csp_r5123_2_1 import past_of
from ordonnance.law.case import Asked, Case, LineCase
from ordonnance.law.drafting import csp
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met, tablets, tells, unsure
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.exceptional import (
    CONTRACEPTIVE_AT_ONCE,
    CONTRACEPTIVE_MONTHS,
    CONTRACEPTIVE_SINCE,
    Beyond,
    beyond,
    contraceptive_until,
    is_oral_contraceptive,
)
from ordonnance.law.french import date_text, days_text
from ordonnance.law.outline import invoking
from ordonnance.law.rule import (
    MET,
    Answer,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
    informs,
)

READ = date(2026, 11, 1)
DISPENSING = frozenset({Moment.DISPENSING})
MENTION = Exceptional.CONTRACEPTIVE.mention


ASKS = invoking(Exceptional.CONTRACEPTIVE)
"""This text is what is invoked for the line."""


def _beyond(line: LineCase) -> Beyond:
    return beyond(
        Exceptional.CONTRACEPTIVE, line.line, line.medicine, line.case.established_on,
        past_of(line), line.case.day, line.pack,
    )  # fmt: skip


def _permitted(line: LineCase) -> Answer:
    """An oral contraceptive, once served as written, on an ordonnance of less than one year."""
    if line.medicine is None:
        return cannot_tell("le médicament n’est pas connu du catalogue")
    pill = is_oral_contraceptive(line.medicine)
    if pill is None:
        return cannot_tell("la classe du médicament n’est pas connue")
    if not pill:
        return breached()
    now = _beyond(line)
    if now.expired_on is None:
        return breached(message="L’ordonnance se délivre encore comme elle est écrite, ou ne fut "
                        "jamais exécutée.",
                        remedy="La délivrer comme elle est écrite.")  # fmt: skip
    last = contraceptive_until(line.case.established_on)
    if line.case.day > last:
        return breached(message="L’ordonnance avait moins d’un an jusqu’au {last}.",
                        remedy="Adresser la patiente à un prescripteur.",
                        last=date_text(last))  # fmt: skip
    return MET


def _at_once(line: LineCase) -> Answer:
    """Three months at once, six in all, one serving after the other."""
    asked, now, day = line.asked, _beyond(line), line.case.day
    days_asked = _days_asked(asked, now) if asked else now.days
    most = _days(day, CONTRACEPTIVE_AT_ONCE)
    if days_asked > most:
        return breached(asked=days_text(days_asked), most=days_text(most))
    if now.rank > 1 and now.earliest is not None and day < now.earliest:
        return breached(message="La délivrance précédente couvre encore la patiente.",
                        remedy="Revenir à partir du {earliest}.",
                        earliest=date_text(now.earliest))  # fmt: skip
    if now.covered + days_asked > _days(day, CONTRACEPTIVE_MONTHS):
        return breached(message="Les six mois supplémentaires sont délivrés : ils ne se "
                        "renouvellent pas.",
                        remedy="Adresser la patiente à un prescripteur.")  # fmt: skip
    return MET


def _days_asked(asked: Asked, now: Beyond) -> int:
    if asked.days:
        return asked.days
    if asked.units is not None and now.portion.portion_units:
        return int(now.days * asked.units / now.portion.portion_units)
    if asked.packs is not None and now.packs:
        return int(now.days * asked.packs / now.packs)
    return now.days


def _days(day: date, months: int) -> int:
    return (add_months(day, months) - day).days


# --- Examples

PILL = tablets("lévonorgestrel + éthinylestradiol", "liste I", pack=84, atc="G03AA07")
_SERVED = (Served(1, "servi", Decimal(1), Decimal(84), 84, date(2026, 1, 5)),)
"""Covered until 29 March 2026."""


def _first_day(rank: int) -> date:
    return date(2026, 3, 30) + timedelta(days=84 * rank)


def _more(rank: int) -> tuple[Served, ...]:
    facts = CounterFacts(exceptional=Exceptional.CONTRACEPTIVE)
    return tuple(
        Served(1, "servi", Decimal(1), Decimal(84), 84, _first_day(each), facts=facts)
        for each in range(rank)
    )


def _pill(on: date, *, packs: int = 1, before: tuple[Served, ...] = ()) -> Case:
    case = a_case(PILL, duration=days(84))
    return asked_beyond(case, on, kind=Exceptional.CONTRACEPTIVE, packs=packs, served=_SERVED,
                        before=before)  # fmt: skip


def _other(**changes: object) -> Case:
    medicine = replace(RAMIPRIL, **changes)  # type: ignore[arg-type]  # names are fields of Medicine
    return asked_beyond(a_case(medicine, duration=Duration(84, TimeUnit.DAY)), date(2026, 4, 10),
                        kind=Exceptional.CONTRACEPTIVE, served=_SERVED)  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-CON-01",
        title="Les contraceptifs oraux se délivrent six mois de plus, sur une ordonnance de moins "
        "d’un an",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=CONTRACEPTIVE_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5134-4-1", READ),
        message="Ce médicament n’est pas un contraceptif oral.",
        why="Le texte évite une interruption de la contraception, pour les seuls contraceptifs "
        "oraux que l’arrêté n’exclut pas.",
        remedy="Délivrer comme il est écrit, ou adresser la patiente à un prescripteur.",
        line_rule=True,
        applies=ASKS,
        check=_permitted,
        examples=(
            met("Troisième mois", lambda: _pill(date(2026, 4, 10))),
            breaks("Ordonnance de quatorze mois", lambda: _pill(date(2027, 3, 5))),
            breaks("Ramipril", lambda: _other(atc="C09AA05")),
            unsure("Classe inconnue", lambda: _other(atc=None)),
        ),
    ),
    Rule(
        id="DI-CON-02",
        title="Contraceptifs oraux : trois mois au plus à la fois, six en tout",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=CONTRACEPTIVE_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5134-4-2", READ),
        message="La quantité demandée ({asked}) dépasse trois mois ({most}).",
        why="Chaque délivrance supplémentaire est de trois mois au plus, inscrite avec sa durée.",
        remedy="Délivrer trois mois au plus.",
        line_rule=True,
        applies=ASKS,
        check=_at_once,
        examples=(
            met("Trois mois", lambda: _pill(date(2026, 4, 10))),
            breaks("Six mois à la fois", lambda: _pill(date(2026, 4, 10), packs=2)),
            breaks("Une troisième fois",
                   lambda: _pill(date(2026, 9, 20), before=_more(2))),
        ),
    ),
    Rule(
        id="DI-CON-03",
        title="La patiente est avertie que ces six mois ne se renouvellent pas",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=CONTRACEPTIVE_SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5134-4-3", READ),
        message="Dire à la patiente que la délivrance supplémentaire ne se renouvelle pas au-delà "
        f"de six mois ; la mention « {MENTION} » et la durée sont inscrites.",
        why="Elle doit avoir le temps de revoir un prescripteur.",
        remedy="Le dire à la patiente.",
        line_rule=True,
        applies=ASKS,
        check=lambda line: MET if line.beyond_served else informs(),
        examples=(
            tells("Trois mois de plus", lambda: _pill(date(2026, 4, 10))),
            met("Elle le sait depuis la première fois",
                lambda: _pill(date(2026, 6, 22), before=_more(1))),
        ),
    ),
)  # fmt: skip
