"""Desks in PostgreSQL: owners are keyed hashes, sheets are sealed under a key of their owner."""

from datetime import datetime
from uuid import UUID

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.usecases.ports import MOST_SHEETS, DeskKind, DeskSheet

_PUT = "SELECT base.put_on_desk($1, $2, $3, $4, $5, $6, $7)"
_GET = """SELECT id, version, written_at, body FROM base.desk
 WHERE owner_hash = $1 AND kind = $2 AND id = $3 AND until > $4"""
_ALL = """SELECT id, version, written_at, body FROM base.desk
 WHERE owner_hash = $1 AND kind = $2 AND until > $3 ORDER BY written_at DESC, id DESC LIMIT $4"""
_DROP = "SELECT base.drop_from_desk($1, $2, $3)"
_DROP_SEEN = "SELECT base.drop_seen_from_desk($1, $2, $3, $4)"


class PostgresDesk:
    """The port `Desk`. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._base_key = base_key

    async def put(self, owner: str, kind: DeskKind, sheet: DeskSheet, until: datetime) -> bool:
        """Write the sheet after its former version."""
        key = self._key(owner)
        return bool(
            await self._connections.value(
                _PUT,
                _row(key),
                kind.value,
                UUID(sheet.id),
                sheet.version,
                key.seal(sheet.content, _place(kind, sheet.id)),
                sheet.written_at,
                until,
            )
        )

    async def get(self, owner: str, kind: DeskKind, id: str, at: datetime) -> DeskSheet | None:
        """The sheet, None when its time is over."""
        key = self._key(owner)
        row = await self._connections.row(_GET, _row(key), kind.value, UUID(id), at)
        return None if row is None else _sheet(key, kind, row)

    async def all(self, owner: str, kind: DeskKind, at: datetime) -> tuple[DeskSheet, ...]:
        """The latest written first."""
        key = self._key(owner)
        rows = await self._connections.rows(_ALL, _row(key), kind.value, at, MOST_SHEETS)
        return tuple(_sheet(key, kind, row) for row in rows)

    async def drop(self, owner: str, kind: DeskKind, id: str) -> None:
        """Throw it away."""
        await self._connections.value(_DROP, _row(self._key(owner)), kind.value, UUID(id))

    async def drop_seen(self, owner: str, kind: DeskKind, id: str, version: int) -> bool:
        """Throw it away if nobody wrote since."""
        place = _row(self._key(owner)), kind.value, UUID(id)
        return bool(await self._connections.value(_DROP_SEEN, *place, version))

    def _key(self, owner: str) -> PurposeKey:
        return self._base_key.for_purpose("desk", owner)


def _row(key: PurposeKey) -> bytes:
    return key.hash(b"desk")


def _place(kind: DeskKind, id: str) -> bytes:
    """A sheet opens where it lies only: as that sheet of that kind."""
    return f"desk|{kind.value}|{id}".encode()


def _sheet(key: PurposeKey, kind: DeskKind, row: Row) -> DeskSheet:
    id = str(row["id"])
    return DeskSheet(id, row["version"], key.open(row["body"], _place(kind, id)), row["written_at"])
