"""A posology whose days are not all alike: cycles, alternations, stages, steps that end apart.

Its average rate says how long a pack lasts; it does not say what a part of the treatment takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.posology import DosageStep, Posology


def uneven(posology: Posology) -> bool:
    """True when some days may take more than others."""
    if any(step.cycle is not None for step in posology.steps) or len(posology.stages()) > 1:
        return True
    ends = {(step.bounds_start, step.bounds, step.bounds_end) for step in posology.steps}
    return len(ends) > 1


def left_on(posology: Posology, day: date) -> int | None:
    """Days left from `day` of a posology whose dates began before it; None when none did.

    What stands before the day of writing is past: only the rest of the dates is prescribed.
    """
    spans = [(step.bounds_start, last_of(step)) for step in posology.steps]
    known = [(first, last) for first, last in spans if first is not None and last is not None]
    if not known or len(known) < len(spans):
        return None
    first, last = min(first for first, _ in known), max(last for _, last in known)
    return (last - day).days + 1 if first < day <= last else None


def last_of(step: DosageStep) -> date | None:
    """The last day of a step that gives its dates, None when it does not."""
    if step.bounds is not None and step.bounds_start is not None:
        return step.bounds.last_day(step.bounds_start)
    return step.bounds_end


def counted_from(posology: Posology, days: int, start: date) -> date:
    """The day from which `days` days are counted: `start`, or the first date of the posology.

    Its dates do not bear on a treatment that they leave out: written after they are past, or
    before they begin, the whole of it is served and not nothing.
    """
    dates = [step.bounds_start for step in posology.stages()[0] if step.bounds_start is not None]
    if not dates or len(dates) < len(posology.stages()[0]):
        return start
    first = min(dates)
    left_out = first > start or posology.units_for(days, start) == 0
    return first if left_out else start


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Units by day of a treatment of `days` days and `units` units, counted from its first day.

    `once` is the length in days of a course that each renewal repeats, None for one that runs on.
    """

    posology: Posology
    start: date
    days: int
    units: int
    once: int | None = None

    def until(self, days: int) -> int:
        """Whole units for the first `days` days."""
        if days >= self.days:
            return self.units
        whole, rest = (0, days) if not self.once else divmod(days, self.once)
        full = whole * self._units(self.once) if whole and self.once else 0
        return min(full + self._units(rest), self.units)

    def _units(self, days: int) -> int:
        return self.posology.units_for(days, self.start) or 0

    def between(self, after: int, days: int) -> int:
        """Whole units for `days` days once `after` days are past; such parts add up."""
        return self.until(after + days) - self.until(after)

    def held(self, after: int, units: int) -> int:
        """Most days that so many units cover once `after` days are past, days off included."""
        most = self.until(after) + units
        low, high = min(after, self.days), self.days
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.until(middle) <= most else (low, middle - 1)
        return max(low - after, 0)

    def packs_between(
        self, units_in: Callable[[int], int], after: int, least: int, most: int
    ) -> int:
        """Whole packs that cover from `least` to `most` days, more when none does, at least one.

        `units_in` says what so many packs hold; as for a month of days that are all alike.
        """
        needed, count = self.units - self.until(after), 1
        while units_in(count) < needed and self.held(after, units_in(count + 1)) <= most:
            count += 1
        covered = self.held(after, units_in(count))
        while count > 1 and self.held(after, units_in(count - 1)) == covered:
            count -= 1
        return count + 1 if covered < least and units_in(count) < needed else count

    def portion(self, after: int, days: int, left: int) -> int:
        """Days of a portion of `days` days out of the `left` that remain.

        One that holds no unit is served with what follows it, and days off that come before the
        next take lengthen it: no portion is empty, and the next one is due on a day with a take.
        """
        idle = self.held(after, 0)
        days = days if idle < days else min(idle + days, left)
        reached = days + self.held(after + days, 0)
        return reached if reached < left else days
