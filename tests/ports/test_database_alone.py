"""Migrations outside a transaction: beside the acts, begun again when killed midway."""

import asyncio
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.migrate import ALONE, SqlFile, migrate, migrations
from ordonnance.usecases.ports import Written
from tests.ports.bases import a_new, make_base, opened

pytestmark = pytest.mark.anyio
LAST = len(migrations())
CONCURRENT = SqlFile(
    LAST + 1,
    "index_later",
    f"{ALONE}-- An index.\nCREATE INDEX CONCURRENTLY IF NOT EXISTS seen_at ON base.journal (at);\n"
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS once ON base.revoked_reservation (at);\n",
)


async def valid(dsn: str, index: str) -> bool | None:
    """Whether an index holds; None when it is not there."""
    connection = await asyncpg.connect(dsn)
    try:
        held = await connection.fetchval(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)", f"base.{index}"
        )
        return None if held is None else bool(held)
    finally:
        await connection.close()


async def executed(dsn: str, *statements: str) -> None:
    """Run these as the owner."""
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def test_only_a_file_that_says_so_runs_outside_a_transaction() -> None:
    assert [file.version for file in migrations() if file.alone] == [3]
    assert len(CONCURRENT.alone) == 2
    assert all("CREATE" in statement for statement in CONCURRENT.alone)


def test_every_statement_outside_a_transaction_changes_nothing_the_second_time() -> None:
    for file in migrations():
        for statement in file.alone:
            words = " ".join(
                line for line in statement.splitlines() if not line.startswith("--")
            ).split()
            again = {"EXISTS", "SET", "DELETE"} & set(words)
            assert again, f"{file.name}: {' '.join(words[:6])}"


async def test_what_failed_midway_is_begun_again_and_an_index_half_built_is_dropped(
    postgres: Any,
) -> None:
    made = make_base(postgres, "base_half_built")
    revoke = "INSERT INTO base.revoked_reservation (id, at) VALUES ($${}$$, '2026-03-12')"
    await executed(made.owner_dsn, *(revoke.format(each) for each in "ab"))
    with pytest.raises(asyncpg.UniqueViolationError):
        await migrate(made.owner_dsn, (*migrations(), CONCURRENT))
    assert await valid(made.owner_dsn, "seen_at") is True
    assert await valid(made.owner_dsn, "once") is False
    await executed(made.owner_dsn, "DELETE FROM base.revoked_reservation WHERE id = 'a'")
    assert await migrate(made.owner_dsn, (*migrations(), CONCURRENT)) == LAST + 1
    assert await valid(made.owner_dsn, "once") is True


async def test_acts_go_on_while_an_index_is_built(postgres: Any) -> None:
    made = make_base(postgres, "base_builds")
    holding = await asyncpg.connect(made.owner_dsn)
    transaction = holding.transaction()
    await transaction.start()
    # A transaction that wrote keeps the index from being finished; the acts must not notice.
    await holding.execute("DELETE FROM base.journal WHERE number = 'nothing'")
    building = asyncio.create_task(migrate(made.owner_dsn, (*migrations(), CONCURRENT)))
    try:
        async with opened(made) as here:
            for _ in range(5):
                await asyncio.sleep(0.1)
                new = a_new()
                assert await asyncio.wait_for(here.base.issue(new), 60) is Written.WRITTEN
        assert not building.done()
    finally:
        await transaction.rollback()
        await holding.close()
    assert await asyncio.wait_for(building, 60) == LAST + 1


async def test_servers_that_start_together_do_not_hold_back_the_index(postgres: Any) -> None:
    made = make_base(postgres, "base_builds_once")
    files = (*migrations(), CONCURRENT)
    done = asyncio.gather(*(migrate(made.owner_dsn, files) for _ in range(4)))
    assert await asyncio.wait_for(done, 60) == [LAST + 1] * 4
