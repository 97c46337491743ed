"""Run the worker of a base until it is asked to stop."""

import asyncio
from pathlib import Path

from ordonnance.bootstrap.opening import data_folder
from ordonnance.bootstrap.working import drain_outbox
from ordonnance.settings import read_settings


def work(data: Path | None, once: bool) -> None:
    """Drain the outbox. Raises the errors of `ordonnance.bootstrap.opening.opened`.

    The embedded database belongs to one process at a time: beside a running `serve`, which already
    drains it, this command is for a shared PostgreSQL (ORDONNANCE_DSN).
    """
    settings = read_settings()
    folder = data_folder(settings, data, demonstration=False)
    asyncio.run(drain_outbox(settings, folder, once=once))
