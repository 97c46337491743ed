"""How often each registered client called each operation, and how it ended, day by day.

Counted in memory and added to the base every few seconds: a crash loses those seconds of counts,
never an act. Nothing here designates a person: workstation and AM number are kept as keyed hashes.
"""

import asyncio
import logging
from collections import Counter
from datetime import date
from typing import NamedTuple

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.codec import encode
from ordonnance.adapters.database.connections import Connections, DatabaseFault
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal

FLUSH_SECONDS = 5.0
CLIENTS_PER_FLUSH = 10_000
"""Distinct counts kept between two writings: a client that makes itself up each time stops here."""

_ADD = "SELECT base.add_counts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
_log = logging.getLogger(__name__)


class Counted(NamedTuple):
    """What is counted: one operation, how it ended (`ok`, `timeout`, a refusal code), by whom."""

    day: date
    operation: str
    outcome: str
    client: SoftwareClient


class OperationCounter:
    """Counts calls; `run` adds them to the base until stopped."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("client", "")
        self._counts: Counter[Counted] = Counter()

    def count(self, counted: Counted, times: int = 1) -> None:
        """One more; beyond CLIENTS_PER_FLUSH the client is counted as unknown."""
        if counted not in self._counts and len(self._counts) >= CLIENTS_PER_FLUSH:
            unknown = SoftwareClient.unknown()
            counted = Counted(counted.day, counted.operation, counted.outcome, unknown)
        self._counts[counted] += times

    async def run(self, stop: asyncio.Event, every: float = FLUSH_SECONDS) -> None:
        """Flush every few seconds until `stop`, and once more."""
        while not stop.is_set():
            await stopped_within(stop, every)
            await self.flush()

    async def flush(self) -> None:
        """Add what was counted to the base; out of reach, it is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            await self._connections.value(_ADD, *self._arguments(counts))
        except Refusal as refused:
            _log.warning("operation counts not written: %s", refused.code)
            self._counts.update(counts)
        except DatabaseFault as fault:
            # Kept, they would fail again and again; an act never fails for them.
            _log.error("operation counts lost: %s", fault)

    def _arguments(self, counts: Counter[Counted]) -> tuple[object, ...]:
        clients = {self._name(each.client): each.client for each in counts}
        return (
            list(clients),
            [client.editor for client in clients.values()],
            [client.product for client in clients.values()],
            [client.version for client in clients.values()],
            [client.module_version for client in clients.values()],
            [self._hashed(client.workstation) for client in clients.values()],
            [self._hashed(client.am) for client in clients.values()],
            [each.day for each in counts],
            [self._name(each.client) for each in counts],
            [each.operation for each in counts],
            [each.outcome for each in counts],
            list(counts.values()),
        )

    def _name(self, client: SoftwareClient) -> bytes:
        return self._key.hash(encode(client))

    def _hashed(self, value: str | None) -> bytes | None:
        return None if value is None else self._key.hash(value.encode())
