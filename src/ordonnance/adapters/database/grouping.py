"""Calls of one function made at about the same time, sent together and committed once.

A commit costs a flush of the disk and two round trips whatever it holds. While a group travels, the
calls that come meanwhile wait and make the next one: alone, a call leaves at once; under load,
groups grow by themselves. All of a group or none of it is written.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from ordonnance.adapters.database.connections import Connections, DatabaseFault

LARGEST_GROUP = 32

_Call = tuple[Sequence[object], "asyncio.Future[Any]"]


class Grouped:
    """One function whose first argument is the number; its calls return its value.

    Raises what `Connections` raises. A group that the database refuses is sent again call by call,
    so that a faulty one harms no other; a connection lost is not: nobody knows what was written.
    """

    def __init__(self, connections: Connections, statement: str) -> None:
        self._connections = connections
        self._statement = statement
        self._waiting: list[_Call] = []
        self._sending: asyncio.Task[None] | None = None

    async def call(self, *arguments: object) -> Any:
        """The value of the function for these arguments, once committed."""
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((arguments, answered))
        if self._sending is None:
            self._sending = asyncio.create_task(self._send())
        return await answered

    async def _send(self) -> None:
        while self._waiting:
            calls, self._waiting = (
                self._waiting[:LARGEST_GROUP],
                self._waiting[LARGEST_GROUP:],
            )
            # By number everywhere: two groups never wait for each other.
            calls.sort(key=lambda call: str(call[0][0]))
            await self._send_group(calls)
        self._sending = None

    async def _values(self, calls: Sequence[Sequence[object]]) -> Sequence[Any]:
        """The value of each call, all of them in one transaction."""
        rows = await self._connections.many(self._statement, calls)
        return [row[0] for row in rows]

    async def _send_group(self, calls: list[_Call]) -> None:
        try:
            values = await self._values([call[0] for call in calls])
        except DatabaseFault as fault:
            if len(calls) == 1:
                _fail(calls, fault)
            for call in calls if len(calls) > 1 else ():
                await self._send_group([call])
        except Exception as error:  # each caller receives it: nothing is lost here
            _fail(calls, error)
        else:
            for (_, answered), value in zip(calls, values, strict=True):
                if not answered.done():
                    answered.set_result(value)


def _fail(calls: Sequence[_Call], error: Exception) -> None:
    for _, answered in calls:
        if not answered.done():
            answered.set_exception(error)
