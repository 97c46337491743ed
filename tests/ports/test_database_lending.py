"""Who is lent a connection to PostgreSQL, and when it is closed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ordonnance.adapters.database import connections as lending
from ordonnance.adapters.database.connections import Connections
from tests.ports.bases import Made, make_base

pytestmark = pytest.mark.anyio

_WHO = "SELECT pg_backend_pid()"


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_lending")


@pytest.fixture
async def two(made: Made) -> AsyncIterator[Connections]:
    connections = await Connections.open(made.app_dsn, size=2)
    yield connections
    await connections.close()


async def test_whoever_waits_is_lent_the_connection_of_whoever_ends(two: Connections) -> None:
    asked = [two.value("SELECT pg_sleep(0.01)") for _ in range(8)]
    await asyncio.wait_for(asyncio.gather(*asked), 20)
    assert two.use().waiters == 0


async def test_a_connection_at_hand_serves_the_next_statement_and_counts_as_idle(
    two: Connections,
) -> None:
    first = await two.value(_WHO)
    assert (two.use().in_use, two.use().idle) == (0, 1)
    assert await two.value(_WHO) == first


async def test_what_fails_leaves_its_connection_to_the_others(two: Connections) -> None:
    for _ in range(5):
        with pytest.raises(lending.DatabaseFault):
            await two.value("SELECT 1 / $1::int", 0)
    assert two.use().in_use == 0


async def test_a_statement_given_up_keeps_no_connection(two: Connections) -> None:
    for _ in range(3):
        long = asyncio.create_task(two.value("SELECT pg_sleep(60)"))
        while two.use().in_use == 0:
            await asyncio.sleep(0)
        long.cancel()
        with pytest.raises(asyncio.CancelledError):
            await long
    assert await asyncio.wait_for(two.value("SELECT 1"), 20) == 1


async def test_a_connection_that_said_nothing_for_long_is_made_again(
    two: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await two.value(_WHO)
    monkeypatch.setattr(lending, "_IDLE_SECONDS", -1.0)
    second = await two.value(_WHO)
    assert second != first
    assert two.use().in_use == 0
