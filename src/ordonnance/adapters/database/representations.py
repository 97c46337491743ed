"""Who acts for whom, in PostgreSQL: found by keyed hashes, sealed under keys of their own."""

from collections.abc import Sequence
from datetime import datetime

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.connections import Connections
from ordonnance.usecases.ports import MOST_TRIES, KeptRepresentation

_MADE, _END, _CODE, _ACCOUNT = (
    b"representation", b"representation_end", b"representation_code", b"representation_account"
)  # fmt: skip
_RECORD = "SELECT base.record_representation($1, $2, $3, $4)"
_ENDED = "SELECT base.end_representation($1, $2, $3, $4)"
_OF = """
SELECT r.id::text AS id, r.body, e.body AS ended
FROM base.representation AS r
LEFT JOIN base.representation_end AS e USING (represented_hash, id)
WHERE r.represented_hash = $1 ORDER BY r.recorded_at, r.id
"""
_OFFER = "SELECT base.offer_representation_code($1, $2, $3, $4, $5, $6)"
_TRY = "SELECT base.try_representation_code($1, $2, $3, $4)"
_LINK = "SELECT base.link_representation_account($1, $2, $3, $4)"
_LINKED = """
SELECT body FROM base.representation_account WHERE account_hash = $1 ORDER BY linked_at, id
"""


class PostgresRepresentations:
    """The port `Representations`. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._base_key = base_key

    async def record(self, represented: str, id: str, held: bytes, at: datetime) -> None:
        """Keep a new representation."""
        key = self._person_key(represented)
        await self._connections.value(_RECORD, key.hash(_MADE), id, key.seal(held, _MADE), at)

    async def end(self, represented: str, id: str, held: bytes, at: datetime) -> None:
        """Keep how it ended."""
        key = self._person_key(represented)
        await self._connections.value(_ENDED, key.hash(_MADE), id, key.seal(held, _END), at)

    async def of(self, represented: str) -> Sequence[KeptRepresentation]:
        """Every representation of that person."""
        key = self._person_key(represented)
        rows = await self._connections.rows(_OF, key.hash(_MADE))
        return tuple(
            KeptRepresentation(
                row["id"], key.open(row["body"], _MADE),
                None if row["ended"] is None else key.open(row["ended"], _END),
            )
            for row in rows
        )  # fmt: skip

    async def offer(
        self, identity: str, id: str, code: str, held: bytes, at: datetime, until: datetime
    ) -> None:
        """Keep a code in the place of its former one."""
        key = self._code_key(identity)
        sealed = key.seal(held, _CODE)
        await self._connections.value(
            _OFFER, key.hash(_CODE), id, _hashed(key, code), sealed, at, until
        )

    async def tried(self, identity: str, code: str, at: datetime) -> bytes | None:
        """What the code opens."""
        key = self._code_key(identity)
        body = await self._connections.value(
            _TRY, key.hash(_CODE), _hashed(key, code), at, MOST_TRIES
        )
        return None if body is None else key.open(body, _CODE)

    async def link(self, account: str, id: str, held: bytes, at: datetime) -> None:
        """That account is the representative's."""
        key = self._account_key(account)
        await self._connections.value(_LINK, key.hash(_ACCOUNT), id, key.seal(held, _ACCOUNT), at)

    async def linked(self, account: str) -> Sequence[bytes]:
        """What each of its links holds."""
        key = self._account_key(account)
        rows = await self._connections.rows(_LINKED, key.hash(_ACCOUNT))
        return tuple(key.open(row["body"], _ACCOUNT) for row in rows)

    def _person_key(self, represented: str) -> PurposeKey:
        return self._base_key.for_purpose("representation", represented)

    def _code_key(self, identity: str) -> PurposeKey:
        return self._base_key.for_purpose("representation code", identity)

    def _account_key(self, account: str) -> PurposeKey:
        return self._base_key.for_purpose("representation account", account)


def _hashed(key: PurposeKey, code: str) -> bytes:
    return key.hash(b"code|" + code.encode())
