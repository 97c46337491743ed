"""Drops sessions and sheets of desks that are over, every hour: nothing stays after its time."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from ordonnance.adapters.database.connections import Connections, DatabaseFault
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.errors import Refusal

EVERY_SECONDS = 3600.0

MOST_AT_ONCE = 1000
"""Rows of each kind dropped in one transaction: no long one, however many are over."""

_SWEEP = "SELECT base.sweep_over($1, $2, $3)"
_log = logging.getLogger(__name__)


class Sweeping:
    """Sweeps one base. `idle`: how long a session of a browser may rest."""

    def __init__(
        self, connections: Connections, clock: Callable[[], datetime], idle: timedelta
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._idle = idle

    async def run(self, stop: asyncio.Event, every: float = EVERY_SECONDS) -> None:
        """Sweep at once, then every `every` seconds until `stop`."""
        while not stop.is_set():
            try:
                await self.once()
            except (Refusal, DatabaseFault) as error:
                # What is over opens nothing meanwhile; the next hour drops it.
                _log.warning("not swept: %s", type(error).__name__)
            await stopped_within(stop, every)

    async def once(self, most: int = MOST_AT_ONCE) -> int:
        """Drop what is over now, in turns of `most`; how many rows went.

        Raises Refusal BASE_UNAVAILABLE, DatabaseFault.
        """
        now, total = self._clock(), 0
        while went := int(await self._connections.value(_SWEEP, now, self._idle, most)):
            total += went
        return total
