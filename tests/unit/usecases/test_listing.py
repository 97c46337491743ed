"""Pages of one's own ordonnances: every one once, in one order, and nothing told of the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.usecases.listing import Page, Search, search_mine
from ordonnance.usecases.ports import Window
from tests.builders.counter import CHILD, CLAMOXYL, of
from tests.builders.platform import MORNING, Platform, a_platform, done

TODAY = date(2026, 11, 23)


def page_of(platform: Platform, who: str, search: Search) -> Page:
    """One page of what somebody may see."""
    return done(search_mine(platform.caller(who), platform.ports, search))


def numbers(page: Page) -> list[str]:
    return [each.item.number for each in page.mine]


def walked(platform: Platform, who: str, count: int) -> list[list[str]]:
    """Every page of that size, followed to the end."""
    page = page_of(platform, who, Search(count))
    pages = [numbers(page)]
    while page.next is not None:
        page = page_of(platform, who, Search(count, page.next))
        pages.append(numbers(page))
    return pages


@given(st.lists(st.integers(0, 1), max_size=6), st.integers(1, 4))
def test_pages_give_every_ordonnance_once_in_the_order_of_the_list(
    hours: list[int], count: int
) -> None:
    platform = a_platform(MORNING)
    for wait in hours:
        # Without a wait, several are issued at the same instant.
        platform.later(hours=wait)
        platform.issue(of(CLAMOXYL, days=12))
    pages = walked(platform, "medecin", count)
    expected = [each.number for each in platform.list().ordonnances]
    assert [number for page in pages for number in page] == expected
    assert len(expected) == len(hours)
    assert all(len(page) == count for page in pages[:-1])
    assert all(pages[1:])


def test_what_is_issued_meanwhile_moves_no_page() -> None:
    platform = a_platform(MORNING)
    for _ in range(4):
        platform.issue(of(CLAMOXYL, days=12))
        platform.later(hours=1)
    expected = [each.number for each in platform.list().ordonnances]
    first = page_of(platform, "medecin", Search(2))
    platform.issue(of(CLAMOXYL, days=12))
    second = page_of(platform, "medecin", Search(2, first.next))
    assert numbers(first) + numbers(second) == expected
    assert second.next is None


def test_pages_of_a_representative_do_not_tell_that_one_was_left_out() -> None:
    platform = a_platform(MORNING)
    for protected in (False, True, True, False, True):
        platform.issue(of(CLAMOXYL, days=12), patient=CHILD, hidden_from_representative=protected)
        platform.later(hours=1)
    seen = [each.number for each in platform.list("representant").ordonnances]
    assert len(seen) == 2
    assert walked(platform, "representant", 1) == [[seen[0]], [seen[1]]]
    assert walked(platform, "representant", 2) == [seen]


@pytest.mark.parametrize(
    ("window", "days"),
    [
        (Window(), [0, 1, 2]),
        (Window(first=TODAY + timedelta(days=1)), [1, 2]),
        (Window(last=TODAY + timedelta(days=1)), [0, 1]),
        (Window(without=(TODAY + timedelta(days=1),)), [0, 2]),
        (Window(first=TODAY, last=TODAY), [0]),
        (Window(first=TODAY + timedelta(days=3)), []),
    ],
)
def test_a_search_by_day_of_establishment_finds_those_days(window: Window, days: list[int]) -> None:
    platform = a_platform(MORNING)
    issued = []
    for _ in range(3):
        issued.append(platform.issue(of(CLAMOXYL, days=12)).number)
        platform.later(days=1)
    found = page_of(platform, "medecin", Search(window=window))
    assert numbers(found) == [issued[day] for day in reversed(days)]


def test_no_page_is_longer_than_the_largest() -> None:
    platform = a_platform(MORNING)
    for _ in range(101):
        platform.issue(of(CLAMOXYL, days=12))
    page = page_of(platform, "medecin", Search(count=500))
    assert len(page.mine) == 100
    assert len(page_of(platform, "medecin", Search(500, page.next)).mine) == 1
