"""Run the worker of a base until it is asked to stop."""

import asyncio
import signal
from pathlib import Path

from ordonnance.bootstrap.opening import data_folder
from ordonnance.bootstrap.working import drain_outbox, existing
from ordonnance.settings import read_settings


def work(data: Path | None, once: bool) -> None:
    """Drain the outbox. Raises the errors of `ordonnance.bootstrap.opening.opened`.

    The embedded database belongs to one process at a time: beside a running `serve`, which already
    drains it, this command is for a shared PostgreSQL (ORDONNANCE_DSN).
    """
    asyncio.run(_work(data, once))


async def _work(data: Path | None, once: bool) -> None:
    settings = read_settings()
    folder = data_folder(settings, data, demonstration=False)
    stop = asyncio.Event()
    async with existing(settings, folder) as made:
        if not once:
            loop = asyncio.get_running_loop()
            for each in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(each, stop.set)
        await drain_outbox(made, stop, once=once)
