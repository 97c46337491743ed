"""Counts as an operator reads them: acts by day and hour, refusals, times, reasons."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from ordonnance.adapters.database.tallying import BEYOND, DONE, Tallied

At = TypeVar("At", date, datetime)

FEWEST = 5
"""A reason met fewer times than that in a period is not told by its figure."""

COUNTER_BUDGET_MS, BUDGET_MS = 50, 1000
"""For 95 answers in 100 of the counter's screens; for 99 in 100 of anything else."""

_COUNTER = "web /comptoir"


@dataclass(frozen=True, slots=True)
class Series:
    """What was counted of one thing, at each day or hour of a period."""

    what: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Over the period."""
        return sum(self.counts)


Times = tuple[float, float, float]
"""Half, 95 in 100 and 99 in 100 of the answers came within so many milliseconds."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Times of one operation, in milliseconds; `judged` is the one that its budget is for."""

    operation: str
    answers: int
    half: float
    most: float
    nearly_all: float
    budget: int
    by_hour: tuple[Times | None, ...] = ()
    """The same three of each hour, None for an hour without an answer."""

    @property
    def judged(self) -> float:
        """95 in 100 at the counter, 99 in 100 elsewhere."""
        return self.most if self.budget == COUNTER_BUDGET_MS else self.nearly_all

    @property
    def over(self) -> bool:
        """True beyond its budget."""
        return self.judged > self.budget


@dataclass(frozen=True, slots=True)
class ActCount:
    """One act over a period: done, and refused once the ordonnance was opened."""

    act: str
    done: int
    refused: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """One reason of one act; `count` None when it is met fewer than FEWEST times."""

    act: str
    reason: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Volumes:
    """Everything of the volumes page."""

    days: tuple[date, ...]
    by_day: tuple[Series, ...]
    hours: tuple[datetime, ...]
    by_hour: tuple[Series, ...]
    refusals: tuple[tuple[str, int], ...]
    latencies: tuple[Latency, ...]
    timed: tuple[datetime, ...]
    """The hours of the times, the last one not over yet."""


@dataclass(frozen=True, slots=True)
class JournalCounts:
    """Everything of the journals page, but the last verification."""

    days: tuple[date, ...]
    entries: Series
    acts: tuple[ActCount, ...]
    refusals: tuple[ReasonCount, ...]
    reasons: tuple[ReasonCount, ...]


def days_until(last: date, count: int) -> tuple[date, ...]:
    """That many days, `last` included, in order."""
    return tuple(last - timedelta(days=rank) for rank in reversed(range(count)))


def hours_until(last: datetime, count: int) -> tuple[datetime, ...]:
    """That many hours, that of `last` included, in order."""
    whole = last.replace(minute=0, second=0, microsecond=0)
    return tuple(whole - timedelta(hours=rank) for rank in reversed(range(count)))


def done_by(
    rows: Iterable[tuple[At, Tallied]], moments: Sequence[At], always: Sequence[str]
) -> tuple[Series, ...]:
    """Acts done at each moment: those of `always` first, then the others that were met."""
    found: dict[str, Counter[At]] = defaultdict(Counter)
    for at, each in rows:
        if each.outcome == DONE:
            found[each.what][at] += each.count
    names = [*always, *sorted(set(found) - set(always))]
    return tuple(Series(name, tuple(found[name][at] for at in moments)) for name in names)


def entries_by(rows: Iterable[tuple[At, Tallied]], moments: Sequence[At]) -> Series:
    """Entries of the journals at each moment, refused ones included."""
    found: Counter[At] = Counter()
    for at, each in rows:
        found[at] += each.count
    return Series("", tuple(found[at] for at in moments))


def refusals_of(answers: Iterable[Tallied]) -> tuple[tuple[str, int], ...]:
    """Refusals by code, the most frequent first."""
    found: Counter[str] = Counter()
    for each in answers:
        if each.outcome:
            found[each.outcome] += each.count
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def latencies_of(
    rows: Iterable[tuple[datetime, Tallied]], hours: Sequence[datetime]
) -> tuple[Latency, ...]:
    """Times by operation over these hours: those over their budget first, then the most asked."""
    found: dict[str, dict[datetime, Counter[float]]] = defaultdict(lambda: defaultdict(Counter))
    for at, each in rows:
        end = float("inf") if each.outcome == BEYOND else float(each.outcome)
        found[each.what][at][end] += each.count
    told = [_latency(name, each, hours) for name, each in found.items()]
    return tuple(sorted(told, key=lambda each: (not each.over, -each.answers, each.operation)))


def _latency(
    operation: str, found: Mapping[datetime, Counter[float]], hours: Sequence[datetime]
) -> Latency:
    whole: Counter[float] = Counter()
    for each in found.values():
        whole.update(each)
    at_counter = operation.startswith(_COUNTER)
    budget = COUNTER_BUDGET_MS if at_counter else BUDGET_MS
    by_hour = tuple(_times(found[at]) if at in found else None for at in hours)
    return Latency(operation, whole.total(), *_times(whole), budget, by_hour)


def _times(classes: Mapping[float, int]) -> Times:
    half, most, nearly_all = (quantile(classes, share) for share in (0.5, 0.95, 0.99))
    return half, most, nearly_all


def quantile(classes: Mapping[float, int], share: float) -> float:
    """The upper end of the class in which that share of the answers is reached.

    Never less than the truth; what lasted beyond the last class is told as infinite.
    """
    total, seen = sum(classes.values()), 0
    for end in sorted(classes):
        seen += classes[end]
        if seen >= share * total:
            return end
    return 0.0


def acts_of(rows: Iterable[Tallied]) -> tuple[ActCount, ...]:
    """Each act, the most frequent first."""
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for each in rows:
        (done if each.outcome == DONE else refused)[each.what] += each.count
    names = sorted({*done, *refused}, key=lambda name: (-done[name] - refused[name], name))
    return tuple(ActCount(name, done[name], refused[name]) for name in names)


def reasons_of(
    rows: Iterable[Tallied], *, act: str = "", refusals: bool = False
) -> tuple[ReasonCount, ...]:
    """Reasons of the acts, or their codes of refusal: the most frequent first, small ones hidden.

    A code of refusal is told as it is: the logs of the operator have a line for each.
    """
    kept = [each for each in rows if each.outcome != DONE and act in ("", each.what)]
    kept.sort(key=lambda each: (-each.count if shown(each, refusals) else 0, each.what,
                                each.outcome))  # fmt: skip
    return tuple(
        ReasonCount(each.what, each.outcome, each.count if shown(each, refusals) else None)
        for each in kept
    )


def shown(each: Tallied, refusals: bool) -> bool:
    """True for a figure that may be told."""
    return refusals or each.count >= FEWEST
