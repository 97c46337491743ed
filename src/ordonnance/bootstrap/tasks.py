"""The background tasks of a process: what says that one has ended, and that it should not have."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

_log = structlog.get_logger("ordonnance")


def ready_while(
    tasks: Sequence[asyncio.Task[None]], ready: Callable[[], Awaitable[bool]]
) -> Callable[[], Awaitable[bool]]:
    """Ready as `ready` says, and never once one of these tasks has ended."""

    async def all_ready() -> bool:
        return not any(task.done() for task in tasks) and await ready()

    return all_ready


def alert_unless(stop: asyncio.Event) -> Callable[[asyncio.Task[None]], None]:
    """Says, when a task ends, that it should not have: by a failure, or before `stop`."""

    def ended(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None or not stop.is_set():
            _log.error(
                "ALERT a background task ended", task=task.get_name(), error=type(error).__name__
            )

    return ended
