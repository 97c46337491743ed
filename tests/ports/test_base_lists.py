"""The port Base: lists by author and by patient, in memory and on PostgreSQL."""

from datetime import date
from typing import Any

import pytest

from ordonnance.usecases.ports import Window
from tests.ports.bases import a_new, a_patient, an_author, later

pytestmark = pytest.mark.anyio


async def test_an_author_finds_their_own_newest_first(base: Any) -> None:
    author = an_author()
    news = [a_new(author=author, issued_at=later(minute)) for minute in (3, 1, 2)]
    for new in [*news, a_new()]:
        await base.issue(new)
    found = await base.by_author(author, 10)
    assert [each.number for each in found] == [news[0].number, news[2].number, news[1].number]
    assert [each.document for each in found] == [each.document for each in news]
    assert [each.number for each in await base.by_author(author, 2)] == [
        news[0].number, news[2].number,
    ]  # fmt: skip
    assert await base.by_author(an_author(), 10) == ()


async def test_issued_at_the_same_instant_the_order_is_still_one(base: Any) -> None:
    author = an_author()
    news = [a_new(author=author) for _ in range(5)]
    for new in news:
        await base.issue(new)
    expected = sorted((new.number.value for new in news), reverse=True)
    assert [each.number.value for each in await base.by_author(author, 9)] == expected


async def test_a_patient_finds_their_own_and_never_an_anonymous_one(base: Any) -> None:
    patient = a_patient()
    own, anonymous, other = a_new(patient=patient), a_new(patient=None), a_new()
    for new in (own, anonymous, other):
        await base.issue(new)
    assert [each.number for each in await base.by_patient(patient, 10)] == [own.number]
    assert await base.by_patient(patient, 0) == ()


async def test_a_list_is_cut_to_a_window_of_instants_and_days(base: Any) -> None:
    author, patient = an_author(), a_patient()
    days = [date(2026, 3, day) for day in (12, 13, 14)]
    news = [
        a_new(author=author, patient=patient, issued_at=later(rank), established_on=day)
        for rank, day in enumerate(days)
    ]
    for new in news:
        await base.issue(new)
    windows = {
        Window(): [2, 1, 0],
        Window(until=later(1)): [1, 0],
        Window(until=later(-1)): [],
        Window(first=days[1]): [2, 1],
        Window(last=days[1]): [1, 0],
        Window(without=(days[0], days[2])): [1],
        Window(until=later(1), first=days[1], last=days[1]): [1],
        Window(first=days[2], last=days[0]): [],
    }
    for window, ranks in windows.items():
        expected = [news[rank].number for rank in ranks]
        for found in (
            await base.by_author(author, 9, window),
            await base.by_patient(patient, 9, window),
        ):
            assert [each.number for each in found] == expected, window
    assert [each.number for each in await base.by_author(author, 1, Window(last=days[1]))] == [
        news[1].number
    ]
