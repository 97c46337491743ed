"""Ordonnances asked at about the same time, read with one question.

A question costs the server process and PostgreSQL as much as what it brings. While one travels, the
numbers asked meanwhile wait and make the next one: alone, a reading leaves at once; under load, and
for the batches of the worker, groups grow by themselves.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ordonnance.adapters.database.connections import Connections, Row

LARGEST_GROUP = 32

_ONE = "SELECT * FROM base.read_ordonnance($1, $2)"
_MANY = "SELECT * FROM base.read_ordonnances($1, $2)"


@dataclass(frozen=True, slots=True)
class _Asked:
    number: str
    scopes: Sequence[bytes]
    row: "asyncio.Future[Row | None]"


class Reads:
    """Rows of read_ordonnance. Each call raises what `Connections` raises."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._waiting: list[_Asked] = []
        self._asking: asyncio.Task[None] | None = None

    async def row(self, number: str, scopes: Sequence[bytes]) -> Row | None:
        """The row of that number, None when it is unknown.

        Its answer is a former one to one of `scopes`, or to somebody else's scope asked at the same
        time: the caller compares `scope_hash`.
        """
        row: asyncio.Future[Row | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Asked(number, scopes, row))
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await row

    async def _ask(self) -> None:
        while self._waiting:
            # Whoever gave up while waiting is not asked for.
            waiting = [each for each in self._waiting if not each.row.done()]
            asked, self._waiting = waiting[:LARGEST_GROUP], waiting[LARGEST_GROUP:]
            try:
                rows = await self._rows(asked)
            except Exception as error:  # each caller receives it: nothing is lost here
                for each in asked:
                    if not each.row.done():
                        each.row.set_exception(error)
                continue
            for each in asked:
                if not each.row.done():
                    each.row.set_result(_own(each, rows))
        self._asking = None

    async def _rows(self, asked: Sequence[_Asked]) -> Sequence[Row]:
        if not asked:
            return ()
        if len(asked) == 1:
            return await self._connections.rows(_ONE, asked[0].number, asked[0].scopes)
        numbers = list({each.number: None for each in asked})
        scopes = [scope for each in asked for scope in each.scopes]
        return await self._connections.rows(_MANY, numbers, scopes)


def _own(asked: _Asked, rows: Sequence[Row]) -> Row | None:
    """The row with the answer to this scope, else any row of the number."""
    found = None
    for row in rows:
        if row["number"] == asked.number:
            if row["scope_hash"] in asked.scopes:
                return row
            found = row
    return found
