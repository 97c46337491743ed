"""A posology: its steps, the prescriber's own words, and what it consumes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ordonnance.domain.calendar import MAX_DURATION, Duration, Period, TimeUnit
from ordonnance.domain.course import Course, course_of
from ordonnance.domain.dosage import ANY_MEAL, DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.intake import takes_per_day

__all__ = ["ANY_MEAL", "DosageStep", "Dose", "MaxDose", "Moment", "Posology", "takes_per_day"]


@dataclass(frozen=True, slots=True)
class Posology:
    """How a medicine is taken: structured steps, the prescriber's own text, or both.

    Steps carry a `sequence` all together or not at all; without any they run in parallel. Amounts
    are counted in the unit of the doses; when steps count different things the answer is None.
    """

    steps: tuple[DosageStep, ...] = ()
    text: str | None = None
    _stages: tuple[tuple[DosageStep, ...], ...] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.text is not None and not self.text.strip():
            raise ValueError("posologie : un texte vide ne se prescrit pas")
        if not self.steps and self.text is None:
            raise ValueError("posologie : des prises ou un texte sont nécessaires")
        # Asked many times in one act: grouped once.
        object.__setattr__(self, "_stages", _grouped(self.steps))
        # Once too: many patients take the same, so that posologies are keys of what they imply.
        object.__setattr__(self, "_hash", hash((self.steps, self.text)))

    def __hash__(self) -> int:
        return self._hash

    def stages(self) -> tuple[tuple[DosageStep, ...], ...]:
        """Steps grouped by sequence, in order; the steps of one stage run together."""
        return self._stages

    def daily_units(self) -> Fraction | None:
        """Units per day at most, or None when the posology does not say.

        A Fraction, because a patch every 72 hours is exactly 1/3 a day. Ranges count by their
        high end. When stages follow each other, the heaviest one counts.
        """
        course = _course(self, None)
        return None if course is None else course.daily()

    def average_units(self) -> Fraction | None:
        """Units per day over whole cycles: 3/4 for one tablet on 21 days of 28.

        What a pack lasts is counted with it; without a cycle it is `daily_units`.
        """
        course = course_of(self.stages(), None)
        return None if course is None else course.average()

    def units_for(self, days: int, start: date | None = None) -> int | None:
        """Whole units needed for the first `days` days, or None when the posology does not say.

        Whole takes are counted (an injection a week for ten days: two), and a step takes nothing
        after its own end. `start` is the first day; it is needed when a step bounded in months
        may end within those days, else the answer is None. Raises ValueError below 0 days.
        """
        if days < 0:
            raise ValueError("posologie : un nombre de jours positif")
        course = _course(self, start)
        return None if course is None else course.units(days)

    def days_for(self, units: Decimal, start: date | None = None) -> int | None:
        """Days fully covered by `units`, or None when the posology does not say.

        When `units` cover the whole posology, its number of days. Raises ValueError below 0.
        """
        if units < 0:
            raise ValueError("posologie : un nombre d'unités positif")
        course = _course(self, start)
        return None if course is None else course.days(units)

    def total_units(self, start: date | None = None) -> int | None:
        """Whole units for the whole posology, or None when it does not say how long or how much."""
        total = self.total_duration()
        if total is None:
            return None
        days = total.exact_days if start is None else total.days_from(start)
        return None if days is None else self.units_for(days, start)

    def next_due(self, units: Decimal, start: date) -> date | None:
        """The day after the last one that `units` cover, when taken from `start`.

        None when the posology does not say, or beyond the calendar. Raises ValueError below 0.
        """
        days = self.days_for(units, start)
        if days is None or days > (date.max - start).days:
            return None
        return start + timedelta(days=days)

    def total_duration(self) -> Duration | None:
        """How long the whole posology lasts when every step says it, else None.

        One unit throughout is kept; days and weeks together give days; months with days give
        None, since their sum depends on the first day.
        """
        total: Duration | None = None
        for stage in self.stages():
            lasts = _stage_duration(stage)
            if lasts is None:
                return None
            total = lasts if total is None else _sum(total, lasts)
            if total is None:
                return None
        return total


def _grouped(steps: tuple[DosageStep, ...]) -> tuple[tuple[DosageStep, ...], ...]:
    """The steps by sequence. Raises ValueError when only some have one."""
    if len(steps) < 2:
        return (steps,) if steps else ()
    if len({step.sequence is None for step in steps}) > 1:
        raise ValueError("posologie : toutes les étapes sont numérotées, ou aucune")
    numbers = sorted({step.sequence or 0 for step in steps})
    return tuple(
        tuple(step for step in steps if (step.sequence or 0) == number) for number in numbers
    )


@lru_cache(maxsize=8192)
def _course(posology: Posology, start: date | None) -> Course | None:
    """Kept: each pack in which a line may be counted asks for it."""
    return course_of(posology.stages(), start)


def _stage_duration(stage: Sequence[DosageStep]) -> Duration | None:
    dated = [step for step in stage if step.bounds_start is not None]
    if len(stage) == 1 or not dated:
        return _longest([_duration(step) for step in stage])
    spans = [_span(step) for step in stage]
    first = min((span.first for span in spans if span), default=None)
    last = max((span.last for span in spans if span), default=None)
    if first is None or last is None or None in spans:
        return None
    return _within_limits((last - first).days + 1, TimeUnit.DAY)


def _span(step: DosageStep) -> Period | None:
    """The dates of a step that gives its first and its last day."""
    if step.bounds_start is None:
        return None
    last = step.bounds.last_day(step.bounds_start) if step.bounds else step.bounds_end
    return None if last is None else Period(step.bounds_start, last)


def _duration(step: DosageStep) -> Duration | None:
    if step.bounds is not None:
        return step.bounds
    if step.bounds_start is None or step.bounds_end is None:
        return None
    return _within_limits((step.bounds_end - step.bounds_start).days + 1, TimeUnit.DAY)


def _longest(durations: Sequence[Duration | None]) -> Duration | None:
    longest: Duration | None = None
    for duration in durations:
        if duration is None:
            return None
        if longest is None:
            longest = duration
            continue
        kept, other = _comparable(longest), _comparable(duration)
        if kept[1] is not other[1]:
            return None
        longest = duration if other[0] > kept[0] else longest
    return longest


def _sum(one: Duration, other: Duration) -> Duration | None:
    if one.unit is other.unit:
        return _within_limits(one.value + other.value, one.unit)
    first, second = _comparable(one), _comparable(other)
    return _within_limits(first[0] + second[0], first[1]) if first[1] is second[1] else None


def _within_limits(value: int, unit: TimeUnit) -> Duration | None:
    return Duration(value, unit) if value <= MAX_DURATION else None


def _comparable(duration: Duration) -> tuple[int, TimeUnit]:
    """The duration in days when it is exact, in months otherwise: a year is twelve months."""
    days = duration.exact_days
    if days is not None:
        return days, TimeUnit.DAY
    return duration.value * (12 if duration.unit is TimeUnit.YEAR else 1), TimeUnit.MONTH
