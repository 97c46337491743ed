"""One act writes one row in each register; acts of several pharmacies are committed together."""

import asyncio
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.codec import encode
from ordonnance.adapters.database.registers import MOST_AT_ONCE, _act, _key, _where
from ordonnance.domain.register import RegisterEntry, RegisterKind
from ordonnance.usecases.ports import Registering, Written
from tests.ports.bases import Made, Opened, a_change, a_new, an_author, make_base, opened
from tests.ports.test_registers import (
    DAY,
    NARCOTICS,
    ORDONNANCIER,
    a_registering,
    an_entry,
    read,
    served,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_registers_of_acts")


def some_entries(count: int, kind: RegisterKind = ORDONNANCIER) -> tuple[RegisterEntry, ...]:
    """Entries of one act, by line."""
    return tuple(an_entry(kind, line=line) for line in range(1, count + 1))


async def test_the_lines_of_one_act_take_consecutive_numbers(here: Opened) -> None:
    mine = f"F{an_author()}"
    await served(here, mine, *some_entries(3))
    await served(here, mine, *some_entries(2))
    found = await read(here, mine)
    assert [(each.rank, each.entry.line) for each in found] == [(1, 1), (2, 2), (3, 3), (4, 1),
                                                                (5, 2)]  # fmt: skip


async def test_a_page_may_begin_and_end_within_an_act(here: Opened) -> None:
    mine = f"F{an_author()}"
    for _ in range(3):
        await served(here, mine, *some_entries(3))
    assert [each.rank for each in await read(here, mine, after=1, limit=3)] == [2, 3, 4]
    assert [each.rank for each in await read(here, mine, after=5, limit=2)] == [6, 7]
    assert [each.rank for each in await read(here, mine, after=9)] == []


async def test_the_numbers_of_an_act_are_the_same_told_at_once_and_read_again(
    here: Opened,
) -> None:
    mine = f"F{an_author()}"
    await served(here, mine, *some_entries(2))
    number = await served(here, mine, *some_entries(2), an_entry(NARCOTICS, line=2))
    told = await here.registers.of_act(mine, number, "EX-AA-001")
    assert [(each.entry.kind, each.rank) for each in told] == [
        (ORDONNANCIER, 3), (ORDONNANCIER, 4), (NARCOTICS, 1),
    ]  # fmt: skip
    assert await here.registers.of_act(mine, number, "EX-AA-001") == told


async def test_what_is_told_at_once_is_not_told_again_after_an_undoing(made: Made) -> None:
    mine, new = f"F{an_author()}", a_new()
    async with opened(made) as one, opened(made) as two:
        await one.base.issue(new)
        number = new.number.value
        first = replace(a_change(), register=a_registering(number, mine))
        await one.base.apply(new.number, 1, first)
        await one.registers.of_act(mine, number, "EX-AA-001")
        mark = Registering(mine, number, "EX-AA-001", DAY, undone_at=new.issued_at)
        undoing = replace(a_change(first.progress), register=mark)
        assert await two.base.apply(new.number, 2, undoing) is Written.WRITTEN
        [found] = await one.registers.of_act(mine, number, "EX-AA-001")
    assert found.undone_at == new.issued_at


async def test_fifty_servings_at_one_counter_from_two_processes_leave_no_gap(made: Made) -> None:
    mine = f"F{an_author()}"
    async with opened(made) as one, opened(made) as two:
        await asyncio.gather(
            *(served(each, mine, *some_entries(3)) for each in (one, two) for _ in range(25))
        )
        found = await read(one, mine, limit=999)
    assert [each.rank for each in found] == list(range(1, 151))
    # The lines of one act follow one another.
    assert [each.entry.line for each in found] == [1, 2, 3] * 50


async def test_an_entry_written_before_acts_had_one_row_is_still_read(made: Made) -> None:
    mine = f"F{an_author()}"
    async with opened(made) as here:
        number = await served(here, mine, *some_entries(1))
        key = _key(here.registers._base_key, mine)
        act = _act(key, number, "EX-AA-001")
        body = key.seal(encode(an_entry(line=7)), _where(ORDONNANCIER.value, act))
        connection = await asyncpg.connect(made.owner_dsn)
        try:
            await connection.execute(
                "UPDATE base.register_entry SET entries = NULL, body = $1 WHERE act_hash = $2",
                body,
                act,
            )
        finally:
            await connection.close()
        await served(here, mine, *some_entries(2))
        found = await read(here, mine)
        assert [(each.rank, each.entry.line) for each in found] == [(1, 7), (2, 1), (3, 2)]


async def test_an_act_with_more_entries_than_a_page_can_find_is_refused(made: Made) -> None:
    mine, new = f"F{an_author()}", a_new()
    async with opened(made) as here:
        await here.base.issue(new)
        entries = some_entries(MOST_AT_ONCE + 1)
        change = replace(a_change(), register=a_registering(new.number.value, mine, *entries))
        with pytest.raises(ValueError, match="too many entries"):
            await here.base.apply(new.number, 1, change)
        assert await read(here, mine) == ()
