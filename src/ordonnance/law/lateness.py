"""Days of a stupéfiant lost to a late presentation (R.5132-33 al. 1; RULES algorithm 1).

The clock of the first fraction is the day of establishment, that of the next ones the last day
covered by the previous (ERRATA 16). Within the window the fraction is served in full; later, the
days elapsed since the clock are lost; a fraction wholly elapsed is gone and the next one counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the treatment stands: `at` starts the count, `left` days remain of the treatment."""

    at: date
    left: int
    first: bool = True

    def skip(self, span: int) -> "Clock":
        """The clock once a whole fraction went by: the first one includes its own first day."""
        return Clock(self.at + timedelta(days=span - self.first), self.left - span, first=False)


@dataclass(frozen=True, slots=True)
class Late:
    """What a presentation leaves: days that may be served at once, days lost by then."""

    usable: int
    lost: int
    left: int


def presented(clock: Clock, fraction: int | None, day: date, window: int) -> Late:
    """What may be served on `day`: at most one fraction, the whole treatment when there is none."""
    start = clock.left
    while clock.left > 0:
        span = min(fraction or clock.left, clock.left)
        elapsed = (day - clock.at).days
        if elapsed <= window:
            return Late(span, start - clock.left, clock.left)
        if elapsed < span:
            lost = start - clock.left + elapsed
            return Late(span - elapsed, lost, clock.left - elapsed)
        clock = clock.skip(span)
    return Late(0, start, 0)


def last_day(clock: Clock, fraction: int | None, window: int) -> date | None:
    """Last day on which something may still be served, None when nothing is left."""
    last: date | None = None
    while clock.left > 0:
        span = min(fraction or clock.left, clock.left)
        last = clock.at + timedelta(days=max(window, span - 1))
        clock = clock.skip(span)
    return last


def after_servings(
    clock: Clock, fraction: int | None, window: int, servings: Iterable[tuple[date, int]]
) -> Clock:
    """The clock after what was served: (first day covered, days) in order."""
    for first_day, days in servings:
        late = presented(clock, fraction, first_day, window)
        ends = first_day + timedelta(days=days - 1)
        clock = replace(clock, at=max(ends, clock.at), left=max(late.left - days, 0), first=False)
    return clock
