"""R.5132-29 and R.5132-33: stupéfiants before a scheduled intervention (décret 2022-972)."""

from dataclasses import replace
from datetime import date, timedelta

from ordonnance.domain.calendar import Period
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import csp
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import MORPHINE, a_case, at_counter, breaks, days, met
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
)
from ordonnance.law.substances import Article

PRESCRIBING = frozenset({Moment.PRESCRIBING})
WINDOW_SINCE = date(2022, 7, 3)
READ = date(2026, 11, 1)
MARGIN = timedelta(days=3)
_OPERATION = ScheduledIntervention(date(2026, 1, 20), date(2026, 1, 22))


def _planned(line: LineCase) -> bool:
    return line.line.intervention is not None


def _bounded(law: Reading) -> bool:
    return law.has(Article.R5132_33_1)


def _window(planned: ScheduledIntervention) -> Period | None:
    """From the third day before the intervention to three days after the expected discharge."""
    if planned.discharge_on is None or planned.discharge_on < planned.on:
        return None
    return Period(planned.on - MARGIN, planned.discharge_on + MARGIN)


def _both_dates(line: LineCase) -> Answer:
    planned = line.line.intervention
    return MET if planned is not None and _window(planned) is not None else breached()


def _window_written(line: LineCase) -> Answer:
    planned = line.line.intervention
    if planned is None or planned.window is not None:
        return MET
    window = _window(planned)
    if window is None:
        return cannot_tell("la date de sortie prévue manque")
    return breached(
        first=date_text(window.first),
        last=date_text(window.last),
        corrections=(
            Correction(
                f"Écrire la période de délivrance, du {date_text(window.first)} au "
                f"{date_text(window.last)}",
                line.line.number,
                {"intervention": replace(planned, window=window)},
            ),
        ),
    )  # fmt: skip


def _in_window(line: LineCase) -> Answer:
    planned = line.line.intervention
    if planned is None:
        return MET
    window = _window(planned)
    if window is None:
        return cannot_tell("la date de sortie prévue manque")
    if line.case.day >= window.first:
        return MET
    return breached(first=date_text(window.first), last=date_text(window.last))


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-STUP-08",
        title="Avant une intervention programmée, ses dates sont écrites",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=WINDOW_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5132-29 al. 2 (décret 2022-972)", READ),
        message="La date de sortie prévue manque, ou précède l’intervention.",
        why="Un stupéfiant prescrit pour une intervention programmée porte la date de celle-ci et "
        "celle de la sortie prévue.",
        remedy="Écrire la date de l’intervention et celle de la sortie prévue.",
        line_rule=True,
        applies=of_medicine(_bounded, _planned),
        check=_both_dates,
        examples=(
            met("Les deux dates",
                lambda: a_case(MORPHINE, duration=days(7), intervention=_OPERATION)),
            breaks("Sans date de sortie",
                   lambda: a_case(MORPHINE, duration=days(7),
                                  intervention=ScheduledIntervention(date(2026, 1, 20)))),
        ),
    ),
    Rule(
        id="RX-STUP-10",
        title="Avant une intervention programmée, la période de délivrance est écrite",
        family=Family.NARCOTIC,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=WINDOW_SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=csp("R.5132-29 al. 2 (décret 2022-972)", READ),
        message="La période de délivrance n’est pas écrite : du {first} au {last}.",
        why="Le prescripteur informe le patient des jours où l’ordonnance est exécutée en entier.",
        remedy="Écrire « à délivrer du {first} au {last} ».",
        line_rule=True,
        applies=of_medicine(_bounded, _planned),
        check=_window_written,
        examples=(
            met("Période écrite",
                lambda: a_case(MORPHINE, duration=days(7),
                               intervention=replace(_OPERATION, window=_window(_OPERATION)))),
            breaks("Période non écrite",
                   lambda: a_case(MORPHINE, duration=days(7), intervention=_OPERATION)),
        ),
    ),
    Rule(
        id="RX-STUP-09",
        title="Avant une intervention, un stupéfiant se délivre à partir du troisième jour avant",
        family=Family.NARCOTIC,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=WINDOW_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("Code de la santé publique", "R.5132-33 (décret 2022-972)", READ),
        message="Pour cette intervention, la délivrance est possible du {first} au {last}.",
        why="L’exécution en entier va du troisième jour qui précède l’intervention à trois jours "
        "après la sortie prévue ; ensuite, la durée restant à courir.",
        remedy="Revenir à partir du {first}.",
        line_rule=True,
        applies=of_medicine(
            _bounded, lambda line: _planned(line) and line.asked is not None
        ),
        check=_in_window,
        examples=(
            met("Trois jours avant",
                lambda: at_counter(
                    a_case(MORPHINE, on=date(2026, 1, 17), duration=days(7),
                           intervention=_OPERATION), date(2026, 1, 17), asked=7)),
            breaks("Dix jours avant",
                   lambda: at_counter(
                       a_case(MORPHINE, on=date(2026, 1, 10), duration=days(7),
                              intervention=_OPERATION), date(2026, 1, 10), asked=7)),
        ),
    ),
)  # fmt: skip
