"""A posology whose days are not all alike: cycles, alternations, stages, steps that end apart.

Its average rate says how long a pack lasts; it does not say what a part of the treatment takes.
"""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.posology import Posology


def uneven(posology: Posology) -> bool:
    """True when some days may take more than others."""
    if any(step.cycle is not None for step in posology.steps) or len(posology.stages()) > 1:
        return True
    ends = {(step.bounds_start, step.bounds, step.bounds_end) for step in posology.steps}
    return len(ends) > 1


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

    def portion(self, after: int, days: int, left: int) -> int:
        """Days of a portion of `days` days out of the `left` that remain.

        One that holds no unit is served with what follows it, and days off that come before the
        next take lengthen it: no portion is empty, and the next one is due on a day with a take.
        """
        idle = self.held(after, 0)
        days = days if idle < days else min(idle + days, left)
        reached = days + self.held(after + days, 0)
        return reached if reached < left else days
