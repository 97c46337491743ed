"""Structures that opened too many ordonnances: kept until somebody on duty has seen it.

A structure is named by its FINESS, which is public; any other identifier may be a person's, and is
replaced by the short keyed hash that stands in the logs.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.connections import Connections, DatabaseFault
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.errors import Refusal

FLUSH_SECONDS = 5.0
KEPT = timedelta(days=366)
SHOWN = 200

_FINESS = re.compile(r"F(?P<number>[0-9A-Z]{9})")
_PLACE = b"opening_alert"
_ADD = "SELECT base.add_opening_alerts($1, $2, $3, $4, $5, $6, $7)"
_SEE = "SELECT base.see_opening_alert($1, $2, $3, $4, $5)"
_READ = """
SELECT structure_hash, hour, body, first_at, last_at, refused, seen_at, seen_by,
    coalesce(first_seen_at, seen_at) AS first_seen_at,
    coalesce(first_seen_by, seen_by) AS first_seen_by
FROM base.opening_alert
ORDER BY (seen_at IS NULL OR seen_at < last_at) DESC, last_at DESC, structure_hash LIMIT $1
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpeningAlert:
    """Openings refused to one structure in one hour. `seen_at` None: nobody has seen it.

    `seen`: the latest time; `first_seen`: the first one, which stays when it grows.
    """

    structure_hash: bytes
    hour: datetime
    named: str
    first_at: datetime
    last_at: datetime
    refused: int
    seen_at: datetime | None
    seen_by: str | None
    first_seen_at: datetime | None
    first_seen_by: str | None

    @property
    def name(self) -> str:
        """What stands for it as it is now, in a form."""
        return f"{self.structure_hash.hex()}-{self.hour:%Y%m%d%H}-{self.last_at.timestamp():.6f}"

    @property
    def awaits(self) -> bool:
        """True when nobody has seen it as it is now."""
        return self.seen_at is None or self.seen_at < self.last_at


@dataclass(slots=True)
class _Refused:
    first: datetime
    last: datetime
    count: int = 0


class OpeningAlerts:
    """Keeps them. `log_hash` is what the logs call a structure."""

    def __init__(
        self, connections: Connections, base_key: BaseKey, log_hash: Callable[[str], str]
    ) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("opening alert", "")
        self._log_hash = log_hash
        self._refused: dict[tuple[str, datetime], _Refused] = {}

    def refused(self, structure: str, at: datetime) -> None:
        """One opening refused to that structure above the cap."""
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        known = self._refused.setdefault((structure, hour), _Refused(at, at))
        known.last = max(known.last, at)
        known.count += 1

    async def run(self, stop: asyncio.Event, every: float = FLUSH_SECONDS) -> None:
        """Flush every few seconds until `stop`, and once more."""
        while not stop.is_set():
            await stopped_within(stop, every)
            await self.flush()

    async def flush(self) -> None:
        """Write what was refused; out of reach, it is kept for the next time."""
        refused, self._refused = self._refused, {}
        if not refused:
            return
        try:
            await self._connections.value(
                _ADD,
                [self._key.hash(structure.encode()) for structure, _ in refused],
                [hour for _, hour in refused],
                [self._sealed(structure) for structure, _ in refused],
                [each.first for each in refused.values()],
                [each.last for each in refused.values()],
                [each.count for each in refused.values()],
                max(each.last for each in refused.values()) - KEPT,
            )  # fmt: skip
        except Refusal as unreachable:
            _log.warning("opening alerts not written: %s", unreachable.code)
            for key, each in refused.items():
                known = self._refused.setdefault(key, _Refused(each.first, each.last))
                known.first, known.last = min(known.first, each.first), max(known.last, each.last)
                known.count += each.count
        except DatabaseFault as fault:
            _log.error("opening alerts lost: %s", fault)

    async def read(self, limit: int = SHOWN) -> tuple[OpeningAlert, ...]:
        """Those that nobody has seen first, then the latest. Raises Refusal BASE_UNAVAILABLE."""
        rows = await self._connections.rows(_READ, limit)
        return tuple(
            OpeningAlert(
                row["structure_hash"], row["hour"], self._key.open(row["body"], _PLACE).decode(),
                row["first_at"], row["last_at"], row["refused"], row["seen_at"], row["seen_by"],
                row["first_seen_at"], row["first_seen_by"],
            )
            for row in rows
        )  # fmt: skip

    async def see(
        self, structure: bytes, hour: datetime, last: datetime, at: datetime, by: str
    ) -> bool:
        """Somebody has seen it as it was at `last`; False when it has grown since."""
        return bool(await self._connections.value(_SEE, structure, hour, last, at, by))

    def _sealed(self, structure: str) -> bytes:
        return self._key.seal(self._named(structure).encode(), _PLACE)

    def _named(self, structure: str) -> str:
        found = _FINESS.fullmatch(structure)
        if found is not None:
            return f"FINESS {found['number']}"
        return f"sans FINESS, repère {self._log_hash(structure)}"
