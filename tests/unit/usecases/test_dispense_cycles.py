"""Treatments with days off, and dated ones, at the counter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.domain.recurrence import Cycle
from tests.builders.counter import SKENAN, of, units
from tests.builders.platform import a_platform


def cyclic(on: int, off: int, *, days: int, fraction: int | None = None) -> Line:
    """A capsule a day, so many days on and off."""
    line = of(SKENAN, days=days, fraction=Duration(fraction, TimeUnit.DAY) if fraction else None)
    (step,) = line.posology.steps
    return replace(line, posology=Posology((replace(step, cycle=Cycle.on_and_off(on, off)),)))


def test_all_the_units_of_the_days_on_are_served() -> None:
    platform = a_platform()
    number = platform.issue(cyclic(14, 14, days=14)).number
    answer = platform.dispense(number, units(1, 14))
    assert (answer.served[0].units, answer.served[0].days) == (Decimal(14), 14)
    assert answer.lines[0].state == "executed"


@pytest.mark.parametrize(
    ("on", "off", "fraction", "covered"),
    [(14, 14, 7, [7, 7]), (14, 14, 14, [14]), (7, 7, 7, [14, 7])],
)
def test_fractions_of_a_cycle_follow_its_days(
    on: int, off: int, fraction: int, covered: list[int]
) -> None:
    platform = a_platform()
    number = platform.issue(cyclic(on, off, days=28, fraction=fraction)).number
    for length in covered:
        answer = platform.dispense(number, everything=True)
        assert (answer.served[0].units, answer.served[0].days) == (Decimal(fraction), length)
        platform.later(days=length)
    assert platform.consult(number).state == "executed"


def test_a_fraction_of_a_cycle_served_in_part_is_completed() -> None:
    platform = a_platform()
    number = platform.issue(cyclic(14, 14, days=28, fraction=14)).number
    answer = platform.dispense(number, units(1, 5))
    assert answer.served[0].days == 5
    assert answer.lines[0].due.units == Decimal(9)
    assert platform.dispense(number, units(1, 9)).lines[0].state == "executed"


def test_a_stupefiant_whose_dates_are_past_is_served_for_its_own_number_of_days() -> None:
    line = of(SKENAN, days=28, daily=2)
    (step,) = line.posology.steps
    first, last = date(2025, 3, 2), date(2025, 3, 29)
    dated = replace(step, bounds_start=first, bounds_end=last)
    platform = a_platform()
    number = platform.issue(replace(line, duration=None, posology=Posology((dated,)))).number
    answer = platform.dispense(number, everything=True)
    assert (answer.served[0].units, answer.served[0].days) == (Decimal(56), 28)
    assert answer.lines[0].state == "executed"
