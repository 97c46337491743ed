"""Starts the embedded PostgreSQL again when it ends by itself: killed, out of memory, disk full.

The process around it goes on meanwhile and refuses what needs the base (BASE_UNAVAILABLE): the
clients of an act cut short ask again with the same key, and nobody has to be woken up for a restart
that a machine does as well. A server that keeps ending is tried less and less often, never given
up: once the cause is gone (a disk with room again) the base comes back without a gesture.
"""

import asyncio
import logging
import time
from typing import Protocol

from ordonnance.adapters.pausing import stopped_within
from ordonnance.adapters.postgres_server.errors import PostgresUnavailable

LOOK_SECONDS = 0.1
"""How soon its end is noticed."""

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
"""Between two attempts that failed one after the other: doubles from the first to the longest."""

SHORT_LIFE_SECONDS = 5.0
"""A server that ended sooner after its start waits the first pause before the next one."""

_log = logging.getLogger(__name__)


class Restartable(Protocol):
    """A server as its keeper sees it."""

    def is_running(self) -> bool:
        """False once it has ended."""
        ...

    def restart(self) -> None:
        """Start it again and wait until it answers; blocks. Raises PostgresUnavailable."""
        ...


async def keep_running(server: Restartable, stop: asyncio.Event) -> None:
    """Restart `server` each time it ends, until `stop` is set."""
    failures, started = 0, time.monotonic() - SHORT_LIFE_SECONDS
    while not await stopped_within(stop, LOOK_SECONDS):
        if server.is_running():
            continue
        # The first restart is at once: most ends are accidents that do not come back.
        short = time.monotonic() - started < SHORT_LIFE_SECONDS
        if (failures or short) and await stopped_within(stop, pause_after(max(failures, 1))):
            return
        _log.error("ALERT PostgreSQL ended by itself: starting it again (try %d)", failures + 1)
        try:
            await asyncio.to_thread(server.restart)
        except Exception as error:  # a keeper that died would leave the base down, unseen
            if not stop.is_set():
                told = error if isinstance(error, PostgresUnavailable) else type(error).__name__
                _log.error("ALERT PostgreSQL does not start again: %s", told)
            failures += 1
            continue
        failures, started = 0, time.monotonic()
        if not stop.is_set():
            _log.warning("PostgreSQL answers again")


def pause_after(failures: int) -> float:
    """Seconds to wait before the next attempt, `failures` of them (one at least) having failed."""
    return min(FIRST_PAUSE_SECONDS * (1 << min(failures - 1, 10)), LONGEST_PAUSE_SECONDS)
