"""When a request that was admitted begins: at once, or with the others where a server is busy.

Alone, each finds the processor's caches full of something else; together they take the same steps
one right after the other, and share questions and commits all along (ADR 0090).
"""

import asyncio
from typing import Final

AT_ONCE = 4
"""Below that many requests under way, one that comes begins at once."""

EVERY_SECONDS = 0.016
"""How long at most those that come wait for each other: a sixth of the p99 that is asked."""


class Departures:
    """Those of one process: `async with` it around what answers a request."""

    def __init__(self, at_once: int = AT_ONCE, every: float = EVERY_SECONDS) -> None:
        self._at_once: Final = at_once
        self._every: Final = every
        self._under_way = 0
        self._next: asyncio.Event | None = None

    async def __aenter__(self) -> None:
        """Give back when it is time to begin."""
        if self._next is not None or self._under_way >= self._at_once:
            await self._leaving().wait()
        self._under_way += 1

    async def __aexit__(self, *_exception: object) -> None:
        """One less is under way."""
        self._under_way -= 1

    def _leaving(self) -> asyncio.Event:
        """The next departure; the first who waits for it sets its time."""
        if self._next is None:
            self._next = asyncio.Event()
            asyncio.get_running_loop().call_later(self._every, self._leave)
        return self._next

    def _leave(self) -> None:
        leaving, self._next = self._next, None
        if leaving is not None:
            leaving.set()
