"""A part of a cycle is counted on its own days, not on the average of whole cycles."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.recurrence import Cycle
from ordonnance.law.due import Due, NotDue
from ordonnance.law.examples import MORPHINE, RAMIPRIL, TABLET, days, tablets
from ordonnance.law.serving import due
from ordonnance.law.treatment import plan_of
from tests.builders import a_line

WRITTEN = date(2026, 1, 6)


def step(**changes: Any) -> DosageStep:
    """One tablet a day, otherwise as told."""
    dose = Dose.of(Decimal(changes.pop("dose", 1)), TABLET)
    told = {"frequency": 1, "period": Decimal(1), "period_unit": TimeUnit.DAY, **changes}
    return DosageStep(dose=dose, **told)


def on_and_off(on: int, off: int, **changes: Any) -> Posology:
    """One tablet a day, so many days on and off."""
    return Posology((step(cycle=Cycle.on_and_off(on, off), **changes),))


def first_due(posology: Posology, *, narcotic: bool = True, on: date = WRITTEN, **line: Any) -> Due:
    """What is due of a line on the day it is written."""
    medicine = MORPHINE if narcotic else RAMIPRIL
    return due(a_line(medicine, posology=posology, **line), medicine, on, (), on,
               packs_of=medicine.presentations[0])  # fmt: skip


def portions(posology: Posology, *, narcotic: bool, fraction: int, length: int) -> list[Due]:
    """Every portion of a fractionned line, each served on the day it falls due."""
    medicine = MORPHINE if narcotic else RAMIPRIL
    line = a_line(medicine, posology=posology, days=length, fraction=days(fraction))
    past: tuple[Served, ...] = ()
    answers: list[Due] = []
    day = WRITTEN
    while True:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        if not answer.is_due:
            assert answer.state_reason is NotDue.SERVED
            return answers
        assert answer.portion_units, "no portion is empty"
        assert answer.portion_days
        answers.append(answer)
        past += (Served(1, "servi", answer.portion_packs or Decimal(0), answer.portion_units,
                        answer.portion_days, answer.first_day),)  # fmt: skip
        day = answer.first_day + timedelta(days=answer.portion_days)


def test_fourteen_days_on_are_fourteen_units() -> None:
    answer = first_due(on_and_off(14, 14), days=14)
    assert [answer.remaining_units, answer.portion_units] == [14, 14]
    assert answer.portion_days == 14


def test_a_duration_in_the_bounds_of_the_posology_counts_the_same() -> None:
    posology = on_and_off(14, 14, bounds=Duration(14, TimeUnit.DAY))
    answer = first_due(posology, duration=None, days=None)
    assert [answer.remaining_units, answer.portion_units] == [14, 14]


@pytest.mark.parametrize("bounded", [False, True])
@pytest.mark.parametrize(("fraction", "expected"), [(7, [7, 7]), (14, [14])])
def test_fractions_hold_what_their_days_take(
    bounded: bool, fraction: int, expected: list[int]
) -> None:
    posology = on_and_off(14, 14, bounds=Duration(28, TimeUnit.DAY) if bounded else None)
    served = portions(posology, narcotic=True, fraction=fraction, length=28)
    assert [answer.portion_units for answer in served] == expected


def test_packs_of_a_treatment_that_ends_within_a_cycle_hold_all_of_it() -> None:
    answer = first_due(on_and_off(14, 14), narcotic=False, days=42)
    assert answer.remaining_units == 28


def test_the_days_off_between_two_fractions_are_covered_by_the_first() -> None:
    served = portions(on_and_off(7, 7), narcotic=True, fraction=7, length=28)
    assert [answer.portion_units for answer in served] == [7, 7]
    assert [answer.portion_days for answer in served] == [14, 7]
    assert [a.lost_days for a in served] == [0, 0]


def test_a_part_of_a_cyclic_fraction_covers_the_days_that_take_it() -> None:
    answer = first_due(on_and_off(14, 14), days=28, fraction=days(14))
    assert answer.days_of(units=Decimal(5), packs=None) == 5
    assert answer.days_of(units=Decimal(14), packs=None) == 14


def test_stages_are_served_each_at_its_own_rate() -> None:
    rising = Posology(
        (
            step(sequence=1, bounds=Duration(7, TimeUnit.DAY)),
            step(sequence=2, frequency=2, bounds=Duration(7, TimeUnit.DAY)),
        )
    )
    served = portions(rising, narcotic=True, fraction=7, length=14)
    assert [answer.portion_units for answer in served] == [7, 14]


def test_a_narcotic_presented_once_only_days_off_are_left_has_ended() -> None:
    line = a_line(MORPHINE, posology=on_and_off(14, 14), days=28)
    late = WRITTEN + timedelta(days=20)
    answer = due(line, MORPHINE, WRITTEN, (), late, packs_of=MORPHINE.presentations[0])
    assert answer.state_reason is NotDue.ENDED
    assert answer.portion_units == 0


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2026, 2, 1)])
def test_a_posology_whose_dates_are_elsewhere_has_as_many_days_as_units(on: date) -> None:
    dated = step(frequency=2, bounds_start=date(2026, 3, 2), bounds_end=date(2026, 3, 29))
    answer = first_due(Posology((dated,)), on=on, duration=None, days=None)
    assert (answer.remaining_days, answer.portion_days) == (28, 28)
    assert [answer.remaining_units, answer.portion_units] == [56, 56]
    assert answer.remaining_packs == 4


def served_by_packs(posology: Posology, length: int, pack: int) -> list[tuple[int, int, int]]:
    """(days past, packs, days covered) of each serving of a medicine of no register."""
    medicine = tablets("exemplol", pack=pack)
    line = a_line(medicine, posology=posology, days=length)
    past: tuple[Served, ...] = ()
    found, day = [], WRITTEN
    while True:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        if not answer.is_due:
            assert answer.state_reason is NotDue.SERVED
            return found
        covered, packs = answer.portion_days or 0, answer.portion_packs or Decimal(0)
        found.append(((day - WRITTEN).days, int(packs), covered))
        past += (Served(1, "servi", packs, answer.portion_units, covered, answer.first_day),)
        day = answer.first_day + timedelta(days=covered)


@pytest.mark.parametrize(
    ("posology", "length", "pack", "expected"),
    [
        # Ten tablets last ten days, not the twenty of the average; the days off follow fourteen.
        (on_and_off(14, 14), 56, 14, [(0, 1, 28), (28, 1, 28)]),
        (on_and_off(14, 14), 28, 10, [(0, 2, 28)]),
        (on_and_off(20, 8), 56, 10, [(0, 2, 28), (28, 2, 28)]),
        (on_and_off(21, 7), 84, 21, [(0, 1, 28), (28, 1, 28), (56, 1, 28)]),
    ],
)
def test_packs_of_a_cycle_cover_the_days_that_they_are_taken(
    posology: Posology, length: int, pack: int, expected: list[tuple[int, int, int]]
) -> None:
    assert served_by_packs(posology, length, pack) == expected


def test_a_stage_at_a_lower_rate_lasts_longer_and_the_next_one_shorter() -> None:
    rising = Posology(
        (
            step(sequence=1, bounds=Duration(28, TimeUnit.DAY)),
            step(sequence=2, frequency=2, bounds=Duration(28, TimeUnit.DAY)),
        )
    )
    assert served_by_packs(rising, 56, 28) == [(0, 1, 28), (28, 2, 28)]


def test_a_pack_served_alone_says_when_the_next_one_is_needed() -> None:
    medicine = tablets("exemplol", pack=10)
    line = a_line(medicine, posology=on_and_off(14, 14), days=56)
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
    assert answer.days_of(units=None, packs=Decimal(1)) == 10
    one = Served(1, "servi", Decimal(1), Decimal(10), 10, WRITTEN)
    later = due(line, medicine, WRITTEN, (one,), WRITTEN + timedelta(days=10),
                packs_of=medicine.presentations[0])  # fmt: skip
    assert later.next_on == WRITTEN + timedelta(days=10)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2026, 11, 13), 28), (date(2026, 11, 14), 28), (date(2026, 11, 15), 27),
        (date(2026, 11, 22), 20), (date(2026, 12, 11), 1), (date(2026, 12, 12), 28),
    ],
)  # fmt: skip
def test_dates_that_straddle_the_day_of_writing_leave_their_rest(on: date, left: int) -> None:
    dated = step(frequency=2, bounds_start=date(2026, 11, 14), bounds_end=date(2026, 12, 11))
    for narcotic in (True, False):
        answer = first_due(Posology((dated,)), on=on, narcotic=narcotic, duration=None, days=None)
        assert (answer.remaining_days, answer.remaining_units) == (left, 2 * left)


CYCLES = st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda c: Cycle.on_and_off(*c))
SHIFTED = st.integers(3, 30).flatmap(
    lambda size: st.builds(
        lambda runs: Cycle(tuple(sorted(runs)), size),
        st.sets(st.integers(1, size), min_size=1, max_size=size - 1),
    )
)
UNEVEN = st.one_of(
    st.builds(
        lambda cycle, dose: Posology((step(cycle=cycle, dose=dose),)),
        st.one_of(CYCLES, SHIFTED), st.sampled_from(["0.5", "1", "1.5", "2"]),
    ),
    st.builds(
        lambda one, other: Posology(
            (step(cycle=Cycle((1,), 2), frequency=one), step(cycle=Cycle((2,), 2), frequency=other))
        ),
        st.integers(1, 4), st.integers(1, 4),
    ),
    st.builds(
        lambda length, one, other: Posology(
            (step(sequence=1, frequency=one, bounds=Duration(length, TimeUnit.DAY)),
             step(sequence=2, frequency=other))
        ),
        st.integers(1, 20), st.integers(1, 4), st.integers(1, 4),
    ),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(posology=UNEVEN, length=st.integers(1, 120))
def test_a_plan_holds_what_the_posology_takes(posology: Posology, length: int) -> None:
    line = replace(a_line(RAMIPRIL, posology=posology, days=length), renewals=None)
    plan = plan_of(line, RAMIPRIL, WRITTEN, RAMIPRIL.presentations[0])
    assert plan.units == posology.units_for(length, WRITTEN)


@settings(max_examples=200, deadline=None)
@given(
    posology=UNEVEN, fraction=st.integers(1, 14), length=st.integers(1, 28), narcotic=st.booleans()
)
def test_the_portions_of_a_fractionned_line_add_up_to_the_whole(
    posology: Posology, fraction: int, length: int, narcotic: bool
) -> None:
    whole = posology.units_for(length, WRITTEN)
    if not whole:
        return
    served = portions(posology, narcotic=narcotic, fraction=fraction, length=length)
    assert sum(answer.portion_units or 0 for answer in served) == whole
    reached = 0
    for answer in served:
        assert (answer.first_day - WRITTEN).days == reached
        reached += answer.portion_days or 0


@settings(max_examples=300, deadline=None)
@given(posology=UNEVEN, fraction=st.integers(1, 14), narcotic=st.booleans(),
       waits=st.lists(st.integers(0, 9), min_size=1, max_size=12))  # fmt: skip
def test_late_or_not_what_is_due_is_never_empty_nor_above_the_whole(
    posology: Posology, fraction: int, narcotic: bool, waits: list[int]
) -> None:
    medicine = MORPHINE if narcotic else RAMIPRIL
    line = a_line(medicine, posology=posology, days=28, fraction=days(fraction))
    whole, day = posology.units_for(28, WRITTEN) or 0, WRITTEN
    past: tuple[Served, ...] = ()
    for wait in waits:
        day += timedelta(days=wait)
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        if not answer.is_due:
            continue
        units, covered = answer.portion_units or Decimal(0), answer.portion_days or 0
        assert units > 0
        assert covered > 0
        past += (Served(1, "servi", Decimal(0), units, covered, answer.first_day),)
        assert sum(item.units or 0 for item in past) <= whole


@settings(max_examples=200, deadline=None)
@given(posology=UNEVEN, length=st.integers(1, 120), pack=st.integers(1, 40))
def test_servings_by_packs_hold_what_their_days_take(
    posology: Posology, length: int, pack: int
) -> None:
    whole = posology.units_for(length, WRITTEN)
    if not whole:
        return
    reached = handed = 0
    for past, packs, covered in served_by_packs(posology, length, pack):
        assert past == reached
        reached, handed = reached + covered, handed + packs * pack
        assert (posology.units_for(reached, WRITTEN) or 0) <= handed
    assert reached == length
