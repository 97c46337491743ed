"""The embedded PostgreSQL of a base: started, kept running, stopped last; one worker drains it."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from ordonnance.adapters.database.outbox import Outbox
from ordonnance.adapters.postgres_server import PostgresServer, keep_running, start


async def kept_postgres(data: Path, stack: AsyncExitStack) -> PostgresServer:
    """A server on that folder, started again when it ends, until `stack` closes.

    Raises PostgresUnavailable.
    """
    server = await asyncio.to_thread(start, data)
    stop = asyncio.Event()
    keeping = asyncio.create_task(keep_running(server, stop), name="postgres")

    async def finish() -> None:
        stop.set()
        # First the server, on which a restart under way may be waiting; in a thread: it takes time.
        await asyncio.to_thread(server.stop)
        await keeping

    stack.push_async_callback(finish)
    return server


async def take_back(outbox: Outbox, *, embedded: bool) -> None:
    """Free what a killed worker had taken, before its lease ends: for a worker that begins.

    One worker only drains an embedded base; elsewhere, others may be at work.
    """
    if embedded:
        await outbox.release(timedelta(0))
