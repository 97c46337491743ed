"""What is due of a line on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, Period, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import ScheduledIntervention
from ordonnance.law.due import Due, NotDue
from ordonnance.law.serving import due
from tests.builders import a_line, a_served, months, per_day
from tests.builders import medicines as m

WRITTEN = date(2026, 1, 5)


def the_due(
    medicine: Medicine | None, day: date | int = 0, *served: Served, pack: int = 0,
    anticipate: bool = False, **line: Any,
) -> Due:  # fmt: skip
    """What is due `day` days after 5 January 2026, or on a date."""
    on = WRITTEN + timedelta(days=day) if isinstance(day, int) else day
    packs = medicine.presentations[pack] if medicine else None
    return due(
        a_line(medicine, **line), medicine, WRITTEN, served, on, packs_of=packs,
        anticipate=anticipate,
    )  # fmt: skip


def portion(answer: Due) -> tuple[object, object, object]:
    """Units, packs and days due; typed loosely because Decimal(30) == 30."""
    return answer.portion_units, answer.portion_packs, answer.portion_days


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


# --- Stupéfiants


@pytest.mark.parametrize(("day", "days"), [(0, 28), (3, 28), (4, 24), (10, 18), (27, 1)])
def test_a_late_patient_receives_only_the_days_left(day: int, days: int) -> None:
    answer = the_due(m.MORPHINE_LP_30, day, days=28, posology=per_day(2, m.GELULE))
    assert answer.portion_days == days
    assert answer.portion_units == days * 2
    assert answer.lost_days == 28 - days
    assert bool(answer.findings) is (days < 28)


def test_nothing_is_left_after_28_days() -> None:
    answer = the_due(m.MORPHINE_LP_30, 28, days=28)
    assert answer.state_reason is NotDue.ENDED
    assert answer.last_on == date(2026, 2, 1)


def test_narcotics_are_served_to_the_unit() -> None:
    answer = the_due(m.MORPHINE_LP_30, days=5, posology=per_day(2, m.GELULE))
    assert portion(answer) == (10, Decimal("0.714"), 5)


def test_fractions_follow_each_other() -> None:
    first = the_due(m.METHADONE_GELULE, days=28)
    assert portion(first) == (7, 1, 7)
    served = a_served(7, WRITTEN, units=7)
    waiting = the_due(m.METHADONE_GELULE, 6, served, days=28)
    assert waiting.state_reason is NotDue.NOT_YET
    assert waiting.earliest == waiting.next_on, "a stupéfiant has no tolerance"
    on_time = the_due(m.METHADONE_GELULE, 7, served, days=28)
    assert (on_time.state_reason, on_time.portion_days) == (None, 7)


@pytest.mark.parametrize(("day", "days"), [(9, 7), (10, 3), (11, 2), (12, 1), (13, 7)])
def test_a_late_fraction_loses_the_days_since_the_end_of_the_previous(day: int, days: int) -> None:
    served = a_served(7, WRITTEN, units=7)
    assert the_due(m.METHADONE_GELULE, day, served, days=28).portion_days == days


def test_a_first_fraction_wholly_elapsed_is_lost() -> None:
    answer = the_due(m.METHADONE_GELULE, 8, days=28)
    assert (answer.portion_days, answer.lost_days, answer.remaining_days) == (7, 7, 21)


def test_a_single_delivery_or_a_shorter_fraction_is_respected() -> None:
    assert the_due(m.METHADONE_GELULE, days=28, single_delivery=True).portion_days == 28
    shorter = Duration(3, TimeUnit.DAY)
    assert the_due(m.METHADONE_GELULE, days=28, fraction=shorter).portion_days == 3
    longer = Duration(14, TimeUnit.DAY)
    assert the_due(m.METHADONE_GELULE, days=28, fraction=longer).portion_days == 7
    assert the_due(m.ALPRAZOLAM_025, days=28, fraction=shorter).portion_units == 3


def test_patches_are_whole_and_never_above_what_remains() -> None:
    third = per_day("0.333", m.PATCH)
    answer = the_due(m.FENTANYL_PATCH, days=28, posology=third)
    assert portion(answer) == (5, 1, 14)
    served = a_served(14, WRITTEN, units=5)
    assert the_due(m.FENTANYL_PATCH, 14, served, days=28, posology=third).portion_units == 5


def test_the_window_was_24_hours_before_february_2007() -> None:
    line = a_line(m.MORPHINE_LP_30, days=28)
    pack = m.MORPHINE_LP_30.presentations[0]
    for written, days in ((date(2007, 2, 3), 26), (date(2007, 2, 4), 28)):
        on = written + timedelta(days=2)
        answer = due(line, m.MORPHINE_LP_30, written, (), on, packs_of=pack)
        assert answer.portion_days == days, written


def test_an_intervention_opens_its_own_window() -> None:
    plan = ScheduledIntervention(date(2026, 2, 10), date(2026, 2, 12))
    line: dict[str, Any] = {"days": 7, "intervention": plan}
    assert the_due(m.MORPHINE_LP_30, date(2026, 2, 7), **line).portion_days == 7
    assert the_due(m.MORPHINE_LP_30, date(2026, 2, 15), **line).portion_days == 7
    assert the_due(m.MORPHINE_LP_30, date(2026, 2, 16), **line).portion_days == 3
    own = ScheduledIntervention(
        date(2026, 2, 10), window=Period(date(2026, 2, 9), date(2026, 2, 11))
    )
    answer = the_due(m.MORPHINE_LP_30, date(2026, 2, 11), days=7, intervention=own)
    assert answer.portion_days == 7


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
