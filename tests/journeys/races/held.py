"""The instant between the decision and the commit, held as long as one likes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from ordonnance.adapters.postgres_server import APP_ROLE
from tests.journeys.races.town import Town
from tests.journeys.running import BaseInProcess

_HOLD = "LOCK TABLE base.ordonnance, base.reservation, base.stock_entry IN EXCLUSIVE MODE"
_WAITING = f"""
SELECT pid FROM pg_stat_activity WHERE usename = '{APP_ROLE}' AND wait_event_type = 'Lock'
"""
_BUSY = f"""
SELECT pid FROM pg_stat_activity WHERE usename = '{APP_ROLE}' AND state = 'active'
"""
_END = f"""
SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{APP_ROLE}'
"""
_ALIVE = "SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1)"


class Held:
    """Every writing of the town waits, at the very statement that writes, until `release`."""

    def __init__(self, town: Town, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._town, self._connection = town, connection

    async def waiting(self, expected: int) -> None:
        """Until at least that many writings wait, each at the head of its server's queue."""
        async with asyncio.timeout(60):
            while len(await self._town.rows_now(_WAITING)) < expected:
                await asyncio.sleep(0.005)

    async def release(self) -> None:
        """Let them write."""
        await self._connection.execute("ROLLBACK")

    async def written(self) -> None:
        """Let them write, and wait until they have."""
        await self.release()
        async with asyncio.timeout(60):
            while await self._town.rows_now(_BUSY):
                await asyncio.sleep(0.005)


@asynccontextmanager
async def writings_held(town: Town) -> AsyncIterator[Held]:
    """Hold every writing; readings go on."""
    connection = await asyncpg.connect(town.dsn)
    try:
        await connection.execute("BEGIN")
        await connection.execute(_HOLD)
        yield Held(town, connection)
    finally:
        await connection.close()


async def end_connections(town: Town) -> None:
    """End every connection of the servers to the database, whatever it is doing."""
    ended = [row["pid"] for row in await town.rows_now(_END)]
    async with asyncio.timeout(60):
        while await town.rows_now(_ALIVE, ended):
            await asyncio.sleep(0.005)


@contextmanager
def stopped(server: BaseInProcess) -> Iterator[None]:
    """The process stands still; then it goes on, unless it was killed."""
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        if server.process.poll() is None:
            os.kill(server.process.pid, signal.SIGCONT)


def kill_server(server: BaseInProcess) -> None:
    """End the server process at once; PostgreSQL goes on."""
    server.process.kill()
    server.stop()
