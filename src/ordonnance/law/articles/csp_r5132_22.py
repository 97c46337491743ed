"""R.5132-22: first serving within three months, renewals as written and within the duration."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ordonnance.domain.calendar import add_months
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.law.case import Case, LineCase
from ordonnance.law.due import NotDue
from ordonnance.law.examples import (
    KETOPROFENE,
    RAMIPRIL,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    unsure,
)
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.forbidding import forbidden_in_words
from ordonnance.law.french import date_text, plural
from ordonnance.law.outline import Concerns, of_medicine
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
from ordonnance.law.served_again import YEAR
from ordonnance.law.serving import FIRST_MONTHS
from ordonnance.law.substances import Regime

CITATION = Citation("Code de la santé publique", "R.5132-22", date(2026, 11, 1))
DISPENSING = frozenset({Moment.DISPENSING})
SINCE = date(2004, 8, 8)
_STILL_WRITTEN = (None, NotDue.NOT_YET, NotDue.NOT_BEFORE)
_SERVED = (Served(1, "servi", Decimal(1), Decimal(30), 30, date(2026, 1, 10)),)


def _on(regime: Regime, says: Callable[[LineCase], bool]) -> Concerns:
    """The lines of a medicine of that list which say this."""
    return of_medicine(lambda law: law.regime is regime, says)


def _again(line: LineCase) -> bool:
    """Served before, and asked as written: what a text allows beyond has its own rules."""
    return bool(line.served) and line.exceptional is None


def _renewed(line: LineCase) -> bool:
    """By the pharmacist, whatever the list; else served again, of liste II."""
    law = line.reading
    return line.renewing or (law is not None and law.regime is Regime.LISTE_II and _again(line))


def _ordinary_again(line: LineCase) -> bool:
    return bool(line.served) and line.ordinary


def _recent(line: LineCase) -> Answer:
    """The ordonnance is less than three calendar months old."""
    limit = add_months(line.case.established_on, FIRST_MONTHS)
    if line.case.day < limit:
        return MET
    return breached(written=date_text(line.case.established_on), limit=date_text(limit))


def _inside(line: LineCase) -> Answer:
    """The first day covered is within the longest duration, counted from the establishment."""
    last = (line.law.maximum or YEAR).last_day(line.case.established_on)
    day = line.case.day if line.due.completes else line.due.first_day
    return MET if day <= last else breached(last=date_text(last))


def _as_written(line: LineCase) -> Answer:
    return breached() if line.due.state_reason is NotDue.SERVED else MET


def _not_forbidden(line: LineCase) -> Answer:
    if line.renewing:
        return _renewed_by_pharmacist(line)
    served = line.due.state_reason is NotDue.SERVED
    return _forbidden(line) or MET if served else MET


def _forbidden(line: LineCase) -> Answer | None:
    """The express prohibition: no renewal in the structure, or the words that say it."""
    if line.line.renewals == 0:
        return breached()
    words = forbidden_in_words(line.line, line.case.ordonnance.advice)
    if words is None:
        return None
    return breached(message="Le prescripteur a écrit « {words} » et la quantité prescrite est "
                    "délivrée.", words=words)  # fmt: skip


def _renewed_by_pharmacist(line: LineCase) -> Answer:
    """Of liste II, not forbidden, and everything written is served (ADR 0047)."""
    if line.medicine is None:
        return cannot_tell("le médicament n’est pas connu du catalogue")
    if line.law.regime is not Regime.LISTE_II:
        return breached(message="Ce médicament n’est pas de la liste II : le pharmacien ne le "
                        "renouvelle pas de lui-même.")  # fmt: skip
    refused = _forbidden(line)
    if refused is not None:
        return refused
    owed = line.as_written
    if not line.case.served.get(line.line.number) or owed.state_reason in _STILL_WRITTEN:
        return breached(message="Ce qui est écrit n’est pas entièrement délivré : il n’y a pas "
                        "encore lieu de renouveler.",
                        remedy="Délivrer ce qui est écrit, sans renouvellement.")  # fmt: skip
    if line.line.renewals:
        written = plural(Decimal(line.line.renewals), "renouvellement", "renouvellements")
        return breached(severity=Severity.WARNING,
                        message="Le prescripteur a écrit {written}, entièrement délivrés, sans "
                        "interdire de continuer.",
                        remedy="Dire pourquoi renouveler au-delà de ce qui est écrit, ou "
                        "s’adresser au prescripteur.", written=written)  # fmt: skip
    return MET


def _renewing(case: Case) -> Case:
    """The pharmacist renews it, after one serving of thirty days."""
    return asked_beyond(case, date(2026, 2, 9), kind=Exceptional.LISTE_II, served=_SERVED)


def _first(rule_id: str, regime: Regime) -> Rule[LineCase]:
    medicine = RAMIPRIL if regime is Regime.LISTE_I else KETOPROFENE
    return Rule(
        id=rule_id,
        title=f"Première délivrance dans les trois mois ({regime.label})",
        family=Family.DURATION,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="Première présentation trop tardive : l’ordonnance du {written} devait être "
        "présentée avant le {limit}.",
        why="La première délivrance demande une ordonnance de moins de trois mois.",
        remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
        line_rule=True,
        applies=_on(regime, lambda line: not line.served),
        check=_recent,
        examples=(
            met("Présentée au bout de deux mois",
                lambda: at_counter(a_case(medicine, duration=days(30)), date(2026, 3, 5))),
            breaks("Présentée le jour des trois mois",
                   lambda: at_counter(a_case(medicine, duration=days(30)), date(2026, 4, 5))),
        ),
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    _first("RX-L1-01", Regime.LISTE_I),
    _first("RX-L2-01", Regime.LISTE_II),
    Rule(
        id="RX-L1-02",
        title="La liste I ne se renouvelle que sur indication écrite",
        family=Family.DURATION,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="La quantité prescrite est entièrement délivrée et aucun autre renouvellement "
        "n’est écrit.",
        why="Un médicament de liste I se renouvelle seulement si le nombre de renouvellements ou "
        "la durée est écrit.",
        remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
        line_rule=True,
        applies=_on(Regime.LISTE_I, _again),
        check=_as_written,
        examples=(
            met("Un renouvellement écrit",
                lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=1),
                                   date(2026, 2, 9), served=_SERVED)),
            breaks("Aucun renouvellement écrit",
                   lambda: at_counter(a_case(RAMIPRIL, duration=days(30)), date(2026, 2, 9),
                                      served=_SERVED)),
        ),
    ),
    Rule(
        id="RX-L2-02",
        title="La liste II se renouvelle, sauf interdiction écrite",
        family=Family.DURATION,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="Le prescripteur a interdit le renouvellement et la quantité prescrite est "
        "délivrée.",
        why="Un médicament de liste II se renouvelle, sauf si le prescripteur l’interdit "
        "expressément.",
        remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
        line_rule=True,
        applies=_renewed,
        check=_not_forbidden,
        examples=(
            met("Renouvellement non précisé",
                lambda: at_counter(a_case(KETOPROFENE, duration=days(30)), date(2026, 2, 9),
                                   served=_SERVED)),
            breaks("« Ne pas renouveler »",
                   lambda: at_counter(a_case(KETOPROFENE, duration=days(30), renewals=0),
                                      date(2026, 2, 9), served=_SERVED)),
            breaks("« Non renouvelable », écrit en conseil",
                   lambda: at_counter(a_case(KETOPROFENE, duration=days(30),
                                             advice="Traitement non renouvelable."),
                                      date(2026, 2, 9), served=_SERVED)),
            breaks("« Ne pas renouveler » en mention, le pharmacien renouvelle",
                   lambda: _renewing(a_case(KETOPROFENE, duration=days(30),
                                            other_mentions=("À NE PAS RENOUVELER",)))),
            met("« Ne pas renouveler la prise avant 6 heures » ne parle que d’une prise",
                lambda: _renewing(a_case(KETOPROFENE, duration=days(30),
                                         advice="Ne pas renouveler la prise avant 6 heures."))),
            met("Renouvelé par le pharmacien, sans rien d’écrit",
                lambda: _renewing(a_case(KETOPROFENE, duration=days(30)))),
            breaks("Renouvelé par le pharmacien, en liste I",
                   lambda: _renewing(a_case(RAMIPRIL, duration=days(30)))),
            breaks("Au-delà des deux renouvellements écrits",
                   lambda: _renewing(a_case(KETOPROFENE, duration=days(10), renewals=2))),
            unsure("Médicament inconnu du catalogue",
                   lambda: _renewing(a_case(None, duration=days(30)))),
        ),
    ),
    Rule(
        id="RX-REN-01",
        title="Un renouvellement se délivre dans la durée maximale du traitement",
        family=Family.DURATION,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="Le traitement ne se renouvelle que jusqu’au {last}.",
        why="Les renouvellements se font dans la durée maximale de prescription, comptée depuis "
        "l’établissement.",
        remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
        line_rule=True,
        applies=of_medicine(lambda law: law.listed, _ordinary_again),
        check=_inside,
        examples=(
            met("Onzième mois",
                lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=11),
                                   date(2026, 12, 5), served=_SERVED)),
            breaks("Treizième mois",
                   lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=11),
                                      date(2027, 1, 20), served=_SERVED)),
        ),
    ),
)  # fmt: skip
