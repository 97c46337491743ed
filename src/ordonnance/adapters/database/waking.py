"""Tells the worker that messages wait, soon after the commit rather than in it.

PostgreSQL commits transactions that notify one after the other, fsync included, for the whole
server: a NOTIFY in every act would undo the grouping of commits. So the process notifies by itself,
once for all the acts of a short while; should it die before, the worker's own round finds them.
"""

import asyncio
import logging

from ordonnance.adapters.database.connections import Connections, DatabaseFault
from ordonnance.domain.errors import Refusal

CHANNEL = "outbox"
DELAY_SECONDS = 0.2

_NOTIFY = f"SELECT pg_notify('{CHANNEL}', '')"
_log = logging.getLogger(__name__)


class Waker:
    """Notifies at most once per DELAY_SECONDS."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._planned = False
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Notify soon; nothing more when that is already planned."""
        if not self._planned:
            self._planned = True
            task = asyncio.create_task(self._notify())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let the last notification leave."""
        await asyncio.gather(*self._tasks)

    async def _notify(self) -> None:
        await asyncio.sleep(DELAY_SECONDS)
        # Acts that end while this notification travels plan another one.
        self._planned = False
        try:
            await self._connections.value(_NOTIFY)
        except (Refusal, DatabaseFault) as error:
            _log.info("outbox not notified: %s", error)
