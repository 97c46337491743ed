"""What whoever runs the base watches, as plain numbers: no person, no number, no drug."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from ordonnance.adapters.database.draining import LEASE, RELEASED, Claimed, MessageQueue
from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.bootstrap.disk import disk_free
from ordonnance.bootstrap.readiness import Readiness, Ready
from ordonnance.domain.number import OrdonnanceNumber

DELIVERIES = ("done", "failed", "released")
LAG_EVERY_SECONDS = 0.25
LAG_WINDOW_SECONDS = 60.0
MEBIBYTE = 1024 * 1024


@dataclass(slots=True)
class Tally:
    """What happened since this process started."""

    openings_over_cap: int = 0
    deliveries: Counter[str] = field(default_factory=Counter)


class CountedQueue:
    """An outbox whose deliveries are counted by how they ended."""

    def __init__(self, queue: MessageQueue, tally: Tally) -> None:
        self._queue = queue
        self._tally = tally

    async def claim(self, limit: int, lease: timedelta = LEASE) -> Sequence[Claimed]:
        """Take messages."""
        return await self._queue.claim(limit, lease)

    async def done(self, number: OrdonnanceNumber, sequence: int) -> None:
        """One delivered."""
        await self._queue.done(number, sequence)
        self._tally.deliveries["done"] += 1

    async def release(self, beyond: timedelta) -> int:
        """Bring forward what waits longer than that."""
        return await self._queue.release(beyond)

    async def failed(
        self, number: OrdonnanceNumber, sequence: int, code: str, backoff: timedelta
    ) -> None:
        """One that failed, or given back by a worker that stops."""
        await self._queue.failed(number, sequence, code, backoff)
        self._tally.deliveries["released" if code == RELEASED else "failed"] += 1


class LoopLag:
    """How late the event loop wakes up: what every request waits on top of its own work."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    async def run(self, stop: asyncio.Event) -> None:
        """Measure until `stop`."""
        while not stop.is_set():
            before = time.monotonic()
            await asyncio.sleep(LAG_EVERY_SECONDS)
            now = time.monotonic()
            self._seen.append((now, max(0.0, now - before - LAG_EVERY_SECONDS)))
            while self._seen[0][0] < now - LAG_WINDOW_SECONDS:
                self._seen.popleft()

    def worst(self) -> float:
        """The worst of the last minute, in seconds."""
        return max((late for _, late in self._seen), default=0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of everything; what could not be read is None."""

    ready: Ready
    pool_in_use: int
    pool_idle: int
    pool_limit: int
    pool_waiters: int
    conflicts: int
    openings_over_cap: int
    deliveries: Mapping[str, int]
    disk_free: int
    disk_floor: int
    seal_key_seconds: float
    trust_seconds: float | None
    loop_lag: float


@dataclass(frozen=True, slots=True)
class Vitals:
    """Where each number is read."""

    base: OpenBase
    data: Path
    disk_floor: int
    seals: SealKeys
    trust: TrustAnchors | None
    now: Callable[[], datetime]
    readiness: Readiness
    tally: Tally
    lag: LoopLag = field(default_factory=LoopLag)

    async def read(self, *, ask: bool = True) -> Reading:
        """Read everything now; a database that hangs costs two seconds, not more.

        Without `ask`, the base is not looked at: only what this process knows by itself.
        """
        ready = await self.readiness.ask() if ask else Ready({})
        pool = self.base.connections.use()
        return Reading(
            ready=ready,
            pool_in_use=pool.in_use,
            pool_idle=pool.idle,
            pool_limit=pool.limit,
            pool_waiters=pool.waiters,
            conflicts=self.base.base.conflicts,
            openings_over_cap=self.tally.openings_over_cap,
            deliveries={each: self.tally.deliveries[each] for each in DELIVERIES},
            disk_free=disk_free(self.data),
            disk_floor=self.disk_floor,
            seal_key_seconds=seal_key_seconds(self.seals, self.now()),
            trust_seconds=None if self.trust is None else self._trust_seconds(self.trust),
            loop_lag=self.lag.worst(),
        )

    def _trust_seconds(self, trust: TrustAnchors) -> float:
        ends = min(each.not_valid_after_utc for each in trust.certificates)
        return (ends - self.now()).total_seconds()


def seal_key_seconds(seals: SealKeys, now: datetime) -> float:
    """How long a key of the base may still seal; negative or zero when none may."""
    ends = [key.not_after for key in seals.keys if key.private is not None and not key.withdrawn_at]
    return (max(ends) - now).total_seconds() if ends else 0.0
