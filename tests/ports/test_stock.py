"""The registers of secured paper: one suite, in memory and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.secured_stock import LossKind, StockEntry, StockKind, StockNotice
from ordonnance.domain.spans import Spans
from ordonnance.usecases.ports import AnswerScope, StoredStock, Written
from tests.ports.bases import NOON, Opened, a_scope, an_author

pytestmark = pytest.mark.anyio
DAY = date(2026, 3, 12)


def a_place() -> str:
    """A structure that nobody else uses."""
    return f"F{an_author()}"


def an_entry(kind: StockKind = StockKind.RECEIVED, **changes: Any) -> StockEntry:
    """A line of Dr EXEMPLE."""
    entry = StockEntry(
        kind, NOON, DAY, "899900000011", "Claire EXEMPLE", "EX-A", Spans.of([(1, 100)]),
        supplier="Imprimerie EXEMPLE", on=DAY,
    )  # fmt: skip
    return replace(entry, **changes)


def a_theft(lot: str, *ranges: tuple[int, int]) -> StockEntry:
    """Sheets declared stolen."""
    return an_entry(StockKind.DECLARED, lot=lot, sheets=Spans.of(ranges), loss=LossKind.STOLEN)


async def append(
    here: Opened, place: str, expected: int, entry: StockEntry | None = None,
    scope: AnswerScope | None = None,
) -> Written:  # fmt: skip
    stock = here.base.stock
    written: Written = await stock.append(place, expected, entry or an_entry(), scope or a_scope())
    return written


async def read(here: Opened, place: str, scope: AnswerScope | None = None) -> StoredStock:
    found: StoredStock = await here.base.stock.read(place, scope)
    return found


async def test_lines_are_read_as_they_were_written_and_in_order(here: Opened) -> None:
    place = a_place()
    assert await read(here, place) == StoredStock()
    lines = [an_entry(), an_entry(StockKind.USED, sheets=Spans.of([(3, 3)]), by_hand=True)]
    for rank, line in enumerate(lines):
        assert await append(here, place, rank, line) is Written.WRITTEN
    assert (await read(here, place)).entries == tuple(lines)


async def test_a_register_is_that_of_one_structure(here: Opened) -> None:
    one, other = a_place(), a_place()
    await append(here, one, 0)
    assert (await read(here, other)).entries == ()
    assert await append(here, other, 0) is Written.WRITTEN


async def test_a_line_follows_the_lines_that_were_read(here: Opened) -> None:
    place = a_place()
    await append(here, place, 0)
    assert await append(here, place, 0) is Written.CONFLICT
    assert await append(here, place, 2) is Written.CONFLICT
    assert len((await read(here, place)).entries) == 1


async def test_a_request_written_before_is_known_by_its_key(here: Opened) -> None:
    place, scope = a_place(), a_scope()
    await append(here, place, 0)
    assert await append(here, place, 1, scope=scope) is Written.WRITTEN
    await append(here, place, 2)
    assert await append(here, place, 3, scope=scope) is Written.ANSWERED
    found = await read(here, place, scope)
    assert (len(found.entries), found.answered, found.digest) == (3, 2, scope.digest)
    assert (await read(here, place, a_scope())).answered is None


async def test_of_those_who_write_at_once_one_only_is_next(here: Opened) -> None:
    place = a_place()
    answers = await asyncio.gather(*(append(here, place, 0) for _ in range(8)))
    assert sorted(answers) == sorted([Written.WRITTEN, *[Written.CONFLICT] * 7])


async def test_what_is_declared_of_a_lot_is_told_structure_by_structure(here: Opened) -> None:
    lot = f"EX{an_author()}"
    one, other = a_place(), a_place()
    await append(here, one, 0, an_entry(lot=lot))
    await append(here, one, 1, a_theft(lot, (1, 9)))
    await append(here, other, 0, a_theft(lot, (20, 20)))
    await append(here, one, 2, replace(a_theft(lot, (1, 3)), kind=StockKind.FOUND))
    found = await here.base.stock.notices(lot)
    theft, back = StockNotice(Spans.of([(1, 9)]), DAY), StockNotice(Spans.of([(1, 3)]), DAY, True)
    assert sorted(found, key=len) == [(StockNotice(Spans.of([(20, 20)]), DAY),), (theft, back)]
    assert await here.base.stock.notices(f"{lot}9") == ()
