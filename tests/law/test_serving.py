"""What is due of a line on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine
from ordonnance.law.due import Due, NotDue
from tests.builders import a_line, a_served, months, per_day
from tests.builders import medicines as m
from tests.law.dues import WRITTEN, portion, the_due


def remaining(answer: Due) -> tuple[object, object]:
    """Units and days that remain."""
    return answer.remaining_units, answer.remaining_days


def test_a_short_treatment_is_served_whole_in_whole_packs() -> None:
    answer = the_due(m.AMOXICILLINE_1G, days=6, posology=per_day(2))
    assert portion(answer) == (12, 2, 6)
    assert answer.remaining_units == 12
    assert answer.next_on == WRITTEN


def test_a_month_at_a_time_and_never_the_renewals_ahead() -> None:
    first = the_due(m.RAMIPRIL_5, days=30, renewals=5)
    assert portion(first) == (30, 1, 30)
    assert first.remaining_packs == 6
    assert remaining(first) == (180, 180)
    second = the_due(m.RAMIPRIL_5, 30, a_served(30, WRITTEN, units=30), days=30, renewals=5)
    assert portion(second) == (30, 1, 30)
    assert second.remaining_units == 150
    assert second.next_on == date(2026, 2, 4)


def test_four_weeks_by_pack_are_preferred_to_thirty_days() -> None:
    answer = the_due(m.ZOPICLONE_75, pack=0, days=28, renewals=0)
    assert portion(answer) == (28, 2, 28)
    fifty_six = the_due(m.DIHYDROCODEINE_60, days=84, posology=per_day(2))
    assert portion(fifty_six) == (56, 1, 28)


def test_packs_that_do_not_reach_four_weeks_are_rounded_up() -> None:
    answer = the_due(m.KETOPROFENE_100, days=90, posology=per_day(3))
    assert portion(answer) == (100, 5, 33)


def test_a_pack_for_more_than_a_month_is_served_alone() -> None:
    answer = the_due(m.RAMIPRIL_5, pack=1, duration=months(6))
    assert portion(answer) == (90, 1, 90)


def test_contraceptives_are_served_for_twelve_weeks() -> None:
    assert portion(the_due(m.CONTRACEPTIF_28, duration=months(12))) == (84, 3, 84)
    assert portion(the_due(m.CONTRACEPTIF_21, duration=months(12))) == (63, 3, 84)


def test_packs_without_countable_units_are_served_by_execution() -> None:
    line: dict[str, Any] = {"packs": 2, "renewals": 1}
    answer = the_due(m.HYDROCORTISONE_CREME, **line)
    assert portion(answer) == (None, 2, None)
    assert answer.remaining_packs == 4
    later = the_due(m.HYDROCORTISONE_CREME, 3, a_served(0, WRITTEN, packs=2), **line)
    assert later.state_reason is NotDue.NOT_YET
    assert later.next_on == WRITTEN + timedelta(days=28)


def test_a_duration_without_countable_units_is_served_in_days() -> None:
    answer = the_due(m.HYDROCORTISONE_CREME, duration=months(3))
    assert portion(answer) == (None, None, 30)
    spread = the_due(m.HYDROCORTISONE_CREME, duration=months(3), packs=3)
    assert portion(spread) == (None, 1, 30)


def test_an_unknown_medicine_still_says_what_was_written() -> None:
    answer = the_due(None, days=10)
    assert portion(answer) == (None, None, 10)
    assert the_due(None, packs=1).portion_packs == 1
    unsaid = the_due(None)
    assert portion(unsaid) == (None, None, None)
    assert the_due(None, 5, a_served(5, WRITTEN)).state_reason is NotDue.SERVED


def test_fewer_packs_than_the_duration_needs_are_the_quantity() -> None:
    answer = the_due(m.RAMIPRIL_5, days=90, packs=2)
    assert remaining(answer) == (60, 60)


def test_a_course_with_its_own_end_is_repeated_by_its_renewal() -> None:
    posology = per_day(2)
    bounded = posology.__class__(
        tuple(
            type(step)(
                dose=step.dose, frequency=1, period=Decimal(1), period_unit=TimeUnit.DAY,
                bounds=Duration(6, TimeUnit.DAY),
            )
            for step in posology.steps
        )
    )  # fmt: skip
    answer = the_due(m.AMOXICILLINE_1G, posology=bounded, renewals=1)
    assert remaining(answer) == (24, 12)


# --- When


def test_everything_served_leaves_nothing() -> None:
    answer = the_due(m.RAMIPRIL_5, 10, a_served(30, WRITTEN, units=30), days=30)
    assert answer.state_reason is NotDue.SERVED
    assert answer.next_on is None
    assert portion(answer) == (0, 0, 0)


def test_a_rounded_pack_covers_the_whole_treatment() -> None:
    answer = the_due(m.KETOPROFENE_100, 5, a_served(7, WRITTEN, units=20), days=7)
    assert answer.state_reason is NotDue.SERVED
    assert answer.remaining_units == 0


@pytest.mark.parametrize(("day", "reason"), [(26, NotDue.NOT_YET), (27, None), (30, None)])
def test_a_renewal_may_come_three_days_early(day: int, reason: NotDue | None) -> None:
    answer = the_due(m.RAMIPRIL_5, day, a_served(30, WRITTEN, units=30), days=30, renewals=1)
    assert answer.state_reason is reason
    assert answer.first_day == date(2026, 2, 4), "days already covered are not covered twice"
    assert (answer.next_on, answer.earliest) == (date(2026, 2, 4), date(2026, 2, 1))


def test_a_first_serving_is_never_early() -> None:
    answer = the_due(m.RAMIPRIL_5, 5, days=30, renewals=1)
    assert answer.earliest == answer.next_on == WRITTEN


def test_a_renewal_asked_too_early_can_be_judged() -> None:
    served = a_served(30, WRITTEN, units=30)
    answer = the_due(m.RAMIPRIL_5, 10, served, days=30, renewals=1, anticipate=True)
    assert portion(answer) == (30, 1, 30)


@pytest.mark.parametrize(
    ("medicine", "last"),
    [
        (m.RAMIPRIL_5, date(2026, 4, 4)),
        (m.KETOPROFENE_100, date(2026, 4, 4)),
        (m.PARACETAMOL_1G, date(2027, 1, 4)),
    ],
)
def test_the_last_day_of_a_first_serving(medicine: Medicine, last: date) -> None:
    assert the_due(medicine, last, days=8).state_reason is None
    assert the_due(medicine, last, days=8).last_on == last
    after = the_due(medicine, last + timedelta(days=1), days=8)
    assert after.state_reason is NotDue.ENDED
    assert after.next_on is None


def test_renewals_end_with_the_longest_duration() -> None:
    served = a_served(30, WRITTEN, units=30)
    listed = the_due(m.RAMIPRIL_5, date(2027, 1, 4), served, days=30, renewals=11)
    assert (listed.state_reason, listed.last_on) == (None, date(2027, 1, 4))
    opioid = the_due(m.TRAMADOL_50, 40, served, days=28, renewals=2)
    assert opioid.last_on == WRITTEN + timedelta(days=83)


def test_a_line_waits_for_its_day() -> None:
    early_bird = the_due(m.RAMIPRIL_5, days=30, not_before=date(2026, 2, 1))
    assert early_bird.state_reason is NotDue.NOT_BEFORE
    assert early_bird.next_on == date(2026, 2, 1)
    assert the_due(m.RAMIPRIL_5, -1, days=30).state_reason is NotDue.NOT_BEFORE


def test_a_prescribed_liste_2_that_is_served_says_that_renewing_stays_possible() -> None:
    served = a_served(30, WRITTEN, units=30)
    answer = the_due(m.KETOPROFENE_100, 31, served, days=30)
    assert [finding.rule for finding in answer.findings] == ["RX-L2-02"]
    assert the_due(m.KETOPROFENE_100, 31, served, days=30, renewals=0).findings == ()


def test_days_covered_by_a_quantity() -> None:
    answer = the_due(m.RAMIPRIL_5, days=90)
    assert answer.days_of(units=Decimal(45), packs=None) == 45
    assert answer.days_of(units=None, packs=Decimal(2)) == 60
    assert answer.days_of(units=None, packs=Decimal(9)) == 90, "never above what remains"
    assert answer.days_of(units=None, packs=None) is None
    uncounted = the_due(m.HYDROCORTISONE_CREME, duration=months(3), packs=3)
    assert uncounted.days_of(units=None, packs=Decimal(2)) == 60


def test_lines_that_share_an_id_do_not_share_a_hash() -> None:
    one = a_line()
    lines = [replace(one, packs=count) for count in range(1, 60)]
    assert {line.id for line in lines} == {one.id}
    assert len({hash(line) for line in lines}) == len(lines)
