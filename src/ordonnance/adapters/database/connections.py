"""The connections of one server process to PostgreSQL, and what their failures mean.

The pool resets nothing between two uses: it would cost more than a reading. This is safe because no
statement of ours leaves anything in a session, which a test watches.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, Self

import asyncpg

from ordonnance.domain.errors import Refusal

POOL_SIZE = 16
STATEMENT_SECONDS = 30.0
CONNECT_SECONDS = 5.0

# Connection, resources (disk full, too many connections), operator, system, read-only server.
_UNAVAILABLE_CLASSES = ("08", "53", "57", "58")
_READ_ONLY = "25006"

_AT_HAND = 4
"""Connections kept out of the pool between two statements: the pool takes longer to lend one, in a
task and a timer of its own, than the driver to ask a statement."""

_IDLE_SECONDS = 300.0
"""After which a connection at hand is made anew: whoever stands between forgets silent ones."""

_GIVING_WAY_SECONDS = (0.05, 0.2, 0.8)
"""How long an act that was given up lets the others go first, each time."""

_DISK_FULL = "53100"
_NOT_PERMITTED = "42501"
_FILES_SOURCES = {"fd.c", "md.c", "relmapper.c", "slru.c", "xlog.c"}
"""The sources of PostgreSQL that open and write its files."""

# Every statement of ours looks rows up by key: one plan, made once, is right for all arguments,
# where PostgreSQL would plan again at each call those that take an array. And that plan goes by the
# indexes, whatever the base held when it was made: one made for a base of fifty ordonnances would
# look at all of them still when there are fifty thousand (ADR 0087). Given at connection.
SETTINGS = {
    "plan_cache_mode": "force_generic_plan",
    # Before PostgreSQL 18, what these settings discourage is priced so high that it would compile.
    "jit": "off",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
}


class DatabaseFault(Exception):
    """PostgreSQL refused a statement of ours: a fault.

    Only the SQLSTATE and the name of the constraint: PostgreSQL's own message quotes rows.
    """

    def __init__(self, state: str, constraint: str = "") -> None:
        super().__init__(f"SQLSTATE {state}{' ' if constraint else ''}{constraint}")
        self.state = state


_Lent = asyncpg.pool.PoolConnectionProxy
_Ask = Callable[["_Lent[asyncpg.Record]"], Awaitable[Sequence[asyncpg.Record]]]


class Row(Protocol):
    """One row, read by column name."""

    def __getitem__(self, column: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class PoolUse:
    """How the connections are used; `waiters` are statements that none was free for."""

    in_use: int
    idle: int
    limit: int
    waiters: int


class Connections:
    """A pool, whose failures are refusals BASE_UNAVAILABLE or faults."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool
        self._under_way = 0
        self._waiting = 0
        self._at_hand: list[tuple[_Lent[asyncpg.Record], float]] = []
        self._most_at_hand = _AT_HAND
        self._distrusted = 0

    @classmethod
    async def open(cls, dsn: str, size: int = POOL_SIZE) -> Self:
        """Connect. Raises Refusal BASE_UNAVAILABLE when the server does not answer."""
        try:
            pool = await asyncpg.create_pool(
                dsn,
                min_size=1,
                max_size=size,
                max_inactive_connection_lifetime=300.0,
                timeout=CONNECT_SECONDS,
                command_timeout=STATEMENT_SECONDS,
                reset=_leave_as_is,
                server_settings={"application_name": "ordonnance", **SETTINGS},
            )
        except _FAILURES as error:
            raise _meaning(error) from None
        return cls(pool)

    async def close(self) -> None:
        """Wait for what runs, then close every connection."""
        self._most_at_hand = 0
        while self._at_hand:
            await self._pool.release(self._at_hand.pop()[0])
        await self._pool.close()

    async def value(self, statement: str, *arguments: object) -> Any:
        """The first column of the first row, or None."""
        row = await self.row(statement, *arguments)
        return None if row is None else row[0]

    async def row(self, statement: str, *arguments: object) -> asyncpg.Record | None:
        """The first row, or None. Prepared once per connection."""
        rows = await self.rows(statement, *arguments)
        return rows[0] if rows else None

    async def rows(self, statement: str, *arguments: object) -> Sequence[asyncpg.Record]:
        """Every row."""
        return await self._asked(lambda connection: connection.fetch(statement, *arguments))

    async def many(
        self, statement: str, calls: Sequence[Sequence[object]]
    ) -> Sequence[asyncpg.Record]:
        """The row of each call, in one transaction: all of them are done, or none."""
        if len(calls) == 1:
            return await self.rows(statement, *calls[0])
        return await self._asked(lambda connection: connection.fetchmany(statement, calls))

    async def _asked(self, ask: _Ask) -> Sequence[asyncpg.Record]:
        self._under_way += 1
        try:
            connection, distrusted = await self._taken(), self._distrusted
            try:
                rows = await _given_way(ask, connection)
            except BaseException as error:
                if isinstance(error, _CUT):
                    _drop(connection)
                    await self._distrust()
                # What was asked may be under way still: the pool waits for its end.
                await self._pool.release(connection)
                raise
            await self._given_back(connection, fresh=distrusted == self._distrusted)
            return rows
        except _FAILURES as error:
            raise _meaning(error) from None
        finally:
            self._under_way -= 1

    async def _taken(self) -> "_Lent[asyncpg.Record]":
        """A connection at hand that still lives, else one of the pool."""
        while self._at_hand:
            connection, since = self._at_hand.pop()
            if _lives(connection) and time.monotonic() - since <= _IDLE_SECONDS:
                return connection
            _drop(connection)
            await self._pool.release(connection)
        self._waiting += 1
        try:
            return await self._pool.acquire()
        finally:
            self._waiting -= 1

    async def _distrust(self) -> None:
        """Use no connection again: what cut one has cut the others, or is about to.

        So one act is refused where a server starts again, not one for each connection at hand.
        """
        self._distrusted += 1
        at_hand, self._at_hand = self._at_hand, []
        for connection, _ in at_hand:
            _drop(connection)
        await self._pool.expire_connections()
        for connection, _ in at_hand:
            await self._pool.release(connection)

    async def _given_back(self, connection: "_Lent[asyncpg.Record]", *, fresh: bool) -> None:
        """Kept at hand while fresh, unless somebody waits for the pool to lend it."""
        if not fresh:
            _drop(connection)
        if not fresh or self._waiting or len(self._at_hand) >= self._most_at_hand:
            await self._pool.release(connection)
        else:
            self._at_hand.append((connection, time.monotonic()))

    def use(self) -> PoolUse:
        """How the connections are used now."""
        idle, size = self._pool.get_idle_size() + len(self._at_hand), self._pool.get_size()
        in_use = size - idle
        return PoolUse(in_use, idle, self._pool.get_max_size(), max(0, self._under_way - in_use))


_FAILURES = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)

_CUT = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    # The server spoke out of turn: its last words, as a rule.
    asyncpg.InternalClientError,
)
"""What a connection that is of no use again raises."""


def _lives(connection: "_Lent[asyncpg.Record]") -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # The pool took it back by itself when the server closed it.
        return False


def _drop(connection: "_Lent[asyncpg.Record]") -> None:
    """Leave it without a good-bye, for which the pool would wait: a server that is gone says none,
    or cuts it, and whoever comes after is then never given back to a pool that closes."""
    # One that the pool already took back is no longer ours to leave.
    with suppress(asyncpg.InterfaceError):
        connection.terminate()


async def _given_way(ask: _Ask, connection: "_Lent[asyncpg.Record]") -> Sequence[asyncpg.Record]:
    """What is asked, again when PostgreSQL gave it up to free somebody who waited for it."""
    for pause in _GIVING_WAY_SECONDS:
        try:
            return await ask(connection)
        except asyncpg.DeadlockDetectedError:
            # Each asking is a transaction of its own: nothing of the former one is left. Asked
            # again at once, it may take the lock before the one it was given up for wakes up.
            await asyncio.sleep(pause)
    return await ask(connection)


async def _leave_as_is(_connection: object) -> None:
    """The no-op reset of the pool."""


def _storage_reason(state: str, source: str | None) -> str | None:
    """Why the disk of PostgreSQL does not take what is written; None when it is not about that."""
    if state == _DISK_FULL:
        return "plein"
    # One code for a missing grant of ours, a fault, and for a file that may not be opened, which is
    # what PostgreSQL says on a disk mounted read-only: its source file tells them apart.
    if state == _NOT_PERMITTED and source in _FILES_SOURCES:
        return "en lecture seule"
    return None


def _meaning(error: Exception) -> Exception:
    """The refusal or the fault that a failure of the driver stands for."""
    # Without the driver's error as a cause: its text may quote a row.
    if isinstance(error, asyncpg.PostgresError):
        state = error.sqlstate or "?????"
        if reason := _storage_reason(state, getattr(error, "server_source_filename", None)):
            return Refusal.of("STORAGE_UNWRITABLE", reason=reason)
        if state[:2] in _UNAVAILABLE_CLASSES or state == _READ_ONLY:
            return Refusal.of("BASE_UNAVAILABLE")
        return DatabaseFault(state, getattr(error, "constraint_name", None) or "")
    if isinstance(error, ValueError) or (
        isinstance(error, asyncpg.InterfaceError) and "clos" not in str(error)
    ):
        # An argument of ours that does not fit, or a connection misused; not one that was closed.
        return DatabaseFault("22000")
    return Refusal.of("BASE_UNAVAILABLE")
