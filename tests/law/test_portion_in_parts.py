"""A portion served in part: its rest is due at once, and is neither early nor too much."""

from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.law.due import Due, NotDue
from ordonnance.law.rule import Severity
from ordonnance.law.serving import due
from tests.builders import a_line, a_medicine, a_served, months, per_day
from tests.builders import medicines as m
from tests.law.parts import BY_14, FENTANYL, WRITTEN, on

AMOXICILLINE_12 = a_medicine(
    "AMOXICILLINE EXEMPLE 500 mg, gélule", "60000081", [("AMOXICILLINE", "500")], [m.LISTE_I],
    (12,), atc="J01CA04",
)  # fmt: skip


def the_due(
    medicine: Medicine | None, day: int, *served: Served, pack: int = 0, anticipate: bool = False,
    **line: Any,
) -> Due:  # fmt: skip
    """What is due `day` days after 5 January 2026."""
    counted = medicine.presentations[pack] if medicine else None
    return due(
        a_line(medicine, **line), medicine, WRITTEN, served, on(day), packs_of=counted,
        anticipate=anticipate,
    )  # fmt: skip


def portion(answer: Due) -> tuple[object, object, object]:
    return answer.portion_units, answer.portion_packs, answer.portion_days


# --- Ordinary treatments


def test_one_pack_of_two_then_the_other_the_same_day() -> None:
    one = a_served(14, WRITTEN, units=14)
    for anticipate in (False, True):
        answer = the_due(BY_14, 0, one, days=84, anticipate=anticipate)
        assert (answer.state_reason, answer.completes) == (None, True)
        assert portion(answer) == (14, 1, 14), "the rest, never more"
        assert (answer.next_on, answer.first_day) == (WRITTEN, on(14))
    assert [finding.rule for finding in answer.findings] == ["RX-REN-02"]
    assert answer.findings[0].severity is Severity.INFO


def test_the_rest_is_due_any_day_until_the_ordinary_date_then_a_whole_portion() -> None:
    one = a_served(14, WRITTEN, units=14)
    for day in (0, 1, 10, 11, 13):
        answer = the_due(BY_14, day, one, days=84)
        assert (answer.portion_packs, answer.next_on) == (1, on(day)), day
    whole = the_due(BY_14, 14, one, days=84)
    assert (whole.completes, whole.portion_packs, whole.next_on) == (False, 2, on(14))


def test_the_next_date_is_counted_from_the_whole_portion() -> None:
    split = (a_served(14, WRITTEN, units=14), a_served(14, on(14), units=14))
    answer = the_due(BY_14, 3, *split, days=84)
    assert (answer.state_reason, answer.next_on) == (NotDue.NOT_YET, on(28))
    assert portion(answer) == (0, 0, 0)
    assert the_due(BY_14, 24, *split, days=84).state_reason is NotDue.NOT_YET
    renewed = the_due(BY_14, 25, *split, days=84)
    assert (renewed.completes, portion(renewed)) == (False, (28, 2, 28))


def test_a_second_portion_may_be_split_as_well() -> None:
    past = (
        a_served(28, WRITTEN, units=28, packs=2),
        a_served(14, on(28), units=14),
    )
    answer = the_due(BY_14, 26, *past, days=84)
    assert (answer.completes, portion(answer), answer.first_day) == (True, (14, 1, 14), on(42))


def test_a_late_part_begins_a_new_portion() -> None:
    past = (a_served(14, WRITTEN, units=14), a_served(14, on(20), units=14))
    answer = the_due(BY_14, 20, *past, days=84)
    assert (answer.completes, portion(answer), answer.first_day) == (True, (14, 1, 14), on(34))


def test_seven_days_of_amoxicilline_in_packs_of_twelve_then_nothing_left() -> None:
    line: dict[str, Any] = {"days": 7, "posology": per_day(3)}
    assert portion(the_due(AMOXICILLINE_12, 0, **line)) == (24, 2, 7)
    first = a_served(4, WRITTEN, units=12)
    rest = the_due(AMOXICILLINE_12, 0, first, **line)
    assert (rest.completes, portion(rest), rest.remaining_units) == (True, (12, 1, 3), 9)
    second = a_served(3, on(4), units=12)
    done = the_due(AMOXICILLINE_12, 0, first, second, **line)
    assert (done.state_reason, done.next_on) == (NotDue.SERVED, None)


def test_days_that_packs_share_are_covered_by_the_last_part() -> None:
    line: dict[str, Any] = {"days": 90, "posology": per_day(3)}
    parts = (a_served(6, WRITTEN, units=20), a_served(13, on(6), units=40, packs=2))
    rest = the_due(m.KETOPROFENE_100, 0, *parts, **line)
    assert portion(rest) == (40, 2, 14), "33 days for five packs, however they are split"


def test_another_pack_that_exceeds_the_rest_does_not_complete() -> None:
    one = a_served(14, WRITTEN, units=14)
    answer = the_due(BY_14, 0, one, pack=1, days=84)
    assert (answer.state_reason, answer.next_on) == (NotDue.NOT_YET, on(14))
    several = a_medicine(
        "EXEMPLE 20 mg, comprimé", "60000083", [("EXEMPLINE", "20")], [], (7, 10)
    )  # fmt: skip
    part = a_served(7, WRITTEN, units=7)
    other = the_due(several, 0, part, pack=1, days=84)
    assert portion(other) == (20, 2, 20), "two packs of ten fit in the 23 left of thirty"


def test_another_pack_may_end_the_treatment() -> None:
    two = a_medicine("EXEMPLE 30 mg, comprimé", "60000084", [("EXEMPLINE", "30")], [], (6, 8))
    first = a_served(8, WRITTEN, units=8)
    answer = the_due(two, 0, first, pack=0, days=12)
    assert portion(answer) == (6, 1, 4)


def test_packs_that_nobody_can_count_cover_one_execution_however_split() -> None:
    line: dict[str, Any] = {"packs": 2, "renewals": 1}
    one = a_served(0, WRITTEN, packs=1)
    rest = the_due(m.HYDROCORTISONE_CREME, 3, one, **line)
    assert (rest.completes, portion(rest), rest.next_on) == (True, (None, 1, None), on(3))
    both = (one, a_served(0, rest.first_day, packs=1))
    waits = the_due(m.HYDROCORTISONE_CREME, 3, *both, **line)
    assert (waits.state_reason, waits.next_on) == (NotDue.NOT_YET, on(28))


def test_packs_spread_over_the_duration_are_completed_in_packs() -> None:
    line: dict[str, Any] = {"duration": Duration(90, TimeUnit.DAY), "packs": 6}
    rest = the_due(m.HYDROCORTISONE_CREME, 2, a_served(15, WRITTEN, packs=1), **line)
    assert (portion(rest), rest.first_day) == ((None, 1, 15), on(15))
    many: dict[str, Any] = {"duration": Duration(30, TimeUnit.DAY), "packs": 60}
    rest = the_due(m.HYDROCORTISONE_CREME, 0, a_served(0, WRITTEN, packs=1), **many)
    assert (portion(rest), rest.first_day) == ((None, 59, 30), WRITTEN)


def test_days_alone_are_completed_when_they_were_recorded() -> None:
    line: dict[str, Any] = {"duration": months(3)}
    rest = the_due(m.HYDROCORTISONE_CREME, 2, a_served(10, WRITTEN), **line)
    assert (rest.completes, portion(rest)) == (True, (None, None, 20))
    whole = the_due(m.HYDROCORTISONE_CREME, 2, a_served(30, WRITTEN), **line)
    assert whole.state_reason is NotDue.NOT_YET
    unknown = the_due(m.HYDROCORTISONE_CREME, 2, a_served(0, WRITTEN), **line)
    assert unknown.state_reason is NotDue.NOT_YET, "nobody knows what was missing"


def test_less_than_a_day_of_treatment_is_completed_the_same_day() -> None:
    small = a_medicine("EXEMPLE 5 mg, comprimé", "60000085", [("EXEMPLINE", "5")], [], (5,))
    line: dict[str, Any] = {"days": 30, "posology": per_day(6)}
    rest = the_due(small, 0, a_served(0, WRITTEN, units=5), **line)
    assert (rest.completes, portion(rest), rest.first_day) == (True, (175, 35, 30), WRITTEN)
    assert the_due(small, 1, a_served(0, WRITTEN, units=5), **line).completes is False


# --- Stupéfiants and fractions


def test_a_fentanyl_fraction_served_in_two_times_is_one_fraction() -> None:
    two = a_served(6, WRITTEN, units=2)
    rest = the_due(m.FENTANYL_PATCH, 2, two, **FENTANYL)
    assert (rest.state_reason, portion(rest)) == (None, (3, Decimal("0.600"), 8))
    assert (rest.next_on, rest.first_day, rest.lost_days) == (on(2), on(6), 0)
    three = a_served(8, on(6), units=3)
    waits = the_due(m.FENTANYL_PATCH, 2, two, three, **FENTANYL)
    assert (waits.state_reason, waits.next_on) == (NotDue.NOT_YET, on(14))
    second = the_due(m.FENTANYL_PATCH, 14, two, three, **FENTANYL)
    assert portion(second) == (5, 1, 14)


@pytest.mark.parametrize(("day", "days"), [(0, 4), (2, 4), (3, 7), (5, 7), (6, 3), (8, 1), (9, 7)])
def test_the_rest_of_a_fraction_is_not_kept_for_days_that_passed_uncovered(
    day: int, days: int
) -> None:
    """Three units of seven cover days 0 to 2; from day 3 the clock of R.5132-33 runs."""
    answer = the_due(m.METHADONE_GELULE, day, a_served(3, WRITTEN, units=3), days=28)
    assert (answer.completes, answer.portion_days) == (day < 3, days)


def test_days_lost_at_the_opening_stay_lost_at_the_completion() -> None:
    part = a_served(8, on(10), units=16)
    rest = the_due(m.MORPHINE_LP_30, 12, part, days=28, posology=per_day(2, m.GELULE))
    assert portion(rest)[::2] == (20, 10)
    assert (rest.remaining_units, rest.remaining_days, rest.lost_days) == (20, 10, 0)
    done = (part, a_served(10, on(18), units=20))
    after = the_due(m.MORPHINE_LP_30, 12, *done, days=28, posology=per_day(2, m.GELULE))
    assert after.state_reason is NotDue.SERVED


def test_a_part_of_a_unit_never_makes_the_rest_larger() -> None:
    answer = the_due(m.METHADONE_GELULE, 0, a_served(3, WRITTEN, units="3.5"), days=28)
    assert answer.portion_units == 3
