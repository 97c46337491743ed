"""Returns of the census at 3 and 6 months, from both starts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.census_returns import DEROGATION, returns


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
