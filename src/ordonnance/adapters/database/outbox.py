"""The outbox in PostgreSQL, as the worker reads it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import asyncpg

from ordonnance.adapters.database import calls
from ordonnance.adapters.database.codec import decode
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.draining import LEASE, POLL_SECONDS, Claimed
from ordonnance.adapters.database.grouping import Grouped
from ordonnance.adapters.database.sealing import RowSealers
from ordonnance.adapters.database.waking import CHANNEL
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage

_CLAIM = "SELECT * FROM base.claim_outbox($1, $2)"
_POSTPONE = "SELECT base.postpone_outbox($1, $2, $3, $4)"
_RELEASE = "SELECT base.release_outbox($1)"
_WAITING = "SELECT count(*) FROM base.outbox WHERE done_at IS NULL"

_log = logging.getLogger(__name__)


class Outbox:
    """Messages to deliver, at least once. Fails as PostgresBase does."""

    def __init__(self, connections: Connections, cabinet: KeyCabinet, dsn: str) -> None:
        self._connections = connections
        self._sealers = RowSealers(cabinet)
        self._dsn = dsn
        self._ends = Grouped(connections, calls.FINISH)

    async def claim(self, limit: int, lease: timedelta = LEASE) -> tuple[Claimed, ...]:
        """Take at most `limit` messages; they come back after `lease` unless done.

        Those of one ordonnance and one topic come in order, one at a time. One that does not open
        is `unreadable`: it harms no other.
        """
        rows = await self._connections.rows(_CLAIM, limit, lease)
        return tuple(self._claimed(row) for row in rows)

    async def done(self, number: OrdonnanceNumber, sequence: int) -> None:
        """Never give this message again; its content is erased."""
        await self._ends.call(number.value, sequence)

    async def failed(
        self, number: OrdonnanceNumber, sequence: int, code: str, backoff: timedelta
    ) -> None:
        """Keep the code of its error (a code: no content); give it again after `backoff`."""
        await self._connections.value(_POSTPONE, number.value, sequence, code, backoff)

    async def release(self, beyond: timedelta) -> int:
        """Make due at once what is put off further than `beyond`; how many messages."""
        return int(await self._connections.value(_RELEASE, beyond))

    async def waiting(self) -> int:
        """How many messages are not done."""
        return int(await self._connections.value(_WAITING))

    @asynccontextmanager
    async def woken(self) -> AsyncIterator[asyncio.Event]:
        """An event set when messages were written, for `drain`; on a connection of its own.

        Losing that connection only lengthens the wait: it is made again.
        """
        event = asyncio.Event()
        listening = asyncio.create_task(self._listen(event))
        try:
            yield event
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def _listen(self, event: asyncio.Event) -> None:
        while True:
            try:
                connection = await asyncpg.connect(self._dsn)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                _log.info("outbox: not listening, %s", type(error).__name__)
                await asyncio.sleep(POLL_SECONDS)
                continue
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _, lost=lost: lost.set())
            try:
                await connection.add_listener(CHANNEL, lambda *_: event.set())
                # What was written before listening was announced to nobody.
                event.set()
                await lost.wait()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                _log.info("outbox: listening lost, %s", type(error).__name__)
            finally:
                connection.terminate()

    def _claimed(self, row: asyncpg.Record) -> Claimed:
        unreadable = None
        try:
            sealer = self._sealers.of(row["number"], row["kek_id"], row["data_key"])
            message = decode(sealer.open("outbox", row["sequence"], row["payload"]), OutboxMessage)
        except Exception as error:  # altered, of another key or version: it concerns this row only
            unreadable = type(error).__name__
            message = OutboxMessage(row["kind"], {})
        number = OrdonnanceNumber(row["number"])
        return Claimed(number, row["sequence"], message, row["attempts"], unreadable)
