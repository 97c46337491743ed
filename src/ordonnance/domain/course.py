"""The course of a posology in days: which steps run when, and what they consume by then."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm

from ordonnance.domain.dosage import DosageStep
from ordonnance.domain.intake import Intake, ceiling_of, intake_of

NEVER = 10_000_000
"""Offset of a stage that follows a stage without end."""

LONGEST_LOOK = 366
"""Days of cycles that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Run:
    """One step on the course: it begins `first` days after the start and lasts `days` (None: on).

    `certain` is False when `days` is only the least it can be (months without a first day).
    Runs with the same `choice` exclude each other: a measure decides which one is taken. `most`
    is what the step may not exceed.
    """

    intake: Intake
    stage: int
    first: int
    days: int | None
    certain: bool
    choice: Hashable | None = None
    most: Intake | None = None

    def runs_on(self, offset: int) -> bool:
        """True when the step is taken `offset` days after the start."""
        return self.first <= offset and (self.days is None or offset < self.first + self.days)

    def rate_on(self, offset: int) -> Fraction:
        """Units taken that day."""
        return self.intake.rate_on(offset - self.first) if self.runs_on(offset) else Fraction(0)

    def elapsed(self, days: int) -> int:
        """Days of this run among the first `days` days of the course."""
        own = max(days - self.first, 0)
        return own if self.days is None else min(own, self.days)

    def consumed(self, days: int) -> Fraction:
        """Units taken during the first `days` days of the course."""
        return self.intake.over(self.elapsed(days))


@dataclass(frozen=True, slots=True)
class Course:
    """Every run of a posology, all counted in the same unit."""

    runs: tuple[Run, ...]

    def daily(self) -> Fraction:
        """Units per day at the heaviest moment; stages never add up, parallel steps do."""
        cycle = self._cycle()
        return max(_heaviest(runs, cycle) for runs in self._stages())

    def average(self) -> Fraction:
        """Units per day over whole cycles, in the heaviest stage; `daily` when nothing cycles."""
        if not any(run.intake.cycle for run in self.runs):
            return self.daily()
        return max(_added((run, run.intake.average) for run in runs) for runs in self._stages())

    def _stages(self) -> Iterable[list[Run]]:
        stages: dict[int, list[Run]] = {}
        for run in self.runs:
            stages.setdefault(run.stage, []).append(run)
        return stages.values()

    def _cycle(self) -> int:
        """Days after which every cycle begins again, at most a year."""
        cycles = [run.intake.cycle.days for run in self.runs if run.intake.cycle]
        return min(lcm(*cycles), LONGEST_LOOK)

    def units(self, days: int) -> int | None:
        """Whole units for the first `days` days, None when an end within them is uncertain."""
        if any(not run.certain and run.first + (run.days or 0) < days for run in self.runs):
            return None
        return ceil(sum((_consumed(runs, days) for runs in self._stages()), Fraction(0)))

    def days(self, units: Decimal) -> int | None:
        """Days fully covered by `units`; the whole course when they cover it; None if uncertain."""
        whole = self._whole()
        slowest = min(run.intake.average for run in self.runs)
        low, high = 0, ceil(Fraction(units) / slowest) + self._cycle() if whole is None else whole
        if whole is None:
            high += max(run.first for run in self.runs if run.first < NEVER)
        while low < high:
            middle = (low + high + 1) // 2
            needed = self.units(middle)
            if needed is None or needed > units:
                high = middle - 1
            else:
                low = middle
        if low != whole and self.units(low + 1) is None:
            return None
        return low

    def _whole(self) -> int | None:
        ends = [run.first + run.days for run in self.runs if run.days is not None and run.certain]
        return max(ends) if len(ends) == len(self.runs) else None


def _heaviest(runs: Sequence[Run], cycle: int) -> Fraction:
    """The most that the runs of one stage take on one day."""
    most = _shared_most(runs)
    begins = {run.first for run in runs}
    offsets = {first + day for first in begins for day in range(1 if first >= NEVER else cycle)}
    highest = max(_added((run, run.rate_on(offset)) for run in runs) for offset in offsets)
    return highest if most is None else min(highest, most.rate)


def _consumed(runs: Sequence[Run], days: int) -> Fraction:
    """What the runs of one stage take during the first `days` days."""
    total = _added((run, run.consumed(days)) for run in runs)
    most = _shared_most(runs)
    if most is None:
        return total
    return min(total, most.over(max(run.elapsed(days) for run in runs)))


def _added(amounts: Iterable[tuple[Run, Fraction]]) -> Fraction:
    """The sum of what is taken, the largest alone where a measure chooses."""
    total = Fraction(0)
    chosen: dict[Hashable, Fraction] = {}
    for run, amount in amounts:
        if run.choice is None:
            total += amount
        else:
            chosen[run.choice] = max(chosen.get(run.choice, Fraction(0)), amount)
    return total + sum(chosen.values(), Fraction(0))


def _shared_most(runs: Sequence[Run]) -> Intake | None:
    """The maximum that parallel steps all repeat: it holds for all of them together."""
    if len(runs) < 2 or runs[0].most is None:
        return None
    return runs[0].most if all(run.most == runs[0].most for run in runs) else None


def course_of(stages: Sequence[Sequence[DosageStep]], start: date | None) -> Course | None:
    """The course of these stages; None when a step says no amount or units differ.

    `start` is the first day of the treatment; without it, the earliest date that a step gives.
    """
    dates = [step.bounds_start for stage in stages for step in stage if step.bounds_start]
    origin = start or min(dates, default=None)
    runs: list[Run] = []
    begins = 0
    for number, stage in enumerate(stages):
        stage_runs: list[Run] = []
        for step in stage:
            intake = intake_of(step)
            # A number of takes ends the step on a day that only the patient will know.
            if intake is None or step.count is not None:
                return None
            run = _run(step, intake, number, begins, origin)
            stage_runs.append(replace(run, choice=_choice(step), most=ceiling_of(step)))
        runs += stage_runs
        ends = [run.first + run.days for run in stage_runs if run.days is not None]
        begins = max(ends) if len(ends) == len(stage_runs) else NEVER
    if not runs or not all(run.intake.unit.same_as(runs[0].intake.unit) for run in runs):
        return None
    return Course(tuple(runs))


def _choice(step: DosageStep) -> Hashable | None:
    """What a measure chooses between: the doses of one moment."""
    if step.band is None:
        return None
    return step.band.measure.casefold(), step.moments, step.times_of_day, step.weekdays


def _run(step: DosageStep, intake: Intake, stage: int, begins: int, origin: date | None) -> Run:
    if begins >= NEVER:
        return Run(intake, stage, NEVER, None, certain=True)
    if origin is None:
        exact = step.bounds.exact_days if step.bounds else None
        least = step.bounds.least_days if step.bounds else None
        unknown_end = step.bounds_end is not None
        return Run(
            intake, stage, begins, 0 if unknown_end else exact or least,
            certain=not unknown_end and exact == least,
        )  # fmt: skip
    first_day = date.fromordinal(origin.toordinal() + begins)
    if step.bounds_start is not None:
        first_day = max(step.bounds_start, origin)
    first = (first_day - origin).days
    last = step.bounds_end
    if step.bounds is not None:
        last = step.bounds.last_day(step.bounds_start or first_day)
    days = None if last is None else max((last - first_day).days + 1, 0)
    return Run(intake, stage, first, days, certain=True)
