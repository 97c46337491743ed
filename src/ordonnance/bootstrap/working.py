"""The worker on its own: drains the outbox of a base, beside servers that share its database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.draining import deliver_once, drain
from ordonnance.adapters.database.opening import open_base
from ordonnance.bootstrap.embedded import take_back
from ordonnance.bootstrap.journals import anchoring_of
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.opening import (
    Opening,
    Prepared,
    connected,
    consumers,
    openings_of,
    platform_of,
)
from ordonnance.settings import Settings

POOL_SIZE = 8


async def drain_outbox(made: Prepared, stop: asyncio.Event, *, once: bool = False) -> None:
    """Deliver what waits and anchor the journals until `stop`; with `once`, until nothing is due.

    Raises BaseRefused when the base was never created.
    """
    base = await open_base(made.app_dsn, made.keys.cabinet, pool_size=POOL_SIZE)
    try:
        await take_back(base.outbox, embedded=made.opening.embedded)
        openings = openings_of(made, base)
        platform = platform_of(made.opening, made.keys, base, SystemClock(), openings)
        handlers = consumers(made, base, platform).by_kind()
        anchoring = anchoring_of(base.connections, made.keys.seals, made.opening.data)
        if once:
            while await deliver_once(base.outbox, handlers):
                pass
            await anchoring.once()
            return
        async with base.outbox.woken() as woken:
            await asyncio.gather(drain(base.outbox, handlers, stop, woken), anchoring.run(stop))
    finally:
        await base.close()


@asynccontextmanager
async def existing(settings: Settings, data: Path) -> AsyncIterator[Prepared]:
    """A base created before, with its database. Raises the errors of `opening.opened`."""
    opening = Opening(settings, data, False, "")
    now = SystemClock().now()
    keys = open_keys(settings, data, now, demonstration=False, base_exists=True)
    async with AsyncExitStack() as stack:
        _, app_dsn = await connected(opening, stack)
        yield Prepared(opening, keys, app_dsn)
