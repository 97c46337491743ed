"""Posologies that contradict themselves cannot be made."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration
from ordonnance.domain.posology import DosageStep, Moment, Posology
from tests.unit.domain.steps import START, D, H, at_most, dose, every, one


def test_negative_amounts_of_days_or_units_are_refused() -> None:
    with pytest.raises(ValueError, match="jours"):
        one(**every(1, "1", D)).units_for(-1)
    with pytest.raises(ValueError, match="unités"):
        one(**every(1, "1", D)).days_for(Decimal(-1))


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({}, "vide"),
        ({"text": " "}, "vide"),
        ({"instructions": ("à jeun", "")}, "vide"),
        ({"dose": dose("1"), "as_needed_reason": "douleur"}, "si besoin"),
        ({"moments": (Moment.MORNING, Moment.MORNING)}, "deux fois"),
        ({"moments": (Moment.MORNING,), "times_of_day": (time(8),)}, "pas les deux"),
        ({"weekdays": (7,)}, "lundi"),
        ({"times_of_day": (time(8, 0, 30),)}, "minute"),
        ({"frequency": 2}, "fréquence"),
        ({"period": Decimal(2), "frequency": 1}, "unité"),
        ({"period_unit": D}, "unité"),
        (every(0, "1", D), "prises"),
        (every(10_000, "1", D), "prises"),
        (every(2, "1", D, frequency_max=2), "fréquence"),
        ({"frequency_max": 2}, "fréquence"),
        (every(1, "0", D), "période"),
        (every(1, "6", H, period_max=Decimal(4)), "période"),
        ({"period_max": Decimal(4)}, "période"),
        ({"bounds": Duration(1, D), "bounds_end": START}, "pas les deux"),
        ({"bounds_start": START, "bounds_end": date(2026, 2, 1)}, "précède"),
        ({"dose": dose("1"), "sequence": -1}, "ordre"),
    ],
)
def test_a_step_that_contradicts_itself_is_refused(fields: dict[str, Any], about: str) -> None:
    with pytest.raises(ValueError, match=about):
        DosageStep(**fields)


def test_doses_and_maxima_are_positive() -> None:
    for low, high in (("2", "1"), ("0", "0"), ("-1", "1")):
        with pytest.raises(ValueError, match="dose"):
            dose(low, high)
    for value, per in (("0", "1"), ("1", "0")):
        with pytest.raises(ValueError, match="maximale"):
            at_most(value, per, D)


def test_a_posology_says_something_and_numbers_all_its_steps_or_none() -> None:
    with pytest.raises(ValueError, match="nécessaires"):
        Posology()
    with pytest.raises(ValueError, match="vide"):
        Posology(text=" ")
    with pytest.raises(ValueError, match="numérotées"):
        Posology((DosageStep(dose=dose("1"), sequence=1), DosageStep(dose=dose("1"))))
