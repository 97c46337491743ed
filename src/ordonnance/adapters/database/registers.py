"""The registers of pharmacies on PostgreSQL: keyed by place, encrypted, numbered by the act."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.codec import decode, encode
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.adapters.database.framing import join
from ordonnance.adapters.database.registering import RegisterRows
from ordonnance.adapters.keys import ROW
from ordonnance.domain.register import Registered, RegisterEntry, RegisterKind
from ordonnance.usecases.ports import Registering

TOLD_ONCE = 256
"""Acts just written whose numbers wait for their answer."""

MOST_AT_ONCE = 1000
"""Entries of one act in one register; a request names far fewer lines."""

_COLUMNS = "register, rank, entries, act_hash, undone_at, body"
_BETWEEN = f"""
SELECT {_COLUMNS} FROM base.register_entry
WHERE place_hash = $1 AND register = $2 AND on_day BETWEEN $3 AND $4
  AND rank > $5 - {MOST_AT_ONCE} AND rank + coalesce(entries, 1) > $5 + 1
ORDER BY rank LIMIT $6
"""
_OF_ACT = f"""
SELECT {_COLUMNS} FROM base.register_entry
WHERE place_hash = $1 AND act_hash = $2 ORDER BY register, rank
"""


@dataclass(frozen=True, slots=True)
class _Page:
    """The entries that one act wrote in one register, as they are sealed."""

    entries: tuple[RegisterEntry, ...]


class PostgresRegisters:
    """Read the registers of one pharmacy. Fails as PostgresBase does."""

    def __init__(
        self, connections: Connections, base_key: BaseKey, *, compact: bool = False
    ) -> None:
        self._connections = connections
        self._base_key = base_key
        self._dictionary = ROW if compact else None
        self._told: OrderedDict[tuple[str, str, str], tuple[Registered, ...]] = OrderedDict()

    async def between(
        self, place: str, kind: RegisterKind, first: date, last: date, after: int, limit: int
    ) -> tuple[Registered, ...]:
        """Entries of those days, both included, numbered above `after`, in order."""
        key = _key(self._base_key, place)
        rows = await self._connections.rows(
            _BETWEEN, _place(key), kind.value, first, last, after, limit
        )
        found = [each for row in rows for each in _registered(key, row) if each.rank > after]
        return tuple(found[:limit])

    async def of_act(self, place: str, number: str, reference: str) -> tuple[Registered, ...]:
        """The entries of one dispensing, by register, in order."""
        told = self._told.pop((place, number, reference), None)
        if told is not None:
            return told
        key = _key(self._base_key, place)
        rows = await self._connections.rows(_OF_ACT, _place(key), _act(key, number, reference))
        return tuple(each for row in rows for each in _registered(key, row))

    def rows(self, given: Registering) -> RegisterRows:
        """What apply_registered_acts takes of an act; its registers in one order always."""
        key = _key(self._base_key, given.place)
        act = _act(key, given.number, given.reference)
        by_kind = _by_kind(given)
        if any(len(entries) > MOST_AT_ONCE for _, entries in by_kind):
            raise ValueError("too many entries in one act")
        return RegisterRows(
            _place(key),
            act,
            given.on,
            given.undone_at,
            tuple(kind.value for kind, _ in by_kind),
            tuple(len(entries) for _, entries in by_kind),
            tuple(
                key.seal(encode(_Page(entries)), _where(kind.value, act), self._dictionary)
                for kind, entries in by_kind
            ),
        )

    def keep(self, given: Registering, ranks: Sequence[int]) -> None:
        """Keep the numbers that an act was just given: told once, to the answer of that act.

        Nothing else reads them here: what is asked again is read in the base.
        """
        if not given.entries:
            return
        told = tuple(
            Registered(first + place, entry)
            for (_, entries), first in zip(_by_kind(given), ranks, strict=True)
            for place, entry in enumerate(entries)
        )
        self._told[given.place, given.number, given.reference] = told
        if len(self._told) > TOLD_ONCE:
            self._told.popitem(last=False)


def _key(base_key: BaseKey, place: str) -> PurposeKey:
    return base_key.for_purpose("register", place)


def _place(key: PurposeKey) -> bytes:
    return key.hash(b"place")


def _act(key: PurposeKey, number: str, reference: str) -> bytes:
    return key.hash(join(number.encode(), reference.encode()))


def _where(register: str, act: bytes) -> bytes:
    return f"register|{register}|".encode() + act


def _by_kind(given: Registering) -> list[tuple[RegisterKind, tuple[RegisterEntry, ...]]]:
    entries = sorted(given.entries, key=lambda entry: entry.kind)
    return [(kind, tuple(each)) for kind, each in groupby(entries, lambda entry: entry.kind)]


def _registered(key: PurposeKey, row: Row) -> Iterator[Registered]:
    body = key.open(row["body"], _where(row["register"], row["act_hash"]))
    # A row written before holds its one entry itself.
    entries = (decode(body, RegisterEntry),) if row["entries"] is None else _entries(body)
    for place, entry in enumerate(entries):
        yield Registered(row["rank"] + place, entry, row["undone_at"])


def _entries(body: bytes) -> tuple[RegisterEntry, ...]:
    return decode(body, _Page).entries
