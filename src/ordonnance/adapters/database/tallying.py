"""What happened, hour by hour, for whoever runs the base: counts of codes, never of people.

Counted in memory and added to the base every few seconds: a crash loses those seconds of counts,
never an act. What is counted comes from closed sets: operations, acts, codes of refusals and
reasons, rules. No journal is opened to count. Reasons, and what an act was refused for, stand
covered: beside the instants of a journal, their hour would tell whose they are.
"""

import asyncio
import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.connections import Connections, DatabaseFault, Row
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import JournalEntry

FLUSH_SECONDS = 5.0
SHORT, LONG = timedelta(days=8), timedelta(days=100)
"""How long answers and times are kept, and how long acts and reasons."""

CLASSES_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000)
"""Upper ends of the classes of times, in milliseconds; what lasts longer is in none of them."""

BEYOND = "beyond"
DONE = "done"
MOST = 50_000
"""Distinct counts kept while the base cannot be reached; the sets are closed, far fewer."""

_ADD = "SELECT base.add_tallies($1, $2, $3, $4, $5, $6, $7)"
_DAYS = """
SELECT (t.since AT TIME ZONE $4)::date AS day, t.what, t.outcome, sum(t.count)::bigint AS count
FROM base.tally AS t WHERE t.kind = $1 AND t.since >= $2 AND t.since < $3
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_HOURS = """
SELECT t.since, t.what, t.outcome, t.count
FROM base.tally AS t WHERE t.kind = $1 AND t.since >= $2 AND t.since < $3
ORDER BY t.since, t.what, t.outcome
"""
_WHOLE = """
SELECT t.what, t.outcome, sum(t.count)::bigint AS count
FROM base.tally AS t WHERE t.kind = $1 AND t.since >= $2 AND t.since < $3
GROUP BY 1, 2 ORDER BY 1, 2
"""
_log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What is counted. `what` and `outcome` are: act and DONE or a code of refusal; operation and
    "" or a code; act and a reason; operation and the upper end of a class of times."""

    ACT = "act"
    ANSWER = "answer"
    REASON = "reason"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Tallied:
    """One count over the period asked."""

    what: str
    outcome: str
    count: int


class Tallies:
    """Counts, and reads what all the servers counted. `now` dates what is counted."""

    def __init__(
        self, connections: Connections, base_key: BaseKey, now: Callable[[], datetime]
    ) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("tally", "")
        self._now = now
        self._counts: Counter[tuple[Kind, datetime, str, str]] = Counter()
        self._since = self._until = datetime.min.replace(tzinfo=UTC)

    def answered(self, operation: str, code: str, seconds: float) -> None:
        """One answer; `code` is empty unless refused."""
        hour = self._hour()
        self._add(Kind.ANSWER, hour, operation, code)
        self._add(Kind.TIME, hour, operation, _class(seconds))

    def journaled(self, entry: JournalEntry, progress: Progress | None = None) -> None:
        """One entry of a journal, with its reasons; `progress` is what a dispensing left."""
        hour = self._hour()
        self._add(Kind.ACT, hour, entry.act, entry.details.get("refused") or DONE)
        for reason in dict.fromkeys(_reasons(entry, progress)):
            self._add(Kind.REASON, hour, entry.act, reason)

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
        kinds, since, what, bare = zip(*counts, strict=True)
        outcomes = map(self._covered, kinds, bare)
        now = self._now()
        try:
            await self._connections.value(
                _ADD, list(kinds), list(since), list(what), list(outcomes), list(counts.values()),
                now - SHORT, now - LONG,
            )  # fmt: skip
        except Refusal as refused:
            _log.warning("tallies not written: %s", refused.code)
            if len(counts) < MOST:
                self._counts.update(counts)
        except DatabaseFault as fault:
            # Kept, they would fail again and again; an act never fails for them.
            _log.error("tallies lost: %s", fault)

    async def by_day(
        self, kind: Kind, first: datetime, end: datetime, zone: str
    ) -> Sequence[tuple[date, Tallied]]:
        """Counts by day of that zone, in order. Raises Refusal BASE_UNAVAILABLE."""
        rows = await self._connections.rows(_DAYS, kind, first, end, zone)
        return [(row["day"], self._tallied(kind, row)) for row in rows]

    async def by_hour(
        self, kind: Kind, first: datetime, end: datetime
    ) -> Sequence[tuple[datetime, Tallied]]:
        """Counts by hour, in order. Raises Refusal BASE_UNAVAILABLE."""
        rows = await self._connections.rows(_HOURS, kind, first, end)
        return [(row["since"], self._tallied(kind, row)) for row in rows]

    async def whole(self, kind: Kind, first: datetime, end: datetime) -> Sequence[Tallied]:
        """Counts of the whole period. Raises Refusal BASE_UNAVAILABLE."""
        rows = await self._connections.rows(_WHOLE, kind, first, end)
        return [self._tallied(kind, row) for row in rows]

    def _covered(self, kind: Kind, outcome: str) -> str:
        return self._key.cover(outcome) if _is_covered(kind, outcome) else outcome

    def _tallied(self, kind: Kind, row: Row) -> Tallied:
        outcome: str = row["outcome"]
        if _is_covered(kind, outcome):
            outcome = self._key.uncover(outcome)
        return Tallied(row["what"], outcome, row["count"])

    def _hour(self) -> datetime:
        now = self._now()
        if not self._since <= now < self._until:
            self._since = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
            self._until = self._since + timedelta(hours=1)
        return self._since

    def _add(self, kind: Kind, hour: datetime, what: str, outcome: str) -> None:
        self._counts[kind, hour, what, outcome] += 1


def _is_covered(kind: Kind, outcome: str) -> bool:
    return kind is Kind.REASON or (kind is Kind.ACT and outcome != DONE)


def _class(seconds: float) -> str:
    rank = bisect_left(CLASSES_MS, seconds * 1000)
    return str(CLASSES_MS[rank]) if rank < len(CLASSES_MS) else BEYOND


def _reasons(entry: JournalEntry, progress: Progress | None) -> Iterator[str]:
    """Coded reasons of an entry: of the act, of its lines, of rules answered; no free text."""
    if reason := entry.details.get("reason"):
        yield reason
    if withdraw := entry.details.get("withdraw"):
        yield f"withdraw:{withdraw}"
    for rule in filter(None, entry.details.get("acknowledged", "").split(", ")):
        yield f"rule:{rule}"
    if entry.act == "dispense" and progress is not None and progress.dispenses:
        last = progress.dispenses[-1]
        for served in last.served:
            if served.quantity_reason is not None:
                yield f"quantity:{served.quantity_reason.value}"
        for declined in last.declined:
            yield f"decline:{declined.reason.value}"
