"""When a request that was admitted begins: at once, or with the others where a server is busy.

Alone, each finds the processor's caches full of something else; together they take the same steps
one right after the other, and share questions and commits all along (ADR 0090).
"""

import asyncio
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
    """Those of one process: `async with` it around what answers a request."""

    def __init__(
        self, at_once: int = AT_ONCE, together: int = TOGETHER, every: float = EVERY_SECONDS
    ) -> None:
        self._at_once: Final = at_once
        self._together: Final = together
        self._every: Final = every
        self._under_way = 0
        self._next: _Departure | None = None

    async def __aenter__(self) -> None:
        """Give back when it is time to begin."""
        if self._next is not None or self._under_way >= self._at_once:
            departure = self._next or self._planned()
            departure.came += 1
            if departure.came >= self._together:
                self._leave()
            await departure.left.wait()
        self._under_way += 1

    async def __aexit__(self, *_exception: object) -> None:
        """One less is under way."""
        self._under_way -= 1
        if self._next is not None and not self._under_way:
            self._watch(self._next)

    def _planned(self) -> "_Departure":
        self._next = _Departure(asyncio.get_running_loop().call_later(self._every, self._leave))
        return self._next

    def _watch(self, departure: "_Departure") -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(QUIET_SECONDS, self._unless_more_came, departure, departure.came)

    def _unless_more_came(self, departure: "_Departure", came: int) -> None:
        if departure is not self._next or self._under_way:
            return
        if departure.came == came:
            self._leave()
        else:
            self._watch(departure)

    def _leave(self) -> None:
        departure, self._next = self._next, None
        if departure is not None:
            departure.at.cancel()
            departure.left.set()


class _Departure:
    """The next one: when it is at the latest, and how many came for it."""

    __slots__ = ("at", "came", "left")

    def __init__(self, at: asyncio.TimerHandle) -> None:
        self.at: Final = at
        self.left: Final = asyncio.Event()
        self.came = 0
