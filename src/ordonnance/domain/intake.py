"""How much one dosage step consumes: takes per day and amount per take, as exact fractions."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, DosageStep
from ordonnance.domain.quantity import Unit, exact
from ordonnance.domain.recurrence import Cycle

DAYS_PER = {
    TimeUnit.MINUTE: Fraction(1, 1440),
    TimeUnit.HOUR: Fraction(1, 24),
    TimeUnit.DAY: Fraction(1),
    TimeUnit.WEEK: Fraction(7),
    TimeUnit.MONTH: Fraction(1461, 48),
    TimeUnit.YEAR: Fraction(1461, 4),
}
"""Days in one unit of a frequency. « Once a month » has no calendar: the mean month is used."""


@dataclass(frozen=True, slots=True)
class Intake:
    """`amount` of a unit, `per_day` times a day (less than one for a weekly injection).

    With a cycle, so much on each day on which it runs.
    """

    per_day: Fraction
    amount: Fraction
    unit: Unit
    cycle: Cycle | None = None

    @property
    def rate(self) -> Fraction:
        """Units per day, on a day when it is taken."""
        return self.per_day * self.amount

    def over(self, days: int) -> Fraction:
        """Units taken in `days` days, the first take on the first day: whole takes only."""
        running = days if self.cycle is None else self.cycle.run_in(days)
        return ceil(self.per_day * running) * self.amount

    @property
    def average(self) -> Fraction:
        """Units per day over a whole cycle."""
        cycle = self.cycle
        return self.rate if cycle is None else self.rate * cycle.running_days / cycle.days

    def rate_on(self, offset: int) -> Fraction:
        """Units per day, `offset` days after the first one."""
        runs = self.cycle is None or self.cycle.running(offset)
        return self.rate if runs else Fraction(0)


def intake_of(step: DosageStep) -> Intake | None:
    """What the step consumes at most, or None when the step does not say.

    The high end of every range counts. Taken as needed, the prescribed maximum counts when there
    is one, else the frequency; taken regularly, the lower of the two.
    """
    ceiling = ceiling_of(step)
    regular = _regular(step)
    if ceiling is None or regular is None:
        found = ceiling or regular
    elif step.as_needed:
        found = ceiling
    else:
        found = min(ceiling, regular, key=lambda intake: intake.rate)
    return found if found is None or step.cycle is None else replace(found, cycle=step.cycle)


def ceiling_of(step: DosageStep) -> Intake | None:
    """The most over a time that the step allows, None when it gives none in its own unit."""
    limit = step.max_dose
    if limit is None or (step.dose is not None and not step.dose.unit.same_as(limit.quantity.unit)):
        return None
    days = Fraction(limit.per) * DAYS_PER[limit.per_unit]
    return Intake(1 / days, exact(limit.quantity.value), limit.quantity.unit)


def _regular(step: DosageStep) -> Intake | None:
    per_day = takes_per_day(step)
    if step.dose is None or per_day is None:
        return None
    amount = exact(step.dose.high)
    most = step.max_per_take
    if most is not None and most.value > 0 and most.unit.same_as(step.dose.unit):
        amount = min(amount, exact(most.value))
    return Intake(per_day, amount, step.dose.unit)


def takes_per_day(step: DosageStep) -> Fraction | None:
    """Takes per day at most, or None when the step does not say.

    Named moments and hours each count for one take a day; « with meals » alone does not say how
    many meals. A frequency beside named moments does not multiply them: the larger count holds.
    """
    named = len([moment for moment in step.moments if moment not in ANY_MEAL])
    named += len(step.times_of_day)
    times = step.frequency_max or step.frequency
    if times is None or step.period is None or step.period_unit is None:
        return _without_frequency(step, named)
    days = Fraction(step.period) * DAYS_PER[step.period_unit]
    if not step.weekdays:
        return Fraction(max(times, named)) / days
    if days <= 1:
        return max(Fraction(times) / days, Fraction(named)) * len(step.weekdays) / 7
    if step.period_unit is TimeUnit.WEEK:
        return Fraction(max(times, max(named, 1) * len(step.weekdays))) / days
    return None


def _without_frequency(step: DosageStep, named: int) -> Fraction | None:
    if step.weekdays and (named or not step.moments):
        return Fraction(max(named, 1) * len(step.weekdays), 7)
    if step.cycle is not None and not step.moments:
        return Fraction(max(named, 1))
    return Fraction(named) if named else None
