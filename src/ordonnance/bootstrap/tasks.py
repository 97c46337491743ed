"""The background tasks of a process: what says that one has ended too soon; their end."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.sweeping import Sweeping
from ordonnance.settings import Settings

_log = structlog.get_logger("ordonnance")


def alert_unless(stop: asyncio.Event) -> Callable[[asyncio.Task[None]], None]:
    """Says, when a task ends, that it should not have: by a failure, or before `stop`."""

    def ended(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None or not stop.is_set():
            _log.error(
                "ALERT a background task ended", task=task.get_name(), error=type(error).__name__
            )

    return ended


async def finished(tasks: Sequence[asyncio.Task[None]], hurried: asyncio.Event) -> None:
    """Wait until these tasks told to stop have ended; cut them short once `hurried`."""

    async def cut_short() -> None:
        await hurried.wait()
        for task in tasks:
            task.cancel()

    cutting = asyncio.create_task(cut_short())
    # What ended one of them was told by its alert: closing goes on.
    await asyncio.wait(tasks)
    cutting.cancel()


def sweeping_of(connections: Connections, settings: Settings) -> Sweeping:
    """What drops the sessions and the sheets of desks that are over."""
    return Sweeping(connections, SystemClock().now, timedelta(minutes=settings.session_idle))
