"""One thing that a provider publishes: asked for once for everybody, and remembered.

A provider out of reach holds nobody up: its silence is remembered for some seconds, and what it
said before serves meanwhile, for a day at most.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from ordonnance.adapters.oidc.exchanges import Unreachable

Thing = TypeVar("Thing")

KEPT = timedelta(hours=1)
"""How long what a provider publishes serves before it is asked for again."""

SILENT = timedelta(seconds=10)
"""How long a provider that did not answer is not asked again."""

STILL = timedelta(days=1)
"""How long what it published serves while it cannot be asked for again."""


@dataclass(frozen=True, slots=True)
class _Had(Generic[Thing]):
    thing: Thing
    at: datetime


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: str
    at: datetime


class Remembered(Generic[Thing]):
    """`fetch` asks for it, and raises Unreachable."""

    def __init__(
        self, fetch: Callable[[], Awaitable[Thing]], clock: Callable[[], datetime]
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._had: _Had[Thing] | None = None
        self._failed: _Failed | None = None
        self._asking: asyncio.Task[None] | None = None

    async def now(self, wanted: Callable[[Thing], bool] = lambda _: True) -> Thing:
        """It, asked for again when it is old or not what is wanted. Raises Unreachable.

        One fetch serves all who wait, and whoever has something to go on with does not wait for it.
        """
        had = self._usable(KEPT, wanted)
        if had is None and not self._silent():
            under_way = self._asking is not None and not self._asking.done()
            had = self._usable(STILL, wanted) if under_way else None
            if had is None:
                # Somebody who leaves meanwhile does not take the answer away from the others.
                await asyncio.shield(self._asked())
                # Just asked for: it serves even when it is not what was wanted.
                had = self._usable(KEPT, lambda _: self._failed is None)
        had = had or self._usable(STILL, wanted)
        if had is None:
            raise Unreachable(self._failed.reason if self._failed else "not asked")
        return had.thing

    def _usable(self, age: timedelta, wanted: Callable[[Thing], bool]) -> _Had[Thing] | None:
        had = self._had
        if had is None or self._clock() - had.at >= age or not wanted(had.thing):
            return None
        return had

    def _silent(self) -> bool:
        failed = self._failed
        return failed is not None and timedelta() <= self._clock() - failed.at < SILENT

    def _asked(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return self._asking

    async def _ask(self) -> None:
        try:
            thing = await self._fetch()
        except Unreachable as error:
            self._failed = _Failed(error.reason, self._clock())
        else:
            self._had, self._failed = _Had(thing, self._clock()), None
