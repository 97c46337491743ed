"""Tells the other servers of a base what this one counted, and learns what they did."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from ordonnance.adapters.openings import Count, OpeningCounter
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.errors import Refusal

SHARE_SECONDS = 2.0

AGAIN = timedelta(seconds=10)
"""What was written shortly before the last look is read again: it may have been committed after."""

LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

_log = logging.getLogger(__name__)


class Exchange(Protocol):
    """Where the servers of one base leave their counts for each other."""

    async def share(
        self, process: UUID, mine: Sequence[Count], since: datetime
    ) -> tuple[Sequence[Count], datetime | None]:
        """Leave mine; the counts that others wrote since, and the instant of the newest.

        Those of the last AGAIN too, whatever `since` says: the exchange's clock may have been put
        back. Raises Refusal BASE_UNAVAILABLE.
        """
        ...


class MemoryExchange:
    """An exchange between counters of one process, which passes the same tests."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: dict[tuple[bytes, datetime, UUID], tuple[int, datetime]] = {}

    async def share(
        self, process: UUID, mine: Sequence[Count], since: datetime
    ) -> tuple[Sequence[Count], datetime | None]:
        """As the protocol says."""
        now = self._now()
        self._kept.update({(c.counted, c.slot, process): (c.count, now) for c in mine})
        others = [
            (Count(counted, slot, whose, count), at)
            for (counted, slot, whose), (count, at) in self._kept.items()
            if whose != process and at >= min(since, now - AGAIN)
        ]
        return [each for each, _ in others], max((at for _, at in others), default=None)


class Sharing:
    """Keeps one counter in step with the others of its base."""

    def __init__(
        self, counter: OpeningCounter, exchange: Exchange, now: Callable[[], datetime]
    ) -> None:
        self._counter = counter
        self._exchange = exchange
        self._now = now
        self._process = uuid4()
        self._since = LONG_AGO

    async def run(self, stop: asyncio.Event, every: float = SHARE_SECONDS) -> None:
        """Share at once, then every few seconds until `stop`, and once more."""
        while True:
            try:
                await self.once()
            except Exception as error:  # the counts of this process still hold: told, tried again
                code = error.code if isinstance(error, Refusal) else type(error).__name__
                _log.warning("openings not shared: %s", code)
            if stop.is_set():
                return
            await stopped_within(stop, every)

    async def once(self) -> None:
        """Tell and learn. Raises what the exchange raises; what was not told is told next time."""
        mine = self._counter.changed(self._process)
        try:
            others, newest = await self._exchange.share(self._process, mine, self._since)
        except BaseException:
            self._counter.again(mine)
            raise
        self._counter.learn(others, self._now())
        if newest is not None:
            self._since = newest - AGAIN
