"""R.5123-2-1: an expired ordonnance for a chronic treatment, served a month at a time."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.drug import Presentation
from ordonnance.law.case import LineCase
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met, tablets
from ordonnance.law.examples import months as calendar_months
from ordonnance.law.examples_beyond import ENDS, ENDS_2023, asked_beyond, chronic, chronic_in_2023
from ordonnance.law.exceptional import (
    RENEWAL_VERSIONS,
    Beyond,
    Past,
    beyond,
    covered_until,
    excluded_category,
    last_first_day,
    lasts_three_months,
)
from ordonnance.law.french import date_text
from ordonnance.law.outline import invoking
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

CITATION = Citation("Code de la santé publique", "R.5123-2-1", date(2026, 11, 1))
DISPENSING = frozenset({Moment.DISPENSING})
(FIRST_SINCE, FIRST_UNTIL), (SINCE, _) = RENEWAL_VERSIONS
CLOSED = "Version close, écrite d’après le tableau des changements et non d’après le texte : "


ASKS = invoking(Exceptional.RENEWAL)
"""This text is what is invoked for the line."""


def past_of(line: LineCase) -> Past:
    """What was served of the line, under each text."""
    return Past(line.served, line.beyond_served, line.renewed)


def beyond_of(line: LineCase, pack: Presentation | None = None) -> Beyond:
    """Where the line stands, counted in the pack asked or in another one."""
    return beyond(
        Exceptional.RENEWAL, line.line, line.medicine, line.case.established_on, past_of(line),
        line.case.day, pack or line.pack,
    )  # fmt: skip


def _chronic(line: LineCase) -> Answer:
    long = lasts_three_months(line.line, line.medicine, line.case.established_on)
    if long is None:
        return cannot_tell("la durée totale prescrite n’est ni écrite ni calculable")
    return MET if long else breached()


def _not_excluded(line: LineCase) -> Answer:
    if line.medicine is None:
        return cannot_tell("le médicament n’est pas connu du catalogue")
    if not line.medicine.substances:
        return cannot_tell("la composition du médicament n’est pas connue")
    if line.law.narcotic:
        return breached(category="stupéfiants")
    category = excluded_category(line.medicine, line.case.day)
    return MET if category is None else breached(category=category)


def _in_time(line: LineCase) -> Answer:
    """Expired, and for the first serving since one month at most."""
    now = beyond_of(line)
    if now.expired_on is None:
        return breached(message="L’ordonnance n’est pas expirée, ou ne fut jamais exécutée : il n’y"
                        " a rien à prolonger.", remedy="La délivrer comme elle est écrite, ou "
                        "adresser le patient au prescripteur.")  # fmt: skip
    limit = last_first_day(now.expired_on)
    covered = max(now.expired_on, covered_until(line.renewed) or now.expired_on)
    if line.case.day <= covered:
        # A renewal by the pharmacist does not put the end off: the month counts from what is
        # written.
        again = "Revenir après le {expired}." if covered < limit or now.rank > 1 else None
        return breached(message="L’ordonnance couvre encore le patient jusqu’au {expired}.",
                        remedy=again or "Adresser le patient à un prescripteur.",
                        expired=date_text(covered))  # fmt: skip
    if now.rank == 1 and line.case.day > limit:
        return breached(expired=date_text(now.expired_on), limit=date_text(limit))
    return MET


# --- Examples


_ZOLPIDEM = tablets("zolpidem", "liste I", pack=30)
_ESCITALOPRAM = tablets("escitalopram", "liste I", pack=30)
_ALPRAZOLAM = tablets("alprazolam", "liste I", pack=30)

_LONG_ENOUGH: Rule[LineCase] = Rule(
    id="DI-REN-02",
    title="L’ordonnance prolongée prescrivait trois mois au moins",
    family=Family.DISPENSING,
    moments=DISPENSING,
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=replace(CITATION, article="R.5123-2-1 1°"),
    message="La durée totale prescrite est de moins de trois mois : l’ordonnance ne se prolonge "
    "pas.",
    why="La durée prescrite montre que le traitement est celui d’une maladie chronique.",
    remedy="Adresser le patient à un prescripteur.",
    line_rule=True,
    applies=ASKS,
    check=_chronic,
    examples=(
        met("Six mois", lambda: asked_beyond(a_case(RAMIPRIL, duration=calendar_months(6)),
                                             date(2026, 7, 10), served=ENDS)),
        breaks("Un mois", lambda: asked_beyond(a_case(RAMIPRIL, duration=days(30)),
                                               date(2026, 2, 10), served=ENDS[:1])),
        breaks("Douze semaines", lambda: asked_beyond(a_case(RAMIPRIL, duration=days(84)),
                                                      date(2026, 4, 10), served=ENDS)),
    ),
)  # fmt: skip

_CATEGORY: Rule[LineCase] = Rule(
    id="DI-REN-03",
    title="Stupéfiants, anxiolytiques et hypnotiques ne se prolongent pas",
    family=Family.DISPENSING,
    moments=DISPENSING,
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=replace(CITATION, article="R.5123-2-1 2°"),
    message="Ce médicament est de la catégorie des {category}, exclue de la dispensation "
    "supplémentaire exceptionnelle.",
    why="Ces catégories demandent une nouvelle prescription. Les antidépresseurs n’en sont pas.",
    remedy="Adresser le patient à un prescripteur.",
    line_rule=True,
    applies=ASKS,
    check=_not_excluded,
    examples=(
        met("Ramipril", lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS)),
        met("Antidépresseur",
            lambda: asked_beyond(a_case(_ESCITALOPRAM, duration=days(90)), date(2026, 4, 24),
                                 served=ENDS)),
        breaks("Zolpidem", lambda: asked_beyond(a_case(_ZOLPIDEM, duration=days(28)),
                                                date(2026, 2, 10), served=ENDS[:1])),
        breaks("Alprazolam", lambda: asked_beyond(a_case(_ALPRAZOLAM, duration=days(84)),
                                                  date(2026, 4, 24), served=ENDS)),
    ),
)  # fmt: skip

_WITHIN_A_MONTH: Rule[LineCase] = Rule(
    id="DI-REN-04",
    title="La première délivrance supplémentaire a lieu dans le mois qui suit l’expiration",
    family=Family.DISPENSING,
    moments=DISPENSING,
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=replace(CITATION, article="R.5123-2-1 3°"),
    message="L’ordonnance a expiré le {expired} : la première délivrance supplémentaire était "
    "possible jusqu’au {limit}.",
    why="Au-delà d’un mois le traitement est déjà interrompu : il faut revoir un prescripteur.",
    remedy="Adresser le patient à un prescripteur.",
    line_rule=True,
    applies=ASKS,
    check=_in_time,
    examples=(
        met("Vingtième jour",
            lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS)),
        breaks("Quarante-cinquième jour",
               lambda: asked_beyond(chronic(), date(2026, 5, 19), served=ENDS)),
        breaks("Pas encore expirée",
               lambda: asked_beyond(chronic(), date(2026, 4, 4), served=ENDS)),
    ),
)  # fmt: skip


def _closed(rule: Rule[LineCase]) -> Rule[LineCase]:
    """The same condition under the former text, kept to judge what was served then."""
    on = date(2023, 4, 24)
    return replace(
        rule,
        since=FIRST_SINCE,
        until=FIRST_UNTIL,
        confidence=Confidence.SECONDARY,
        why=f"{CLOSED}la même condition y est supposée.",
        examples=(
            met("En 2023", lambda: asked_beyond(chronic_in_2023(), on, served=ENDS_2023)),
            breaks("Zolpidem, ou 45 jours après, en 2023",
                   lambda: asked_beyond(
                       a_case(_ZOLPIDEM, on=date(2023, 1, 5), duration=days(28)),
                       date(2023, 3, 25), served=ENDS_2023[:1])),
        ),
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    _LONG_ENOUGH,
    _closed(_LONG_ENOUGH),
    _CATEGORY,
    _closed(_CATEGORY),
    _WITHIN_A_MONTH,
    _closed(_WITHIN_A_MONTH),
)
