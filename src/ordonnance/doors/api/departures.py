"""When a request that was admitted begins: at once, or with the others where a server is busy.

Alone, each finds the processor's caches full of something else; together they take the same steps
one right after the other, and share questions and commits all along (ADR 0090). Those that leave
together leave act by act, for the same reason (ADR 0091).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import itemgetter
from typing import Final

AT_ONCE = 4
"""Below that many requests under way, one that comes begins at once."""

TOGETHER = 16
"""That many who wait begin without waiting longer."""

EVERY_SECONDS = 0.03
"""How long at most those that come wait for each other."""

QUIET_SECONDS = 0.004
"""Where nothing is under way and nobody came for so long, those who wait have waited enough."""


class Departures:
    """Those of one process: `async with departures.of(act)` around what answers a request."""

    def __init__(
        self, at_once: int = AT_ONCE, together: int = TOGETHER, every: float = EVERY_SECONDS
    ) -> None:
        self._at_once: Final = at_once
        self._together: Final = together
        self._every: Final = every
        self._under_way = 0
        self._next: _Departure | None = None

    @asynccontextmanager
    async def of(self, act: str) -> AsyncIterator[None]:
        """Entered when it is time to begin a request of that act; left when it has ended."""
        await self._time_to_begin(act)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            if self._next is not None and not self._under_way:
                self._watch(self._next)

    async def _time_to_begin(self, act: str) -> None:
        if self._next is not None or self._under_way >= self._at_once:
            departure = self._next or self._planned()
            left = departure.joined(act)
            if len(departure.waiting) >= self._together:
                self._leave()
            await left

    def _planned(self) -> "_Departure":
        self._next = _Departure(asyncio.get_running_loop().call_later(self._every, self._leave))
        return self._next

    def _watch(self, departure: "_Departure") -> None:
        loop = asyncio.get_running_loop()
        came = len(departure.waiting)
        loop.call_later(QUIET_SECONDS, self._unless_more_came, departure, came)

    def _unless_more_came(self, departure: "_Departure", came: int) -> None:
        if departure is not self._next or self._under_way:
            return
        if len(departure.waiting) == came:
            self._leave()
        else:
            self._watch(departure)

    def _leave(self) -> None:
        departure, self._next = self._next, None
        if departure is not None:
            departure.at.cancel()
            # Not at once: the last one to come would begin before the others.
            asyncio.get_running_loop().call_soon(departure.leave)


class _Departure:
    """The next one: when it is at the latest, and those who came for it, each with its act."""

    __slots__ = ("at", "waiting")

    def __init__(self, at: asyncio.TimerHandle) -> None:
        self.at: Final = at
        self.waiting: Final[list[tuple[str, asyncio.Future[None]]]] = []

    def joined(self, act: str) -> "asyncio.Future[None]":
        """One more comes; done once they leave."""
        left = asyncio.get_running_loop().create_future()
        self.waiting.append((act, left))
        return left

    def leave(self) -> None:
        """Everybody begins, act by act, in the order in which they came for each."""
        for _, left in sorted(self.waiting, key=itemgetter(0)):
            if not left.done():
                left.set_result(None)
