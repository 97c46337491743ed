"""What a day count alone does not say: cycles with days off, and doses that a measure decides."""

from dataclasses import dataclass
from decimal import Decimal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.quantity import Unit, checked_amount

MAX_LENGTH = 366
"""Longest cycle, in its unit."""

DAYS = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days, or the weeks, of a cycle on which a step runs: 1 to 21 of 28; 1, 8 and 15 of 21.

    `runs` counts from 1. Two steps that share a cycle alternate: one on day 1 of 2, one on day 2.
    """

    runs: tuple[int, ...]
    length: int
    unit: TimeUnit = TimeUnit.DAY

    def __post_init__(self) -> None:
        if self.unit not in DAYS:
            raise ValueError("cycle : en jours ou en semaines")
        if not 2 <= self.length <= MAX_LENGTH:
            raise ValueError(f"cycle : de 2 à {MAX_LENGTH}")
        if not self.runs or list(self.runs) != sorted({*self.runs}):
            raise ValueError("cycle : au moins un jour, dans l'ordre, sans répétition")
        if self.runs[0] < 1 or self.runs[-1] > self.length or len(self.runs) == self.length:
            raise ValueError("cycle : des jours du cycle, mais pas tous")

    @classmethod
    def on_and_off(cls, on: int, off: int, unit: TimeUnit = TimeUnit.DAY) -> "Cycle":
        """« 21 jours, puis 7 jours sans »."""
        return cls(tuple(range(1, on + 1)), on + off, unit)

    @property
    def days(self) -> int:
        """Length in days."""
        return self.length * DAYS[self.unit]

    @property
    def running_days(self) -> int:
        """Days of one cycle on which the step runs."""
        return len(self.runs) * DAYS[self.unit]

    @property
    def opens(self) -> bool:
        """True when the step runs from the first day without a gap, then stops: on, then off."""
        return self.runs == tuple(range(1, len(self.runs) + 1))

    def running(self, offset: int) -> bool:
        """True when the step runs `offset` days after the first day of the first cycle."""
        return offset % self.days // DAYS[self.unit] + 1 in self.runs

    def run_in(self, days: int) -> int:
        """On how many of the first `days` days the step runs."""
        whole, rest = divmod(days, self.days)
        return whole * self.running_days + sum(self.running(day) for day in range(rest))


@dataclass(frozen=True, slots=True)
class Band:
    """The values of a measure for which a dose is meant: « glycémie de 1,8 à 2,5 g/L ».

    Both ends are included; an absent one is open. The bands of one measure exclude each other.
    """

    measure: str
    low: Decimal | None
    high: Decimal | None
    unit: Unit

    def __post_init__(self) -> None:
        if not self.measure.strip():
            raise ValueError("mesure : son nom est obligatoire")
        if self.low is None and self.high is None:
            raise ValueError("mesure : au moins une borne")
        for end in (self.low, self.high):
            if end is not None:
                checked_amount(end, name="mesure")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError("mesure : la plus haute valeur en dernier")
