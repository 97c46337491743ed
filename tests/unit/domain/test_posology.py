"""What a posology refuses, and what it consumes."""

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.posology import DosageStep, Dose, Moment, Posology, takes_per_day
from ordonnance.domain.quantity import Quantity, Unit
from tests.unit.domain.steps import START, TABLET, A, D, H, M, W, at_most, dose, every, one

MG = Unit("mg")


@pytest.mark.parametrize(
    ("fields", "daily"),
    [
        (every(3, "1", D), Fraction(3)),
        (every(2, "1", D, frequency_max=4), Fraction(4)),
        (every(1, "6", H), Fraction(4)),
        (every(1, "4", H, period_max=Decimal(6)), Fraction(6)),
        (every(1, "72", H), Fraction(1, 3)),
        (every(1, "1", W), Fraction(1, 7)),
        (every(1, "1", M), Fraction(48, 1461)),
        (every(1, "1", A), Fraction(4, 1461)),
        (every(1, "2", D), Fraction(1, 2)),
        ({"moments": (Moment.MORNING, Moment.EVENING)}, Fraction(2)),
        ({"moments": (Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER)}, Fraction(3)),
        ({"moments": (Moment.MORNING, Moment.MEALS)}, Fraction(1)),
        ({"moments": (Moment.MEALS,), **every(3, "1", D)}, Fraction(3)),
        ({"moments": (Moment.MORNING, Moment.EVENING), **every(1, "1", D)}, Fraction(2)),
        ({"times_of_day": (time(8), time(20))}, Fraction(2)),
        ({"weekdays": (0, 3)}, Fraction(2, 7)),
        ({"weekdays": (0, 3), "moments": (Moment.MORNING, Moment.EVENING)}, Fraction(4, 7)),
        ({"weekdays": (0,), **every(1, "1", W)}, Fraction(1, 7)),
        ({"weekdays": (0, 3), **every(1, "1", W)}, Fraction(2, 7)),
        ({"weekdays": (0, 3), **every(2, "1", D)}, Fraction(4, 7)),
        ({"weekdays": (0, 3), **every(1, "12", H)}, Fraction(4, 7)),
        ({"weekdays": (0,), **every(1, "2", W)}, Fraction(1, 14)),
        ({"dose": dose("1", "2"), **every(1, "1", D)}, Fraction(2)),
        ({"dose": dose("0.5"), **every(3, "1", D)}, Fraction(3, 2)),
        ({"dose": dose("1", "3"), "max_per_take": Quantity(Decimal(2), TABLET), **every(2, "1", D)},
         Fraction(4)),
        ({"max_dose": at_most("6", "24", H), **every(1, "6", H), "as_needed": True}, Fraction(6)),
        ({"max_dose": at_most("6", "24", H), "as_needed": True}, Fraction(6)),
        ({"as_needed": True, **every(1, "6", H)}, Fraction(4)),
        ({"max_dose": at_most("3", "1", D), **every(4, "1", D)}, Fraction(3)),
        ({"max_dose": at_most("9", "1", D), **every(4, "1", D)}, Fraction(4)),
        ({"max_dose": at_most("500", "1", D, MG), **every(4, "1", D)}, Fraction(4)),
        ({"dose": None, "max_dose": at_most("6", "24", H)}, Fraction(6)),
    ],
)  # fmt: skip
def test_units_per_day_are_exact(fields: dict[str, Any], daily: Fraction) -> None:
    assert one(**fields).daily_units() == daily


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"as_needed": True},
        {"moments": (Moment.MEALS,)},
        {"moments": (Moment.MEALS,), "weekdays": (0,)},
        {"weekdays": (0,), **every(1, "3", D)},
        {"dose": None, **every(1, "1", D)},
        {"as_needed": True, "max_dose": at_most("500", "1", D, MG)},
    ],
)
def test_what_the_prescriber_did_not_say_is_not_invented(fields: dict[str, Any]) -> None:
    posology = one(**fields)
    assert posology.daily_units() is None
    assert posology.units_for(7) is None
    assert posology.days_for(Decimal(30)) is None


def test_a_text_alone_says_no_number() -> None:
    posology = Posology(text="selon le schéma remis")
    assert posology.daily_units() is None
    assert posology.units_for(7) is None
    assert posology.days_for(Decimal(7)) is None
    assert posology.total_duration() is None
    assert posology.stages() == ()


def test_whole_takes_are_counted_so_that_the_last_one_is_never_missing() -> None:
    assert one(**every(1, "72", H)).units_for(28) == 10
    assert one(dose=dose("3"), **every(1, "1", W)).units_for(10) == 6
    assert one(dose=dose("0.5"), **every(1, "1", D)).units_for(7) == 4
    assert one(**every(1, "1", D)).units_for(0) == 0


def test_parallel_steps_add_up_and_different_units_do_not() -> None:
    morning = DosageStep(dose=dose("1"), moments=(Moment.MORNING,))
    evening = DosageStep(dose=dose("2"), moments=(Moment.EVENING,))
    both = Posology((morning, evening))
    assert both.daily_units() == 3
    assert both.units_for(10) == 30
    assert both.days_for(Decimal(31)) == 10
    mixed = Posology((morning, DosageStep(dose=dose("5", unit=MG), moments=(Moment.EVENING,))))
    assert mixed.daily_units() is None


def taper() -> Posology:
    return Posology(
        (
            DosageStep(dose=dose("1"), **every(1, "1", D), bounds=Duration(5, D), sequence=2),
            DosageStep(dose=dose("2"), **every(1, "1", D), bounds=Duration(1, W), sequence=1),
        )
    )


def test_steps_in_sequence_follow_each_other_whatever_their_order() -> None:
    assert [stage[0].sequence for stage in taper().stages()] == [1, 2]
    assert taper().daily_units() == 2
    assert [taper().units_for(days) for days in (0, 7, 8, 12, 30)] == [0, 14, 15, 19, 19]
    assert taper().days_for(Decimal(15)) == 8
    assert taper().days_for(Decimal(19)) == taper().days_for(Decimal(99)) == 12
    assert taper().total_duration() == Duration(12, D)


def test_a_stage_after_an_endless_one_never_begins() -> None:
    endless = Posology(
        (
            DosageStep(dose=dose("1"), **every(1, "1", D), sequence=1),
            DosageStep(dose=dose("4"), **every(1, "1", D), sequence=2),
        )
    )
    assert endless.units_for(100) == 100
    assert endless.days_for(Decimal(50)) == 50
    assert endless.daily_units() == 4
    assert endless.total_duration() is None


def test_steps_bounded_by_dates_run_on_their_own_days() -> None:
    first = DosageStep(
        dose=dose("2"), **every(1, "1", D), bounds_start=START, bounds_end=date(2026, 3, 7)
    )
    second = DosageStep(
        dose=dose("1"), **every(1, "1", D), bounds_start=date(2026, 3, 8), bounds=Duration(7, D)
    )
    dated = Posology((first, second))
    assert dated.daily_units() == 2
    assert dated.units_for(14) == 21
    assert dated.units_for(7, date(2026, 3, 5)) == 3 * 2 + 4
    assert dated.days_for(Decimal(99)) == 14
    assert dated.total_duration() == Duration(14, D)
    assert Posology((first,)).total_duration() == Duration(7, D)
    assert Posology((first, DosageStep(dose=dose("1"), bounds_end=START))).total_duration() is None


def test_an_end_date_needs_a_first_day() -> None:
    until = one(**every(1, "1", D), bounds_end=date(2026, 3, 10))
    assert until.units_for(30) is None
    assert until.units_for(30, START) == 10
    assert until.units_for(30, date(2026, 4, 1)) == 0
    assert until.total_duration() is None


def test_months_are_counted_from_the_first_day_or_not_at_all() -> None:
    month = one(**every(1, "1", D), bounds=Duration(1, M))
    assert month.units_for(28) == 28
    assert month.units_for(31) is None
    assert month.units_for(31, date(2026, 2, 1)) == 28
    assert month.units_for(31, START) == 31
    assert month.days_for(Decimal(20)) == 20
    assert month.days_for(Decimal(40)) is None
    assert month.days_for(Decimal(40), START) == 31


@pytest.mark.parametrize(
    ("bounds", "total"),
    [
        ([(1, Duration(12, W))], Duration(12, W)),
        ([(1, Duration(1, W)), (2, Duration(2, W))], Duration(3, W)),
        ([(1, Duration(1, W)), (2, Duration(3, D))], Duration(10, D)),
        ([(1, Duration(1, M)), (2, Duration(1, A))], Duration(13, M)),
        ([(1, Duration(1, M)), (2, Duration(3, D))], None),
        ([(1, Duration(1, W)), (1, Duration(10, D))], Duration(10, D)),
        ([(1, Duration(10, D)), (1, Duration(1, W))], Duration(10, D)),
        ([(1, Duration(1, M)), (1, Duration(10, D))], None),
        ([(1, Duration(1, M)), (1, None)], None),
        ([(1, Duration(9_999, D)), (2, Duration(1, D))], None),
        ([(1, Duration(9_999, W)), (2, Duration(1, D))], None),
    ],
)
def test_the_total_duration_keeps_its_unit_when_it_can(
    bounds: list[tuple[int, Duration | None]], total: Duration | None
) -> None:
    steps = tuple(
        DosageStep(dose=dose("1"), sequence=number, bounds=lasts) for number, lasts in bounds
    )
    assert Posology(steps).total_duration() == total


@given(
    st.integers(1, 6),
    st.sampled_from([(D, 1), (D, 2), (H, 8), (H, 72), (W, 1), (W, 2)]),
    st.integers(1, 8).map(lambda quarters: Decimal(quarters) / 4),
    st.integers(0, 400),
    st.none() | st.integers(1, 60),
)
def test_days_covered_by_some_units_are_the_most_that_need_no_more(
    frequency: int, period: tuple[TimeUnit, int], amount: Decimal, units: int, lasts: int | None
) -> None:
    unit, length = period
    posology = one(
        dose=Dose.of(amount, TABLET), **every(frequency, str(length), unit),
        bounds=None if lasts is None else Duration(lasts, D),
    )  # fmt: skip
    days = posology.days_for(Decimal(units))
    assert days is not None
    needed, more = posology.units_for(days), posology.units_for(days + 1)
    assert needed is not None
    assert more is not None
    assert needed <= units
    assert more > units or days == lasts


@given(st.lists(st.integers(1, 20), min_size=1, max_size=4), st.integers(0, 90))
def test_a_course_consumes_what_a_day_by_day_count_says(lengths: list[int], days: int) -> None:
    steps = tuple(
        DosageStep(
            dose=dose(str(n + 1)), **every(1, "1", D), bounds=Duration(length, D), sequence=n
        )
        for n, length in enumerate(lengths)
    )
    by_day = [n + 1 for n, length in enumerate(lengths) for _ in range(length)]
    assert Posology(steps).units_for(days, START + timedelta(days=days)) == sum(by_day[:days])


def test_takes_per_day_are_known_without_a_dose() -> None:
    assert takes_per_day(DosageStep(**every(2, "1", D))) == 2
    assert takes_per_day(DosageStep(text="selon besoin")) is None
