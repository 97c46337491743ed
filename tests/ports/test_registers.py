"""The registers of pharmacies: one suite, in memory and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from ordonnance.domain.dispensing import Progress
from ordonnance.domain.register import Registered, RegisterEntry, RegisterKind
from ordonnance.usecases.ports import Registering, Written
from tests.ports.bases import (
    NOON,
    Made,
    Opened,
    a_change,
    a_new,
    an_author,
    later,
    make_base,
    opened,
    until_waiting,
)
from tests.ports.bases import an_entry as an_access

pytestmark = pytest.mark.anyio
DAY = date(2026, 3, 12)
ORDONNANCIER, NARCOTICS = RegisterKind.ORDONNANCIER, RegisterKind.NARCOTICS


def an_entry(kind: RegisterKind = ORDONNANCIER, **changes: Any) -> RegisterEntry:
    """One serving of a listed medicine."""
    entry = RegisterEntry(
        kind, NOON, DAY, "EX-AA-001", 1, "EXEMPLE 5 mg", "liste I", Decimal(1), Decimal(30),
        "EXEMPLE Alice, 12/04/1985", "EXEMPLE Claire (99900000011)", DAY, "Paul EXEMPLE",
    )  # fmt: skip
    return replace(entry, **changes)


def a_registering(number: str, place: str, *entries: RegisterEntry, **changes: Any) -> Registering:
    """What a dispensing of that ordonnance writes."""
    made = Registering(place, number, "EX-AA-001", DAY, entries or (an_entry(),))
    return replace(made, **changes)


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_registers")


async def served(here: Opened, place: str, *entries: RegisterEntry) -> str:
    """A new ordonnance served there; its number."""
    new = a_new()
    await here.base.issue(new)
    number = new.number.value
    change = replace(a_change(), register=a_registering(number, place, *entries))
    assert await here.base.apply(new.number, 1, change) is Written.WRITTEN
    return number


async def read(
    here: Opened, place: str, kind: RegisterKind = ORDONNANCIER, after: int = 0, limit: int = 99,
    first: date = DAY, last: date = DAY,
) -> tuple[Registered, ...]:  # fmt: skip
    """The register of a place."""
    found: tuple[Registered, ...] = await here.registers.between(
        place, kind, first, last, after, limit
    )
    return found


async def test_entries_are_numbered_one_after_the_other_by_pharmacy(here: Opened) -> None:
    mine, there = f"F{an_author()}", f"F{an_author()}"
    for place in (mine, there, mine, mine):
        await served(here, place)
    assert [each.rank for each in await read(here, mine)] == [1, 2, 3]
    assert [each.rank for each in await read(here, there)] == [1]


async def test_each_register_counts_its_own(here: Opened) -> None:
    mine = f"F{an_author()}"
    await served(here, mine)
    number = await served(here, mine, an_entry(), an_entry(NARCOTICS))
    assert [each.rank for each in await read(here, mine)] == [1, 2]
    assert [each.rank for each in await read(here, mine, NARCOTICS)] == [1]
    both = await here.registers.of_act(mine, number, "EX-AA-001")
    assert [(each.entry.kind, each.rank) for each in both] == [(ORDONNANCIER, 2), (NARCOTICS, 1)]
    assert both[0].entry == an_entry()


async def test_an_act_that_is_not_written_takes_no_number(here: Opened) -> None:
    mine = f"F{an_author()}"
    number = await served(here, mine)
    new = a_new()
    await here.base.issue(new)
    stale = replace(a_change(Progress(version=5)), register=a_registering(new.number.value, mine))
    assert await here.base.apply(new.number, 5, stale) is Written.CONFLICT
    await served(here, mine)
    assert [each.rank for each in await read(here, mine)] == [1, 2]
    assert await here.registers.of_act(mine, new.number.value, "EX-AA-001") == ()
    assert await here.registers.of_act(f"{mine}9", number, "EX-AA-001") == ()


async def test_a_retry_of_the_same_request_takes_no_second_number(here: Opened) -> None:
    mine, new = f"F{an_author()}", a_new()
    await here.base.issue(new)
    change = replace(a_change(), register=a_registering(new.number.value, mine))
    assert await here.base.apply(new.number, 1, change) is Written.WRITTEN
    assert await here.base.apply(new.number, 1, change) is Written.ANSWERED
    assert [each.rank for each in await read(here, mine)] == [1]


async def test_an_entry_undone_keeps_its_number(here: Opened) -> None:
    mine, new = f"F{an_author()}", a_new()
    await here.base.issue(new)
    number = new.number.value
    first = replace(a_change(), register=a_registering(number, mine))
    await here.base.apply(new.number, 1, first)
    mark = Registering(mine, number, "EX-AA-001", DAY, undone_at=later(5))
    undoing = replace(a_change(first.progress), register=mark)
    assert await here.base.apply(new.number, 2, undoing) is Written.WRITTEN
    await served(here, mine)
    found = await read(here, mine)
    assert [(each.rank, each.undone_at) for each in found] == [(1, later(5)), (2, None)]


async def test_a_register_is_read_by_days_and_by_pages(here: Opened) -> None:
    mine = f"F{an_author()}"
    for _ in range(3):
        await served(here, mine)
    assert [each.rank for each in await read(here, mine, limit=2)] == [1, 2]
    assert [each.rank for each in await read(here, mine, after=2)] == [3]
    tomorrow = DAY + timedelta(days=1)
    assert await read(here, mine, first=tomorrow, last=tomorrow) == ()


async def test_nobody_removes_an_entry(made: Made) -> None:
    for dsn in (made.owner_dsn, made.app_dsn):
        connection = await asyncpg.connect(dsn)
        try:
            for statement in ("DELETE FROM base.register_entry", "TRUNCATE base.register_entry",
                              "DELETE FROM base.register_counter"):  # fmt: skip
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)
        finally:
            await connection.close()


async def test_an_entry_is_not_readable_in_the_database(made: Made) -> None:
    async with opened(made) as here:
        await served(here, f"F{an_author()}", an_entry(patient="ZZCANARI", medicine="ZZCANARI"))
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        rows = await connection.fetch("SELECT * FROM base.register_entry")
    finally:
        await connection.close()
    assert rows
    assert not [row for row in rows if b"ZZCANARI" in bytes(row["body"])]


async def test_twenty_servings_at_once_leave_no_gap_and_no_double(here: Opened) -> None:
    mine, there = f"F{an_author()}", f"F{an_author()}"
    await asyncio.gather(*(served(here, place) for _ in range(20) for place in (mine, there)))
    for place in (mine, there):
        found = [each.rank for each in await read(here, place)]
        assert found == list(range(1, 21))


async def deadlocks(made: Made) -> int:
    """How many times PostgreSQL gave up a transaction of this base, once nobody else is on it."""
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        # A session counts what it saw when it ends.
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        while await connection.fetchval(others) > 1:
            await asyncio.sleep(0.01)
        return int(await connection.fetchval(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ))  # fmt: skip
    finally:
        await connection.close()


async def test_readings_and_servings_of_the_same_ordonnances_never_wait_for_each_other(
    made: Made,
) -> None:
    mine, there = f"F{an_author()}", f"F{an_author()}"
    before = await deadlocks(made)
    async with opened(made) as one, opened(made) as two:
        news = [a_new() for _ in range(24)]
        await asyncio.gather(*(one.base.issue(new) for new in news))
        for version in range(1, 6):
            # The lower numbers at the pharmacy whose counter may come last, and the other way.
            ordered = sorted(news, key=lambda new: new.number.value, reverse=bool(version % 2))
            acts = []
            for rank, new in enumerate(ordered):
                written = a_registering(new.number.value, mine if rank < 12 else there,
                                        reference=f"EX-AA-{version:03d}")  # fmt: skip
                after = a_change(Progress(version=version))
                acts += [
                    here.base.record_access(new.number, an_access("CONSULT"))
                    for here in (one, two, one)
                ]
                acts.append(one.base.apply(new.number, version, replace(after, register=written)))
            answers = await asyncio.gather(*acts)
            assert answers.count(Written.WRITTEN) == 24
        for place in (mine, there):
            assert [each.rank for each in await read(one, place)] == list(range(1, 61))
    # A group given up is sent again: only PostgreSQL knows that two waited for each other.
    assert await deadlocks(made) == before


async def test_an_act_given_up_for_somebody_who_waited_is_written_all_the_same(
    made: Made, postgres: Any
) -> None:
    mine, new = f"F{an_author()}", a_new()
    other = await asyncpg.connect(postgres.dsn_for("postgres", "base_registers"))
    async with opened(made) as here:
        await served(here, mine)
        await here.base.issue(new)
        number = new.number.value
        change = replace(a_change(), register=a_registering(number, mine))
        try:
            await other.execute("SET deadlock_timeout = '1min'")
            turn = other.transaction()
            await turn.start()
            await other.execute("SELECT FROM base.register_counter FOR UPDATE")
            act = asyncio.create_task(here.base.apply(new.number, 1, change))
            await until_waiting(other)
            held = await other.execute(
                "UPDATE base.ordonnance SET state = state WHERE number = $1", number
            )
            assert held == "UPDATE 1"
            await turn.rollback()
            assert await act is Written.WRITTEN
        finally:
            await other.close()
        assert [each.rank for each in await read(here, mine)] == [1, 2]
