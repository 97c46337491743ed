"""The two ways of writing a posology: with figures, or in words as R.5132-29 asks."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from ordonnance.domain.calendar import Duration
from ordonnance.domain.french import amounts, dates, durations
from ordonnance.domain.french.numbers import Gender, in_figures, in_words
from ordonnance.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Voice:
    """How numbers are written.

    `counts_takes`: the number of takes is said outright, not only « matin et soir ».
    """

    words: bool
    counts_takes: bool

    def number(self, value: Decimal | int, gender: Gender = Gender.MASCULINE) -> str:
        """A bare number."""
        return in_words(value, gender, halves=False) if self.words else in_figures(value)

    def amount(self, low: Decimal, high: Decimal, label: str) -> str:
        """An amount, or a range, with its unit."""
        if self.words:
            return amounts.range_in_words(low, high, label)
        return amounts.range_in_figures(low, high, label)

    def quantity(self, quantity: Quantity) -> str:
        """A quantity with its unit."""
        return self.amount(quantity.value, quantity.value, quantity.unit.label)

    def duration(self, duration: Duration) -> str:
        """A duration in its own unit."""
        if self.words:
            return durations.duration_in_words(duration)
        return durations.duration_in_figures(duration)

    def day(self, day: date) -> str:
        """A date."""
        return dates.long(day) if self.words else dates.short(day)

    def hour(self, at: time) -> str:
        """An hour of the day."""
        return dates.hour_in_words(at) if self.words else dates.hour_in_figures(at)


FIGURES = Voice(words=False, counts_takes=False)
WORDS = Voice(words=True, counts_takes=True)
