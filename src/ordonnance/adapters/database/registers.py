"""The registers of pharmacies on PostgreSQL: keyed by place, encrypted, numbered by the act."""

from datetime import date

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.codec import decode, encode
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.adapters.database.framing import join
from ordonnance.adapters.keys import ROW
from ordonnance.domain.register import Registered, RegisterEntry, RegisterKind
from ordonnance.usecases.ports import Registering

_BETWEEN = """
SELECT register, rank, act_hash, undone_at, body FROM base.register_entry
WHERE place_hash = $1 AND register = $2 AND rank > $5 AND on_day BETWEEN $3 AND $4
ORDER BY rank LIMIT $6
"""
_OF_ACT = """
SELECT register, rank, act_hash, undone_at, body FROM base.register_entry
WHERE place_hash = $1 AND act_hash = $2 ORDER BY register, rank
"""


class PostgresRegisters:
    """Read the registers of one pharmacy. Fails as PostgresBase does."""

    def __init__(
        self, connections: Connections, base_key: BaseKey, *, compact: bool = False
    ) -> None:
        self._connections = connections
        self._base_key = base_key
        self._dictionary = ROW if compact else None

    async def between(
        self, place: str, kind: RegisterKind, first: date, last: date, after: int, limit: int
    ) -> tuple[Registered, ...]:
        """Entries of those days, both included, numbered above `after`, in order."""
        key = _key(self._base_key, place)
        rows = await self._connections.rows(
            _BETWEEN, _place(key), kind.value, first, last, after, limit
        )
        return tuple(_registered(key, row) for row in rows)

    async def of_act(self, place: str, number: str, reference: str) -> tuple[Registered, ...]:
        """The entries of one dispensing, by register, in order."""
        key = _key(self._base_key, place)
        rows = await self._connections.rows(_OF_ACT, _place(key), _act(key, number, reference))
        return tuple(_registered(key, row) for row in rows)

    def arguments(self, given: Registering) -> tuple[object, ...]:
        """What apply_registered takes beside a change, in order; registers in one order always."""
        key = _key(self._base_key, given.place)
        act = _act(key, given.number, given.reference)
        entries = sorted(given.entries, key=lambda entry: entry.kind)
        return (
            _place(key),
            act,
            given.on,
            [entry.kind.value for entry in entries],
            [
                key.seal(encode(entry), _where(entry.kind.value, act), self._dictionary)
                for entry in entries
            ],
            given.undone_at,
        )


def _key(base_key: BaseKey, place: str) -> PurposeKey:
    return base_key.for_purpose("register", place)


def _place(key: PurposeKey) -> bytes:
    return key.hash(b"place")


def _act(key: PurposeKey, number: str, reference: str) -> bytes:
    return key.hash(join(number.encode(), reference.encode()))


def _where(register: str, act: bytes) -> bytes:
    return f"register|{register}|".encode() + act


def _registered(key: PurposeKey, row: Row) -> Registered:
    body = key.open(row["body"], _where(row["register"], row["act_hash"]))
    return Registered(row["rank"], decode(body, RegisterEntry), row["undone_at"])
