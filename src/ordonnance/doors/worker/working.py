"""Run the worker of a base until it is asked to stop."""

import asyncio
from pathlib import Path

from ordonnance.bootstrap.opening import data_folder
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.working import drain_outbox, existing
from ordonnance.doors.api.logs import configure_logs
from ordonnance.settings import Settings, read_settings


def work(data: Path | None, once: bool) -> None:
    """Drain the outbox. Raises the errors of `ordonnance.bootstrap.opening.opened`.

    The embedded database belongs to one process at a time: beside a running `serve`, which already
    drains it, this command is for a shared PostgreSQL (ORDONNANCE_DSN).
    """
    settings = read_settings()
    configure_logs(settings.log_level)
    asyncio.run(_work(settings, data, once))


async def _work(settings: Settings, data: Path | None, once: bool) -> None:
    folder = data_folder(settings, data, demonstration=False)
    stopping = Stopping()
    async with existing(settings, folder) as made:
        stopping.on_signals()
        await drain_outbox(made, stopping, once=once)
