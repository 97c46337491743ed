"""Arrêté of 13 January 2020: oral tramadol, twelve weeks at most."""

from dataclasses import replace
from datetime import date, timedelta

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.case import LineCase
from ordonnance.law.drugs import Reading
from ordonnance.law.durations import MESSAGE, REMEDY, within
from ordonnance.law.examples import TRAMADOL, a_case, breaks, days, met, months
from ordonnance.law.outline import of_medicine
from ordonnance.law.rule import (
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
)

SINCE = date(2020, 4, 15)
EVE = SINCE - timedelta(days=1)
TWELVE_WEEKS = Duration(12, TimeUnit.WEEK)
TWELVE_MONTHS = Duration(12, TimeUnit.MONTH)


def is_oral_tramadol(law: Reading) -> bool:
    """True when the medicine is tramadol taken by mouth, alone or associated."""
    return law.row is not None and law.row.key == "tramadol-oral"


_TWELVE_WEEKS: Rule[LineCase] = Rule(
    id="RX-DUR-07",
    title="Le tramadol par voie orale se prescrit pour douze semaines au plus",
    family=Family.DURATION,
    moments=frozenset({Moment.PRESCRIBING}),
    clock=Clock.PRESCRIBING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.OFFICIAL_DATA,
    citation=Citation("durée de prescription du tramadol", "Arrêté du 13 janvier 2020",
                      date(2026, 11, 1)),
    message=MESSAGE,
    why="La durée est réduite pour limiter la dépendance et le mésusage.",
    remedy=REMEDY,
    line_rule=True,
    applies=of_medicine(is_oral_tramadol),
    check=lambda line: within(line, TWELVE_WEEKS),
    examples=(
        met("84 jours", lambda: a_case(TRAMADOL, duration=days(84))),
        breaks("90 jours", lambda: a_case(TRAMADOL, duration=days(90))),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    replace(
        _TWELVE_WEEKS,
        title="Avant le 15 avril 2020, le tramadol suivait la règle générale de douze mois",
        since=None,
        until=EVE,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "R.5132-21", date(2026, 11, 1)),
        why="Version close, gardée pour les ordonnances d’avant le 15 avril 2020.",
        check=lambda line: within(line, TWELVE_MONTHS),
        examples=(
            met("90 jours, la veille", lambda: a_case(TRAMADOL, on=EVE, duration=days(90))),
            breaks("Treize mois", lambda: a_case(TRAMADOL, on=EVE, duration=months(13))),
        ),
    ),
    _TWELVE_WEEKS,
)
