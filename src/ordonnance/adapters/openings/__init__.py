"""Caps on openings and on mistyped numbers, counted in this process.

Each server process counts for itself: with n processes the effective cap is at most n times the
setting (docs/adr/0021). A structure that goes over the cap is reported once per hour.
"""

import collections
from collections.abc import Callable
from datetime import datetime, timedelta

from ordonnance.domain.errors import Refusal

MISSES = 20
"""Unknown or mistyped numbers that a caller may send in MISS_WINDOW (ARCHITECTURE, Who 1)."""

MISS_WINDOW = timedelta(minutes=10)

HOUR = timedelta(hours=1)

MOST_KEYS = 100_000
"""Callers followed at most; the oldest is forgotten beyond, so that memory stays bounded."""


class OpeningCounter:
    """Sliding windows per structure and per caller. `alert` receives a structure gone over."""

    def __init__(self, per_hour: int, alert: Callable[[str], None]) -> None:
        self._per_hour = per_hour
        self._alert = alert
        self._openings: collections.OrderedDict[str, collections.deque[datetime]] = (
            collections.OrderedDict()
        )
        self._misses: collections.OrderedDict[str, collections.deque[datetime]] = (
            collections.OrderedDict()
        )
        self._alerted: dict[str, datetime] = {}

    def opened(self, structure: str, at: datetime) -> None:
        """Count an opening; OPENINGS_CAPPED above the cap of the last hour."""
        seen = _window(self._openings, structure, at - HOUR)
        if len(seen) >= self._per_hour:
            last = self._alerted.get(structure)
            if last is None or last <= at - HOUR:
                self._alerted[structure] = at
                self._alert(structure)
            raise Refusal.of("OPENINGS_CAPPED")
        seen.append(at)

    def missed(self, caller: str, at: datetime) -> None:
        """Count a number that opened nothing."""
        _window(self._misses, caller, at - MISS_WINDOW).append(at)

    def allowed(self, caller: str, at: datetime) -> None:
        """TOO_MANY_ATTEMPTS while the caller missed MISSES times in the window."""
        seen = _window(self._misses, caller, at - MISS_WINDOW)
        if len(seen) >= MISSES:
            wait = seen[0] + MISS_WINDOW - at
            raise Refusal.of("TOO_MANY_ATTEMPTS", minutes=max(1, round(wait.total_seconds() / 60)))


def _window(
    counters: "collections.OrderedDict[str, collections.deque[datetime]]",
    key: str,
    since: datetime,
) -> "collections.deque[datetime]":
    seen = counters.get(key)
    if seen is None:
        seen = counters[key] = collections.deque(maxlen=100_000)
        if len(counters) > MOST_KEYS:
            counters.popitem(last=False)
    while seen and seen[0] <= since:
        seen.popleft()
    return seen
