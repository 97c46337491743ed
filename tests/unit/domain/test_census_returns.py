"""Returns of the census at 3 and 6 months, from both starts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.census_returns import (
    DEROGATION,
    counted_days,
    published_days,
    quarter_of,
    returns,
)
from tests.builders.platform import refused


def test_a_centre_that_has_not_begun_owes_the_two_national_returns() -> None:
    assert [(each.months, each.first, each.last, each.due_on) for each in returns(None)] == [
        (3, date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1)),
        (6, date(2025, 3, 1), date(2025, 8, 31), date(2025, 9, 1)),
    ]
    assert returns(DEROGATION) == returns(None)


def test_a_later_start_adds_its_own_returns_in_the_order_of_the_days() -> None:
    found = returns(date(2025, 4, 30))
    assert [(each.months, each.local, each.due_on) for each in found] == [
        (3, False, date(2025, 6, 1)),
        (3, True, date(2025, 7, 30)),
        (6, False, date(2025, 9, 1)),
        (6, True, date(2025, 10, 30)),
    ]


@given(st.dates(date(2025, 3, 2), date(2030, 1, 1)))
def test_a_return_ends_on_the_eve_of_the_day_when_it_is_due(start: date) -> None:
    for each in returns(start):
        assert each.last + timedelta(days=1) == each.due_on
        assert 89 <= (each.due_on - each.first).days <= 184


TODAY = date(2026, 11, 23)
SUMMER = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (SUMMER[0], None), (None, SUMMER[1]), SUMMER],
)  # fmt: skip
def test_what_is_published_covers_one_quarter_that_is_over(
    first: date | None, last: date | None
) -> None:
    assert published_days(first, last, TODAY) == SUMMER


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 7, 2), SUMMER[1]), (SUMMER[0], date(2026, 9, 29)),
        (date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 4, 1), SUMMER[1]),
        (date(2026, 10, 1), date(2026, 12, 31)), (None, date(2026, 9, 29)),
        (date(9999, 10, 1), None), (None, date(9999, 12, 31)),
    ],
)  # fmt: skip
def test_days_that_another_report_could_be_subtracted_from_are_refused(
    first: date | None, last: date | None
) -> None:
    with refused("CENSUS_PERIOD") as refusal:
        published_days(first, last, TODAY)
    assert "01/07/2026 au 30/09/2026" in refusal.value.first.do


def test_a_quarter_is_not_over_on_its_last_day() -> None:
    with refused("CENSUS_PERIOD"):
        published_days(*SUMMER, SUMMER[1])
    assert published_days(*SUMMER, date(2026, 10, 1)) == SUMMER


BEGAN = date(2026, 4, 2)


@pytest.mark.parametrize(
    ("asked", "began", "counted"),
    [
        ((None, None), BEGAN, (BEGAN, TODAY)),
        ((None, None), None, (DEROGATION, TODAY)),
        ((None, SUMMER[1]), BEGAN, (BEGAN, SUMMER[1])),
        ((None, date(2025, 3, 15)), BEGAN, (date(2025, 3, 15), date(2025, 3, 15))),
        ((SUMMER[0], None), BEGAN, (SUMMER[0], TODAY)),
        ((date(2026, 12, 1), None), BEGAN, (date(2026, 12, 1), date(2026, 12, 1))),
        (SUMMER, BEGAN, SUMMER),
    ],
)  # fmt: skip
def test_days_of_a_report_follow_each_other_whatever_is_left_out(
    asked: tuple[date | None, date | None], began: date | None, counted: tuple[date, date]
) -> None:
    assert counted_days(*asked, began, TODAY) == counted


@given(st.dates(date(2025, 3, 1), date(2040, 1, 1)), st.dates(date(2025, 3, 1), date(2040, 1, 1)))
def test_two_quarters_are_the_same_or_share_no_day(one: date, other: date) -> None:
    (first, last), (begun, ended) = quarter_of(one), quarter_of(other)
    assert (first, last) == (begun, ended) or last < begun or ended < first
