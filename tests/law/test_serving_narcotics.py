"""What is due of a stupéfiant: the days left, fractions, to the unit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, Period, TimeUnit
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.law.due import NotDue
from ordonnance.law.serving import due
from tests.builders import a_line, a_served, per_day
from tests.builders import medicines as m
from tests.law.dues import WRITTEN, portion, the_due

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
