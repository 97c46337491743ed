"""A batch costs the worker the same whether a minute or a day of messages waits behind it."""

import asyncio
import json
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.connections import SETTINGS
from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE
from ordonnance.usecases.ports import OutboxMessage
from tests.ports.bases import Opened, make_base, opened
from tests.ports.outboxes import issued

pytestmark = pytest.mark.anyio

NAME = "outbox_backlog"
CLAIM = "SELECT * FROM base.claim_outbox(32, '1 minute')"


async def pages_looked_at(connection: "asyncpg.Connection[Any]") -> int:
    """How many pages of PostgreSQL one batch of 32 looks at."""
    told = await connection.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {CLAIM}")
    plan = json.loads(told)[0]["Plan"]
    assert plan["Actual Rows"] == 32
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


async def wait_in(here: Opened, count: int) -> None:
    message = OutboxMessage("record.deposit", {})
    await asyncio.gather(*(issued(here, message) for _ in range(count)))


@pytest.mark.parametrize("counted", [False, True], ids=["planned when empty", "statistics taken"])
async def test_what_waits_behind_a_batch_is_not_looked_at(postgres: Any, counted: bool) -> None:
    async with opened(make_base(postgres, NAME)) as here:
        connection = await asyncpg.connect(
            postgres.dsn_for(APP_ROLE, NAME), server_settings=SETTINGS
        )
        try:
            assert await connection.fetch(CLAIM) == []
            await wait_in(here, 64)
            few = await pages_looked_at(connection)
            await wait_in(here, 1500)
            if counted:
                owner = await asyncpg.connect(postgres.dsn_for(OWNER_ROLE, NAME))
                await owner.execute("ANALYZE base.outbox")
                await owner.close()
            assert await pages_looked_at(connection) < 2 * few
        finally:
            await connection.close()
