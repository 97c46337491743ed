"""The exchange of opening counts in PostgreSQL: an unlogged table, one round trip every 2 s."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.openings import HOUR, SLOT, Count

KEPT = HOUR + 2 * SLOT
"""How long a count is of use to others."""

_SHARE = "SELECT * FROM base.share_openings($1, $2, $3, $4, $5, $6)"


class PostgresExchange:
    """Counts by keyed hash, span and process: nobody in clear, no row that two servers write."""

    def __init__(self, connections: Connections, base_key: BaseKey, kept: timedelta = KEPT) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("openings", "")
        self._kept = kept

    def hash(self, text: str) -> bytes:
        """What stands for a structure or a caller in the table."""
        return self._key.hash(text.encode())

    async def share(
        self, process: UUID, mine: Sequence[Count], since: datetime
    ) -> tuple[Sequence[Count], datetime | None]:
        """Leave mine; the counts that others wrote since, and the instant of the newest.

        Raises Refusal BASE_UNAVAILABLE, DatabaseFault.
        """
        rows = await self._connections.rows(
            _SHARE, process, [each.counted for each in mine], [each.slot for each in mine],
            [each.count for each in mine], since, self._kept,
        )  # fmt: skip
        others = [
            Count(row["counted_hash"], row["slot"], row["process"], row["count"]) for row in rows
        ]
        return others, max((row["written_at"] for row in rows), default=None)
