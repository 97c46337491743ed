"""A base that was small when its statements were planned is read by its indexes all the same."""

import asyncio
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.postgres_server import OWNER_ROLE
from tests.ports.bases import Opened, a_change, a_new, a_scope, an_entry, make_base, opened

pytestmark = pytest.mark.anyio

NAME = "young_base"
ACTS = 40
TABLES = ("ordonnance", "document", "answer", "journal", "outbox")
SCANS = (
    "SELECT relname, seq_scan, coalesce(idx_scan, 0) AS idx_scan FROM pg_stat_user_tables"
    " WHERE schemaname = 'base' AND relname = ANY ($1)"
)

OTHERS = (
    "SELECT FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


async def acts(here: Opened, count: int) -> None:
    """Ordonnances issued, then read together and one by one, opened, served and delivered."""
    news = [a_new() for _ in range(count)]
    await asyncio.gather(*(here.base.issue(new) for new in news))
    await asyncio.gather(*(here.base.read(new.number, a_scope()) for new in news))
    for new in news[:3]:
        await here.base.read(new.number)
    await asyncio.gather(*(here.base.record_access(new.number, an_entry()) for new in news))
    await asyncio.gather(*(here.base.apply(new.number, 1, a_change()) for new in news))
    for claimed in await here.outbox.claim(2 * count):
        await here.outbox.done(claimed.number, claimed.sequence)


async def test_no_act_looks_at_a_whole_table(postgres: Any) -> None:
    made = make_base(postgres, NAME)
    owner = await asyncpg.connect(postgres.dsn_for(OWNER_ROLE, NAME))

    async def scans() -> dict[str, tuple[int, int]]:
        rows = await owner.fetch(SCANS, TABLES)
        return {row["relname"]: (row["seq_scan"], row["idx_scan"]) for row in rows}

    try:
        async with opened(made) as here:
            await acts(here, ACTS)
        # Now PostgreSQL knows how small it is: to look at everything is the cheapest plan.
        await owner.execute("VACUUM ANALYZE")
        before = await scans()
        async with opened(made) as here:
            await acts(here, ACTS)
        # What a connection did is counted once it has ended.
        async with asyncio.timeout(30):
            while len(await owner.fetch(OTHERS)) > 0:
                await asyncio.sleep(0.02)
        after = await scans()
    finally:
        await owner.close()
    for table in TABLES:
        assert after[table][0] == before[table][0], table
    assert after["ordonnance"][1] > before["ordonnance"][1] + ACTS
