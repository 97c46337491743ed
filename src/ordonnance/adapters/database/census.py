"""The census of derogatory prescriptions on PostgreSQL: keyed by number, sealed, never taken away.

In clear stand the day and whether it was withdrawn or given back; nothing else can be read in it.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from ordonnance.adapters.database import calls
from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.codec import decode, encode
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.adapters.database.sealing import RowSealer
from ordonnance.domain.census import CensusEntry, CensusFlag, CensusRow, Counted
from ordonnance.domain.ids import Finess
from ordonnance.domain.number import OrdonnanceNumber

_BETWEEN = """
SELECT number_hash, body, withdrawn_at, bounced_at FROM base.census
WHERE on_day BETWEEN $1 AND $2 AND ($3::bytea IS NULL OR centre_hash = $3)
ORDER BY on_day, number_hash
"""
_FIRST = "SELECT min(on_day) FROM base.census WHERE $1::bytea IS NULL OR centre_hash = $1"
_WORDS = "SELECT words FROM base.census WHERE number_hash = $1"


class PostgresCensus:
    """The port Census. `sealer_of` opens what is sealed with an ordonnance. Fails as PostgresBase.

    A row sealed at one place does not open at another: neither can rows be exchanged.
    """

    def __init__(
        self,
        connections: Connections,
        base_key: BaseKey,
        sealer_of: Callable[[OrdonnanceNumber], Awaitable[RowSealer | None]],
    ) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("census", "")
        self._sealer_of = sealer_of

    async def between(
        self, first: date, last: date, centre: Finess | None = None
    ) -> tuple[CensusRow, ...]:
        """Rows prescribed on those days, both included, by day then id; of one centre if given."""
        rows = await self._connections.rows(_BETWEEN, first, last, self._centre(centre))
        return tuple(map(self._opened, rows))

    async def first_day(self, centre: Finess | None = None) -> date | None:
        """The day of the oldest row, None without any; of one centre if given."""
        day: date | None = await self._connections.value(_FIRST, self._centre(centre))
        return day

    async def flag(self, number: OrdonnanceNumber, flag: CensusFlag, at: datetime) -> bool:
        """Mark what happened since; the first time is kept. False when it is not counted."""
        withdrawn = at if flag is CensusFlag.WITHDRAWN else None
        bounced = at if flag is CensusFlag.BOUNCED else None
        found = await self._connections.value(
            calls.FLAG_CENSUS, self._number(number), withdrawn, bounced
        )
        return bool(found)

    async def words(self, number: OrdonnanceNumber) -> str | None:
        """The motive in the author's own words, for whoever may open that ordonnance."""
        sealed = await self._connections.value(_WORDS, self._number(number))
        sealer = await self._sealer_of(number) if sealed is not None else None
        return None if sealer is None else sealer.open("census", 0, sealed).decode()

    def arguments(self, counted: Counted, sealer: RowSealer) -> tuple[object, ...]:
        """What issue_counted takes of one prescription, after the arguments of the issue."""
        entry, row = counted.entry, self._hash("number", sealer.number)
        words = sealer.seal("census", 0, counted.words.encode()) if counted.words else None
        body = self._key.seal(encode(entry), b"body|" + row)
        return row, self._centre(entry.centre.finess), entry.on, body, words

    def _opened(self, row: Row) -> CensusRow:
        entry = decode(self._key.open(row["body"], b"body|" + row["number_hash"]), CensusEntry)
        told = {CensusFlag.WITHDRAWN: row["withdrawn_at"], CensusFlag.BOUNCED: row["bounced_at"]}
        flags = frozenset(flag for flag, at in told.items() if at is not None)
        return CensusRow(row["number_hash"].hex(), entry, flags)

    def _number(self, number: OrdonnanceNumber) -> bytes:
        return self._hash("number", number.value)

    def _centre(self, centre: Finess | None) -> bytes | None:
        return None if centre is None else self._hash("centre", centre.value)

    def _hash(self, kind: str, value: str) -> bytes:
        return self._key.hash(f"{kind}|{value}".encode())
