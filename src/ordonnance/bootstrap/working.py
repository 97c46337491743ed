"""The worker on its own: drains the outbox of a base, beside servers that share its database."""

import asyncio
import signal
from contextlib import AsyncExitStack
from pathlib import Path

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.draining import deliver_once, drain
from ordonnance.adapters.database.opening import open_base
from ordonnance.bootstrap.consumers import Consumers, local_record
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.opening import Opening, connected, platform_of
from ordonnance.settings import Settings


async def drain_outbox(settings: Settings, data: Path, *, once: bool) -> None:
    """Deliver what waits; `once` stops when nothing is due, else a signal stops it.

    Raises the errors of `opening.opened`, and BaseRefused when the base was never created.
    """
    clock = SystemClock()
    opening = Opening(settings, data, False, "")
    keys = open_keys(settings, data, clock.now(), demonstration=False, base_exists=True)
    async with AsyncExitStack() as stack:
        _, app_dsn = await connected(opening, stack)
        base = await open_base(app_dsn, keys.cabinet)
        stack.push_async_callback(base.close)
        platform = platform_of(opening, keys, base, clock)
        record = local_record(data, keys.cabinet, demonstration=base.mark.demonstration)
        handlers = Consumers(platform.ports, record, platform.log_hash).by_kind()
        if once:
            while await deliver_once(base.outbox, handlers):
                pass
            return
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, stop.set)
        woken = await stack.enter_async_context(base.outbox.woken())
        await drain(base.outbox, handlers, stop, woken)
