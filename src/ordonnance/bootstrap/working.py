"""The worker on its own: drains the outbox of a base, beside servers that share its database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import structlog

from ordonnance import __version__
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.draining import deliver_once, drain
from ordonnance.adapters.database.opening import open_base
from ordonnance.bootstrap.embedded import take_back
from ordonnance.bootstrap.following import followed, sources
from ordonnance.bootstrap.harvesting import openings_of
from ordonnance.bootstrap.journals import anchoring_of
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.mailing import mail_loop
from ordonnance.bootstrap.opening import (
    Opening,
    Prepared,
    connected,
    consumers,
    platform_of,
)
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.tasks import alert_unless, finished, sweeping_of
from ordonnance.bootstrap.vitals import CountedQueue, Tally
from ordonnance.settings import Settings

POOL_SIZE = 8

_log = structlog.get_logger("ordonnance.worker")


async def drain_outbox(
    made: Prepared,
    stopping: Stopping,
    *,
    once: bool = False,
    beside: Callable[[Platform], asyncio.Task[None]] | None = None,
) -> None:
    """Deliver what waits and anchor the journals until asked to stop; `once`, until nothing is due.

    Asked twice, gives back at once. `beside` runs until then. Raises BaseRefused without a base.
    """
    base = await open_base(made.app_dsn, made.keys.cabinet, pool_size=POOL_SIZE)
    try:
        await take_back(base.outbox, embedded=made.opening.embedded)
        tally = Tally()
        openings = openings_of(made.opening.settings, made.keys.cabinet, base, tally)
        platform = platform_of(made, base, openings, tally, stopping)
        handlers, stop = consumers(made, base, platform).by_kind(), stopping.begun
        anchoring = anchoring_of(base.connections, made.keys.seals, made.opening.data)
        if once:
            while not stop.is_set() and await deliver_once(base.outbox, handlers):
                pass
            await anchoring.once()
            return
        async with base.outbox.woken() as woken, followed(*sources(platform)):
            tasks = (
                drain(CountedQueue(base.outbox, tally), handlers, stop, woken),
                anchoring.run(stop),
                sweeping_of(base.connections, made.opening.settings).run(stop),
                platform.vitals.lag.run(stop),
                base.tallies.run(stop),
                *mail_loop(platform.mailing, stop, unattended=True),
            )
            other = None if beside is None else beside(platform)
            await _ran(tasks, stopping)
            if other:
                other.cancel()
    finally:
        await base.close()
        _log.info("worker closed")


async def _ran(works: Iterable[Coroutine[Any, Any, None]], stopping: Stopping) -> None:
    """Run these until asked to stop; raises what ended one of them."""
    stop = stopping.begun
    tasks = [asyncio.create_task(each, name="worker") for each in works]
    for task in tasks:
        task.add_done_callback(alert_unless(stop))
        # One that ends too soon ends the others: this process is then started again.
        task.add_done_callback(lambda _: stop.set())
    _log.info("working", version=__version__)
    await finished(tasks, stopping.hurried)
    for task in tasks:
        if not task.cancelled():
            task.result()


@asynccontextmanager
async def existing(settings: Settings, data: Path) -> AsyncIterator[Prepared]:
    """A base created before, with its database. Raises the errors of `opening.opened`."""
    opening = Opening(settings, data, False, "")
    now = SystemClock().now()
    keys = open_keys(settings, data, now, demonstration=False, base_exists=True, rotate=False)
    async with AsyncExitStack() as stack:
        _, app_dsn = await connected(opening, stack)
        yield Prepared(opening, keys, app_dsn)
