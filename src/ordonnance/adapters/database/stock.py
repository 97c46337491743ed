"""The registers of secured paper on PostgreSQL: keyed by structure, encrypted, only added to."""

from itertools import groupby

from ordonnance.adapters.database import calls
from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.codec import CodecError, decode, encode
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.framing import join, split
from ordonnance.domain.secured_stock import StockEntry, StockNotice, notice_of
from ordonnance.usecases.ports import AnswerScope, StoredStock, Written

_READ = """
SELECT sequence, scope_hash, body FROM base.stock_entry WHERE place_hash = $1 ORDER BY sequence
"""
_NOTICES = """
SELECT place_hash, sequence, body FROM base.stock_notice WHERE lot_hash = $1
ORDER BY place_hash, sequence
"""


class PostgresStock:
    """Read and add to the register of one structure. Fails as PostgresBase does.

    Each line is sealed at its place and rank, and ranks follow each other without a gap: a line
    changed, moved or taken out of the middle no longer opens.
    """

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._base_key = base_key

    async def read(self, place: str, scope: AnswerScope | None = None) -> StoredStock:
        """The register of a structure (its key), in order; empty when it never wrote."""
        key = self._base_key.for_purpose("stock", place)
        asked = _scope(key, scope) if scope else None
        answered, digest = None, b""
        entries = []
        for rank, row in enumerate(await self._connections.rows(_READ, _place(key)), 1):
            if row["sequence"] != rank:
                raise CodecError("a line is missing in a register of secured paper")
            kept, body = split(key.open(row["body"], _line(rank)), 2)
            entries.append(decode(body, StockEntry))
            if row["scope_hash"] == asked:
                answered, digest = rank, kept
        return StoredStock(tuple(entries), answered, digest)

    async def append(
        self, place: str, expected: int, entry: StockEntry, scope: AnswerScope
    ) -> Written:
        """Write a line after the `expected` ones; the notice that it makes goes with it."""
        key = self._base_key.for_purpose("stock", place)
        rank, where = expected + 1, _place(key)
        notice, lot = notice_of(entry), self._lot(entry.key)
        sealed = lot.seal(encode(notice), _noticed(where, rank)) if notice else None
        written = await self._connections.value(
            calls.RECORD_STOCK, where, rank, _scope(key, scope), entry.at,
            key.seal(join(scope.digest, encode(entry)), _line(rank)),
            _place(lot) if notice else None, sealed,
        )  # fmt: skip
        return Written(written)

    async def notices(self, lot: str) -> tuple[tuple[StockNotice, ...], ...]:
        """What every structure declared of a lot (its key): in order, one tuple for each."""
        key = self._lot(lot)
        rows = await self._connections.rows(_NOTICES, _place(key))
        return tuple(
            tuple(
                decode(key.open(row["body"], _noticed(place, row["sequence"])), StockNotice)
                for row in told
            )
            for place, told in groupby(rows, lambda row: row["place_hash"])
        )

    def _lot(self, lot: str) -> PurposeKey:
        return self._base_key.for_purpose("stock-lot", lot)


def _place(key: PurposeKey) -> bytes:
    return key.hash(b"place")


def _scope(key: PurposeKey, scope: AnswerScope) -> bytes:
    return key.hash(join(scope.caller.encode(), scope.key.encode()))


def _line(rank: int) -> bytes:
    return f"stock|{rank}".encode()


def _noticed(place: bytes, rank: int) -> bytes:
    return f"stock-notice|{rank}|".encode() + place
