"""The port Base on PostgreSQL: one round trip for each call of the hot path."""

from collections.abc import Callable
from datetime import date, datetime

from ordonnance.adapters.database import calls
from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.census import PostgresCensus
from ordonnance.adapters.database.chain import Break, verify_chain
from ordonnance.adapters.database.codec import decode, decode_result, encode, encode_result
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.framing import join, split
from ordonnance.adapters.database.grouping import Grouped
from ordonnance.adapters.database.pilots import PostgresPilots
from ordonnance.adapters.database.reading import journaled, stored
from ordonnance.adapters.database.reads import Reads
from ordonnance.adapters.database.registering import GroupedRegistered
from ordonnance.adapters.database.registers import PostgresRegisters
from ordonnance.adapters.database.sealing import Decoy, People, RowSealer, RowSealers
from ordonnance.adapters.database.stock import PostgresStock
from ordonnance.adapters.database.waking import Waker
from ordonnance.adapters.database.writing import (
    apply_arguments,
    issue_arguments,
    journal_bytes,
)
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.ids import Ins
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import (
    EVERYTHING,
    Answered,
    AnswerScope,
    Change,
    Journaled,
    JournalEntry,
    NewOrdonnance,
    Stored,
    StoredReservation,
    Window,
    Written,
)

_KEY = "SELECT kek_id, data_key FROM base.ordonnance WHERE number = $1"
_JOURNAL = "SELECT sequence, at, entry, hash FROM base.journal WHERE number = $1 ORDER BY sequence"
_REVOKED = "SELECT EXISTS (SELECT FROM base.revoked_reservation WHERE id = $1)"
_REVOKED_NUMBER = "SELECT at FROM base.revoked_number WHERE number = $1"
_RESERVED = """
SELECT list_id, list FROM base.reservation AS r
WHERE caller_hash = ANY ($1) AND expires_on >= $2 AND list IS NOT NULL
  AND NOT EXISTS (SELECT FROM base.revoked_reservation AS gone WHERE gone.id = r.list_id)
ORDER BY at, list_id
"""
_LATEST = """
SELECT o.number, o.issued_at, o.version, o.kek_id, o.data_key, o.progress, d.body,
       NULL::bytea AS scope_hash
FROM base.ordonnance AS o JOIN base.document AS d ON d.number = o.number
WHERE o.{column} = $1 AND o.issued_at <= $3
  AND o.established_on BETWEEN $4 AND $5 AND o.established_on <> ALL ($6::date[])
ORDER BY o.issued_at DESC, o.number DESC
LIMIT $2
"""
_BY_AUTHOR = _LATEST.format(column="author_hash")
_BY_PATIENT = _LATEST.format(column="patient_hash")


def _uncounted(_entry: JournalEntry, _progress: Progress | None) -> None:
    """Until somebody counts."""


class PostgresBase:
    """The store of ordonnances.

    Every call may raise Refusal BASE_UNAVAILABLE (what was asked may or may not have been written:
    ask again with the same key), or a fault: DatabaseFault, SealBroken, KeyUnknown, CodecError.
    """

    def __init__(
        self,
        connections: Connections,
        cabinet: KeyCabinet,
        base_key: BaseKey,
        waker: Waker,
        *,
        compact: bool = False,
    ) -> None:
        self._connections = connections
        self._reads = Reads(connections)
        self._issues = Grouped(connections, calls.ISSUE)
        self._counted = Grouped(connections, calls.ISSUE_COUNTED)
        self._changes = Grouped(connections, calls.APPLY)
        self._registered = GroupedRegistered(connections, calls.APPLY_REGISTERED)
        self.registers = PostgresRegisters(connections, base_key, compact=compact)
        self.stock = PostgresStock(connections, base_key)
        self.census = PostgresCensus(connections, base_key, self._sealer)
        self.pilots = PostgresPilots(connections, base_key)
        self._accesses = Grouped(connections, calls.RECORD)
        self._sealers = RowSealers(cabinet, compact=compact)
        self._decoy = Decoy(cabinet, compact=compact)
        self._people = People(cabinet)
        self._base_key = base_key
        self._waker = waker
        self.conflicts = 0
        """Writes refused because somebody else wrote first; the act then decides again."""
        self.journaled: Callable[[JournalEntry, Progress | None], None] = _uncounted
        """Called with each entry once it is written."""

    async def read(
        self, number: OrdonnanceNumber, scope: AnswerScope | None = None
    ) -> Stored | None:
        """The ordonnance with that number, with the former answer to `scope`; None if unknown."""
        scopes = self._people.scope(scope) if scope else []
        row = await self._reads.row(number.value, scopes)
        if row is None:
            self._decoy.open()
            return None
        return stored(number, row, self._sealers, scopes)

    async def issue(self, new: NewOrdonnance) -> Written:
        """Write a new ordonnance; CONFLICT if the number exists or was revoked."""
        sealer, arguments = self._issue_arguments(new)
        if new.census is None:
            written = await self._issues.call(*arguments)
        else:
            row = self.census.arguments(new.census, sealer)
            written = await self._counted.call(*arguments, *row)
        self._count(written, (new.entry, None))
        return self._written(written, bool(new.outbox))

    async def apply(self, number: OrdonnanceNumber, expected: int, change: Change) -> Written:
        """Move an ordonnance on if its version is still `expected`; CONFLICT when unknown."""
        sealer = await self._sealer(number)
        if sealer is None:
            return Written.CONFLICT
        arguments = apply_arguments(expected, change, sealer, self._people)
        if change.register is None:
            written = await self._changes.call(*arguments)
        else:
            rows = self.registers.rows(change.register)
            written, ranks = await self._registered.call(*arguments, rows)
            if written == Written.WRITTEN:
                self.registers.keep(change.register, ranks)
        self._count(written, (change.entry, change.progress))
        return self._written(written, bool(change.outbox))

    async def replace(
        self, number: OrdonnanceNumber, expected: int, change: Change, new: NewOrdonnance
    ) -> Written:
        """End one ordonnance and issue its corrected one, in one transaction."""
        if new.census is not None:
            raise ValueError("a derogatory prescription is withdrawn, not corrected")
        sealer = await self._sealer(number)
        if sealer is None:
            return Written.CONFLICT
        arguments = apply_arguments(expected, change, sealer, self._people)
        written = await self._connections.value(
            calls.REPLACE, *arguments, *self._issue_arguments(new)[1]
        )
        self._count(written, (change.entry, change.progress), (new.entry, None))
        return self._written(written, bool(change.outbox or new.outbox))

    async def record_access(self, number: OrdonnanceNumber, entry: JournalEntry) -> None:
        """Journal a reading; LookupError for a number that is not in the base."""
        sealer = await self._sealer(number)
        found = sealer is not None and await self._accesses.call(
            number.value, entry.at, journal_bytes(sealer, entry)
        )
        if not found:
            raise LookupError("an access is journaled on an ordonnance of the base")
        self.journaled(entry, None)

    async def journal(self, number: OrdonnanceNumber) -> tuple[Journaled, ...]:
        """All journal entries of an ordonnance, oldest first."""
        sealer = await self._sealer(number)
        if sealer is None:
            return ()
        rows = await self._connections.rows(_JOURNAL, number.value)
        return tuple(journaled(row, sealer) for row in rows)

    async def by_author(
        self, author: str, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest ordonnances of an author (RPPS) in a window, newest first."""
        return await self._latest(_BY_AUTHOR, self._people.author(author), limit, window)

    async def by_patient(
        self, patient: Ins, limit: int, window: Window = EVERYTHING
    ) -> tuple[Stored, ...]:
        """The latest of a patient (INS) in a window, newest first; anonymous ones never."""
        return await self._latest(_BY_PATIENT, self._people.patient(patient), limit, window)

    async def reserve(
        self, scope: AnswerScope, reservation: StoredReservation, result: object, at: datetime
    ) -> Answered | None:
        """Keep the answer to a reservation; returns the former answer for this key, if any."""
        key = self._base_key.for_purpose("reservation", scope.caller)
        place = f"reservation|{scope.key}".encode()
        plain = join(
            scope.digest,
            reservation.id.encode(),
            reservation.token.encode(),
            encode_result(result),
        )
        former = await self._connections.value(
            calls.RESERVE,
            self._people.caller(scope.caller),
            self._people.scope(scope),
            at,
            key.seal(plain, place),
            reservation.id,
            reservation.expires_on,
            key.seal(encode(reservation), _listed(reservation.id)),
        )
        if former is None:
            return None
        digest, _, _, kept = split(key.open(former, place), 4)
        return Answered(digest, decode_result(kept))

    async def reservation_revoked(self, reservation: str) -> bool:
        """True when that list of numbers was revoked."""
        return bool(await self._connections.value(_REVOKED, reservation))

    async def reservations(self, caller: str, day: date) -> tuple[StoredReservation, ...]:
        """The lists of a caller (their key) that may still be used that day.

        Those reserved before the base kept them apart are not found.
        """
        key = self._base_key.for_purpose("reservation", caller)
        rows = await self._connections.rows(_RESERVED, self._people.caller(caller), day)
        return tuple(
            decode(key.open(row["list"], _listed(row["list_id"])), StoredReservation)
            for row in rows
        )

    async def revoke_reservation(
        self, reservation: str, at: datetime, numbers: tuple[str, ...] = ()
    ) -> None:
        """Refuse from now on every number of that list not yet issued, and know its `numbers`."""
        await self._connections.value(calls.REVOKE, reservation, list(numbers), at)

    async def number_revoked(self, number: OrdonnanceNumber) -> datetime | None:
        """When the list of that number was revoked, None unless it was."""
        at: datetime | None = await self._connections.value(_REVOKED_NUMBER, number.value)
        return at

    async def verify_chain(self, number: OrdonnanceNumber) -> list[Break]:
        """What is broken in the journal of one ordonnance, recomputed from its rows alone."""
        return await verify_chain(self._connections, number.value)

    def _issue_arguments(self, new: NewOrdonnance) -> tuple[RowSealer, tuple[object, ...]]:
        sealer, kek_id, wrapped = self._sealers.new(new.number.value)
        return sealer, issue_arguments(new, sealer, kek_id, wrapped, self._people)

    async def _sealer(self, number: OrdonnanceNumber) -> RowSealer | None:
        """Kept from the reading of the ordonnance, else made from its row; None if unknown."""
        sealer = self._sealers.recent(number.value)
        if sealer is not None:
            return sealer
        row = await self._connections.row(_KEY, number.value)
        if row is None:
            return None
        return self._sealers.of(number.value, row["kek_id"], row["data_key"])

    async def _latest(
        self, query: str, hashes: list[bytes], limit: int, window: Window
    ) -> tuple[Stored, ...]:
        # One look per pepper: each follows its index from the newest on.
        within = (limit, window.until, window.first, window.last, list(window.without))
        rows = [r for each in hashes for r in await self._connections.rows(query, each, *within)]
        rows.sort(key=lambda row: (row["issued_at"], row["number"]), reverse=True)
        return tuple(
            stored(OrdonnanceNumber(row["number"]), row, self._sealers) for row in rows[:limit]
        )

    def _count(self, written: str, *entries: tuple[JournalEntry, Progress | None]) -> None:
        if written == Written.WRITTEN:
            for entry, progress in entries:
                self.journaled(entry, progress)

    def _written(self, answer: str, has_messages: bool) -> Written:
        written = Written(answer)
        self.conflicts += written is Written.CONFLICT
        if written is Written.WRITTEN and has_messages:
            self._waker.wake()
        return written


def _listed(reservation: str) -> bytes:
    return f"reserved-list|{reservation}".encode()
