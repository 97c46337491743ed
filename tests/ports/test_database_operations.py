"""Counts per operation and registered client."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

import pytest

from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.database.operations import CLIENTS_PER_FLUSH, Counted
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal
from tests.ports.bases import Made, make_base, opened

pytestmark = pytest.mark.anyio
DAY = date(2026, 3, 12)
CLIENT = SoftwareClient("Éditeur Exemple", "LGO Exemple", "1.2", "3", "POSTE-7", "991000019")
ALL = (
    "SELECT o.day, o.operation, o.outcome, o.count, c.editor, c.product, c.version,"
    " c.module_version FROM base.client_operation AS o JOIN base.client AS c USING (client_hash)"
    " ORDER BY o.operation, o.outcome, c.product"
)


@pytest.fixture
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_counts")


@pytest.fixture
async def here(made: Made) -> AsyncIterator[OpenBase]:
    async with opened(made) as base:
        assert base.open is not None
        yield base.open


async def rows(here: OpenBase, query: str = ALL) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await here.connections.rows(query)]


async def test_counts_of_several_rounds_and_servers_add_up(here: OpenBase, made: Made) -> None:
    async with opened(made) as other:
        assert other.open is not None
        for counter in (here.operations, other.open.operations):
            for _ in range(3):
                counter.count(Counted(DAY, "issue", "ok", CLIENT))
            await counter.flush()
    here.operations.count(Counted(DAY, "issue", "LAW_BLOCKED", CLIENT), 2)
    here.operations.count(Counted(DAY, "consult", "timeout", SoftwareClient.unknown()))
    await here.operations.flush()
    await here.operations.flush()
    named = ("Éditeur Exemple", "LGO Exemple", "1.2", "3")
    assert await rows(here) == [
        (DAY, "consult", "timeout", 1, None, None, None, None),
        (DAY, "issue", "LAW_BLOCKED", 2, *named),
        (DAY, "issue", "ok", 6, *named),
    ]


async def test_workstation_and_am_number_are_hashed(here: OpenBase) -> None:
    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    await here.operations.flush()
    ((text,),) = await rows(here, "SELECT c::text FROM base.client AS c")
    assert "POSTE" not in text
    assert b"POSTE".hex() not in text
    assert "991000019" not in text
    assert "LGO Exemple" in text


async def test_servers_adding_at_once_never_block_each_other(here: OpenBase, made: Made) -> None:
    clients = [SoftwareClient(product=f"P{n}") for n in range(20)]
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(opened(made)) for _ in range(8)]
        counters = [server.open.operations for server in servers if server.open is not None]
        for place, counter in enumerate(counters):
            for client in clients if place % 2 else reversed(clients):
                counter.count(Counted(DAY, "issue", "ok", client))
        await asyncio.gather(*(counter.flush() for counter in counters))
    assert await rows(here, "SELECT count(*), sum(count) FROM base.client_operation") == [(20, 160)]


async def test_the_loop_writes_every_few_seconds_and_at_the_end(here: OpenBase) -> None:
    stop = asyncio.Event()
    loop = asyncio.create_task(here.operations.run(stop, 0.01))
    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    async with asyncio.timeout(60):
        while not await rows(here):
            await asyncio.sleep(0.01)
    stop.set()
    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    await loop
    assert (await rows(here))[0][3] == 2


async def test_out_of_reach_the_counts_wait(
    here: OpenBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Refusal.of("BASE_UNAVAILABLE")

    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    with monkeypatch.context() as patch:
        patch.setattr(here.connections, "value", away)
        await here.operations.flush()
    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    await here.operations.flush()
    assert (await rows(here))[0][3] == 2


async def test_counts_that_the_base_refuses_are_dropped_and_told(
    here: OpenBase, caplog: pytest.LogCaptureFixture
) -> None:
    here.operations.count(Counted(DAY, "issue\x00", "ok", CLIENT))
    with caplog.at_level(logging.ERROR):
        await here.operations.flush()
    assert "counts lost" in caplog.text
    here.operations.count(Counted(DAY, "issue", "ok", CLIENT))
    await here.operations.flush()
    assert (await rows(here))[0][3] == 1


async def test_a_client_that_makes_itself_up_each_time_fills_nothing(here: OpenBase) -> None:
    for n in range(CLIENTS_PER_FLUSH + 5):
        here.operations.count(Counted(DAY, "issue", "ok", SoftwareClient(product=f"P{n}")))
    await here.operations.flush()
    assert await rows(here, "SELECT count(*), sum(count) FROM base.client_operation") == [
        (CLIENTS_PER_FLUSH + 1, CLIENTS_PER_FLUSH + 5)
    ]
