"""Caps on openings and on mistyped numbers: sliding windows, shared by the servers of one base.

Each process counts what it sees to the second, and learns every SHARE_SECONDS what the others
counted, by span of time (`sharing.run`). So a cap holds for the base, but for what the others let
pass since they were last heard: at most what they open in 2 x SHARE_SECONDS. A structure that goes
over the cap is reported once per hour and process.
"""

import collections
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ordonnance.domain.errors import Refusal

MISSES = 20
"""Unknown or mistyped numbers that a caller may send in MISS_WINDOW (ARCHITECTURE, Who 1)."""

MISS_WINDOW = timedelta(minutes=10)
HOUR = timedelta(hours=1)

SLOT = timedelta(minutes=1)
"""Span by which processes tell their counts; what another counted leaves with the whole span."""

AHEAD = timedelta(minutes=1)
"""What is counted later than that after the present was counted by a clock since put back."""

MOST_KEYS = 100_000
"""Structures, and callers, followed at most; the oldest is forgotten beyond."""

_MOST_SEEN = 100_000


@dataclass(frozen=True, slots=True)
class Count:
    """What one process counted in one span for whatever `counted` (a keyed hash) stands for."""

    counted: bytes
    slot: datetime
    process: UUID
    count: int


@dataclass(slots=True)
class _Window:
    """What is known of one key: our own instants, and the counts of others by span."""

    counted: bytes
    own: collections.deque[datetime] = field(
        default_factory=lambda: collections.deque(maxlen=_MOST_SEEN)
    )
    others: dict[tuple[datetime, UUID], int] = field(default_factory=dict)

    def total(self, at: datetime, lasting: timedelta) -> int:
        """How many in the time before `at`; what is older, or AHEAD of it, is forgotten."""
        since = at - lasting
        stale = since - SLOT
        self.forget_ahead(at)
        while self.own and self.own[0] <= since:
            self.own.popleft()
        for key in [key for key in self.others if key[0] <= stale]:
            del self.others[key]
        return len(self.own) + sum(self.others.values())

    def add(self, at: datetime) -> None:
        """Count one more."""
        self.forget_ahead(at)
        self.own.append(at)

    def forget_ahead(self, at: datetime) -> None:
        """Forget what was counted AHEAD of `at`, which stands last until something follows it."""
        until = at + AHEAD
        while self.own and self.own[-1] > until:
            self.own.pop()
        for key in [key for key in self.others if key[0] > until]:
            del self.others[key]

    def below(self, cap: int, lasting: timedelta) -> datetime:
        """When the total falls below the cap, if nothing is added."""
        ends = [(at + lasting, 1) for at in self.own]
        ends += [(slot + SLOT + lasting, count) for (slot, _), count in self.others.items()]
        over = len(self.own) + sum(self.others.values()) - cap + 1
        for at, count in sorted(ends):
            over -= count
            if over <= 0:
                return at
        raise ValueError("nothing is above the cap")


_Windows = collections.OrderedDict[str, _Window]


class OpeningCounter:
    """The port `Openings`. `alert` receives a structure gone over, `refused` each of its openings
    from then on; `keyed` hides who is counted."""

    def __init__(
        self,
        per_hour: int,
        alert: Callable[[str], None],
        keyed: Callable[[str], bytes] = lambda text: text.encode(),
        refused: Callable[[str, datetime], None] = lambda _structure, _at: None,
    ) -> None:
        self._per_hour = per_hour
        self._alert = alert
        self._keyed = keyed
        self._refused = refused
        self._openings: _Windows = collections.OrderedDict()
        self._misses: _Windows = collections.OrderedDict()
        self._alerted: dict[str, datetime] = {}
        self._told: dict[tuple[bytes, datetime], int] = collections.defaultdict(int)
        self._changed: set[tuple[bytes, datetime]] = set()
        self._heard: dict[bytes, dict[tuple[datetime, UUID], int]] = {}
        self._swept: datetime | None = None

    def opened(self, structure: str, at: datetime) -> None:
        """Count an opening; OPENINGS_CAPPED above the cap of the last hour."""
        window = self._window(self._openings, "opening", structure)
        if window.total(at, HOUR) >= self._per_hour:
            last = self._alerted.get(structure)
            if last is None or not at - HOUR < last <= at + AHEAD:
                self._alerted[structure] = at
                self._alert(structure)
            self._refused(structure, at)
            wait = window.below(self._per_hour, HOUR) - at
            raise Refusal.of("OPENINGS_CAPPED", **_waits(wait))
        self._add(window, at)

    def missed(self, caller: str, at: datetime) -> None:
        """Count a number that opened nothing."""
        self._add(self._window(self._misses, "miss", caller), at)

    def allowed(self, caller: str, at: datetime) -> None:
        """TOO_MANY_ATTEMPTS while the caller missed MISSES times in the window."""
        window = self._window(self._misses, "miss", caller)
        if window.total(at, MISS_WINDOW) >= MISSES:
            wait = window.below(MISSES, MISS_WINDOW) - at
            raise Refusal.of("TOO_MANY_ATTEMPTS", **_waits(wait))

    def changed(self, process: UUID) -> list[Count]:
        """What this process counted since the last time, to tell the others."""
        changed, self._changed = self._changed, set()
        return [Count(key, slot, process, self._told[key, slot]) for key, slot in changed]

    def again(self, counts: Iterable[Count]) -> None:
        """These could not be told: they go with the next ones."""
        self._changed.update((each.counted, each.slot) for each in counts)

    def learn(self, counts: Iterable[Count], at: datetime) -> None:
        """What others counted; the same count learnt twice counts once.

        What is too old, or counted by a clock since put back, is left out.
        """
        oldest, until = at - HOUR - SLOT, at + AHEAD
        for each in counts:
            if oldest < each.slot <= until:
                self._heard.setdefault(each.counted, {})[each.slot, each.process] = each.count
        if self._swept is not None:
            if abs(at - self._swept) < SLOT:
                return
            if at < self._swept:
                self._forget_ahead(at)
        self._swept = at
        for counted in [key for key, by in self._heard.items() if max(by)[0] <= oldest]:
            del self._heard[counted]
        for key in [key for key in self._told if not oldest < key[1] <= until]:
            del self._told[key]

    def _forget_ahead(self, at: datetime) -> None:
        """The clock was put back: forget what was counted AHEAD of it, here or elsewhere."""
        for window in (*self._openings.values(), *self._misses.values()):
            window.forget_ahead(at)
        for counted, by in list(self._heard.items()):
            kept = {key: count for key, count in by.items() if key[0] <= at + AHEAD}
            if kept:
                self._heard[counted] = kept
            else:
                del self._heard[counted]

    def _window(self, windows: _Windows, kind: str, key: str) -> _Window:
        window = windows.get(key)
        if window is None:
            counted = self._keyed(f"{kind}|{key}")
            window = windows[key] = _Window(counted)
            if len(windows) > MOST_KEYS:
                windows.popitem(last=False)
        heard = self._heard.get(window.counted)
        if heard:
            window.others.update(heard)
            del self._heard[window.counted]
        return window

    def _add(self, window: _Window, at: datetime) -> None:
        window.add(at)
        seconds = int(at.timestamp()) // int(SLOT.total_seconds()) * int(SLOT.total_seconds())
        key = (window.counted, datetime.fromtimestamp(seconds, UTC))
        self._told[key] += 1
        self._changed.add(key)


def _waits(wait: timedelta) -> dict[str, int]:
    """The facts of a refusal that says how long it lasts: whole seconds, and minutes for people."""
    seconds = max(1, -int(-wait.total_seconds() // 1))
    return {"seconds": seconds, "minutes": max(1, -(-seconds // 60))}
