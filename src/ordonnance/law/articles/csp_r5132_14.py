"""R.5132-14: a renewal waits for the end of the period covered by the previous serving."""

from datetime import date
from decimal import Decimal

from ordonnance.domain.dispensing import BEFORE_ITS_DAY, Served
from ordonnance.law.case import LineCase
from ordonnance.law.due import NotDue
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, breaks, days, met, tells
from ordonnance.law.french import date_text
from ordonnance.law.outline import of_medicine
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
    informs,
)
from ordonnance.law.serving import EARLY_DAYS

_ASK_AGAIN = "S’adresser au prescripteur pour une nouvelle ordonnance."
_OTHER_REASON = (
    "Revenir le {next_on} : seuls un voyage, une perte ou l’accord du prescripteur expliquent une "
    "délivrance avant ce jour."
)
_RECORDED = "Rien de plus : le motif s’enregistre avec la délivrance."
_SERVED = (Served(1, "servi", Decimal(1), Decimal(30), 30, date(2026, 1, 5)),)


def _not_early(line: LineCase) -> Answer:
    due = line.due
    if (due.remaining_units, due.remaining_packs, due.remaining_days) == (None, None, None):
        return cannot_tell("ce qui reste dû n’est pas calculable")
    if due.state_reason is not NotDue.NOT_YET or due.next_on is None:
        return MET
    on, tolerance = date_text(due.next_on), str(EARLY_DAYS)
    if due.last_on is not None and due.next_on > due.last_on:
        # No day is left to come back on (RX-REN-01).
        return breached(message="Le patient est encore couvert, et le traitement ne se renouvelle "
                        "que jusqu’au {last}.", remedy=_ASK_AGAIN,
                        last=date_text(due.last_on))  # fmt: skip
    reason = line.asked.reason if line.asked is not None else None
    if due.fraction_days is not None or line.law.narcotic:
        return breached(remedy="Revenir le {next_on}.", next_on=on, tolerance=tolerance)
    if reason is None:
        return breached(next_on=on, tolerance=tolerance)
    if reason not in BEFORE_ITS_DAY:
        return breached(remedy=_OTHER_REASON, next_on=on, tolerance=tolerance)
    # Act and reason are recorded together: nothing else is left to acknowledge (ADR 0047).
    return breached(severity=Severity.INFO, remedy=_RECORDED, next_on=on, tolerance=tolerance)


def _tolerated(line: LineCase) -> Answer:
    """Served a little before the end of the period, as the tolerance allows, with its reason."""
    due, asked = line.due, line.asked
    early = due.is_due and not due.completes and due.next_on and line.case.day < due.next_on
    if not early or due.next_on is None or (asked is not None and asked.reason is not None):
        return MET
    return informs(next_on=date_text(due.next_on))


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-REN-02",
        title="Un renouvellement ne se délivre pas avant la fin de la période précédente",
        family=Family.DURATION,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=date(2004, 8, 8),
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "R.5132-14", date(2026, 11, 1)),
        message="Le patient est encore couvert : le renouvellement est prévu le {next_on} "
        "(tolérance de {tolerance} jours).",
        why="Le renouvellement ne peut avoir lieu qu’après un délai déterminé par la posologie et "
        "les quantités déjà délivrées.",
        remedy="Revenir le {next_on}, ou indiquer pourquoi délivrer plus tôt.",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.listed, lambda line: bool(line.served) and line.ordinary
        ),
        check=_not_early,
        examples=(
            met("28 jours après une délivrance de 30 jours",
                lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=2),
                                   date(2026, 2, 2), served=_SERVED)),
            breaks("10 jours après une délivrance de 30 jours",
                   lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=2),
                                      date(2026, 1, 15), served=_SERVED)),
        ),
    ),
    Rule(
        id="RX-REN-03",
        title="Une délivrance anticipée dans la tolérance s’enregistre avec son motif",
        family=Family.DURATION,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        severity=Severity.INFO,
        confidence=Confidence.MEMORY,
        citation=Citation("bonnes pratiques de dispensation", "sans article",
                          date(2026, 11, 1)),
        message="Délivrance anticipée, dans la tolérance : le patient est couvert jusqu’à la "
        "veille du {next_on}.",
        why="Quelques jours d’avance évitent une interruption ; le motif permet de l’expliquer.",
        remedy="Indiquer le motif avec la délivrance.",
        line_rule=True,
        applies=lambda line: line.asked is not None
        and bool(line.served)
        and line.ordinary,
        check=_tolerated,
        examples=(
            met("Le jour même",
                lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=2),
                                   date(2026, 2, 4), asked=30, served=_SERVED)),
            tells("Deux jours avant",
                  lambda: at_counter(a_case(RAMIPRIL, duration=days(30), renewals=2),
                                     date(2026, 2, 2), asked=30, served=_SERVED)),
        ),
    ),
)  # fmt: skip
