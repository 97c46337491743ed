"""The desks of prescribers: one suite, in memory and on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ordonnance.adapters.database.desk import PostgresDesk
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.memory import MemoryDesk
from ordonnance.usecases.ports import Desk, DeskKind, DeskSheet
from tests.ports.bases import NOON, Made, make_base

pytestmark = pytest.mark.anyio
DRAFT, MODEL = DeskKind.DRAFT, DeskKind.MODEL
LATER = NOON + timedelta(days=30)
WRITER = "prescriber|899900000011|C99990000400014"


def a_sheet(rank: int, content: bytes = b"{}", version: int = 1) -> DeskSheet:
    """The sheet of that rank, written that many minutes after noon."""
    return DeskSheet(str(UUID(int=rank)), version, content, NOON + timedelta(minutes=rank))


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_desks")


@asynccontextmanager
async def kept(made: Made) -> AsyncIterator[PostgresDesk]:
    """The desks of that base, open."""
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        yield base.desk
    finally:
        await base.close()


@pytest.fixture(params=["memory", "postgres"])
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    if request.param == "memory":
        yield MemoryDesk()
        return
    async with kept(request.getfixturevalue("made")) as kept_desk:
        yield kept_desk


async def test_a_sheet_is_found_again_as_it_was_written(desk: Desk) -> None:
    owner = f"{WRITER}|found"
    sheet = a_sheet(1, "été".encode())
    assert await desk.put(owner, DRAFT, sheet, LATER)
    assert await desk.get(owner, DRAFT, sheet.id, NOON) == sheet
    await desk.drop(owner, DRAFT, sheet.id)
    await desk.drop(owner, DRAFT, sheet.id)
    assert await desk.get(owner, DRAFT, sheet.id, NOON) is None


async def test_a_sheet_is_thrown_away_at_the_version_seen_only(desk: Desk) -> None:
    owner = f"{WRITER}|seen"
    sheet = a_sheet(20)
    assert not await desk.drop_seen(owner, DRAFT, sheet.id, 1)
    assert await desk.put(owner, DRAFT, sheet, LATER)
    assert await desk.put(owner, DRAFT, replace(sheet, version=2), LATER)
    assert not await desk.drop_seen(owner, DRAFT, sheet.id, 1)
    assert not await desk.drop_seen(f"{owner}|other", DRAFT, sheet.id, 2)
    assert not await desk.drop_seen(owner, MODEL, sheet.id, 2)
    assert await desk.get(owner, DRAFT, sheet.id, NOON) == replace(sheet, version=2)
    assert await desk.drop_seen(owner, DRAFT, sheet.id, 2)
    assert await desk.get(owner, DRAFT, sheet.id, NOON) is None


async def test_nobody_finds_the_sheet_of_another_nor_one_of_another_kind(desk: Desk) -> None:
    owner = f"{WRITER}|own"
    sheet = a_sheet(2)
    assert await desk.put(owner, DRAFT, sheet, LATER)
    assert await desk.get(f"{owner}|other", DRAFT, sheet.id, NOON) is None
    assert await desk.get(owner, MODEL, sheet.id, NOON) is None
    assert await desk.all(f"{owner}|other", DRAFT, NOON) == ()
    await desk.drop(f"{owner}|other", DRAFT, sheet.id)
    assert await desk.get(owner, DRAFT, sheet.id, NOON) == sheet


async def test_a_version_is_written_after_the_one_before_it_only(desk: Desk) -> None:
    owner = f"{WRITER}|versions"
    first = a_sheet(3, b"un")
    assert await desk.put(owner, DRAFT, first, LATER)
    assert not await desk.put(owner, DRAFT, replace(first, content=b"autre"), LATER)
    assert not await desk.put(owner, DRAFT, replace(first, version=3), LATER)
    second = replace(first, version=2, content=b"deux")
    assert await desk.put(owner, DRAFT, second, LATER)
    assert not await desk.put(owner, DRAFT, second, LATER)
    assert await desk.get(owner, DRAFT, first.id, NOON) == second
    assert not await desk.put(owner, DRAFT, a_sheet(4, version=2), LATER)


async def test_the_latest_written_comes_first(desk: Desk) -> None:
    owner = f"{WRITER}|order"
    for rank in (6, 5, 7):
        assert await desk.put(owner, MODEL, a_sheet(rank), LATER)
    found = await desk.all(owner, MODEL, NOON)
    assert [sheet.id for sheet in found] == [a_sheet(rank).id for rank in (7, 6, 5)]


async def test_a_sheet_whose_time_is_over_is_no_longer_there(desk: Desk) -> None:
    owner = f"{WRITER}|over"
    assert await desk.put(owner, DRAFT, a_sheet(8), LATER)
    almost = LATER - timedelta(seconds=1)
    assert await desk.get(owner, DRAFT, a_sheet(8).id, almost) is not None
    assert await desk.get(owner, DRAFT, a_sheet(8).id, LATER) is None
    assert await desk.all(owner, DRAFT, LATER) == ()


async def test_the_table_holds_neither_the_owner_nor_what_was_written(made: Made) -> None:
    async with kept(made) as desk:
        sheet = a_sheet(9, b"BROUILLON-MARQUE")
        assert await desk.put(WRITER, DRAFT, sheet, LATER)
    rows = [row for row in await _rows(made) if row["id"] == UUID(int=9)]
    assert len(rows) == 1
    assert b"BROUILLON-MARQUE" not in rows[0]["body"]
    assert b"899900000011" not in rows[0]["owner_hash"] + rows[0]["body"]


async def test_sheets_whose_time_is_over_leave_the_table_when_others_are_written(
    made: Made,
) -> None:
    async with kept(made) as desk:
        assert await desk.put(WRITER, DRAFT, a_sheet(10), NOON + timedelta(minutes=11))
        assert await desk.put(WRITER, DRAFT, a_sheet(12), LATER)
    assert UUID(int=10) not in {row["id"] for row in await _rows(made)}


async def _rows(made: Made) -> list[Any]:
    connection = await asyncpg.connect(made.app_dsn)
    try:
        rows: list[Any] = await connection.fetch("SELECT id, owner_hash, body FROM base.desk")
        return rows
    finally:
        await connection.close()
