"""Servings counted day by day, in the plainest way, to compare the law's arithmetic with."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.law.due import Due
from tests.builders import a_medicine
from tests.builders import medicines as m

ONE_DAY = timedelta(days=1)

WRITTEN = date(2026, 1, 5)

DAILY = st.sampled_from(["0.5", "1", "1.5", "2", "3", "4", "6"])

PACK = st.sampled_from([5, 7, 14, 15, 20, 28, 30, 56, 60, 90, 100])

VISITS = st.lists(st.integers(0, 45), min_size=1, max_size=8)


# --- The oracle: nothing of it calls the code under test -------------------------------------


def consumed(daily: Fraction, days: int) -> Fraction:
    """What the patient takes, one day after the other."""
    total = Fraction(0)
    for _ in range(days):
        total += daily
    return total


def lasts(stock: Fraction, daily: Fraction) -> int:
    """Days that a stock covers entirely."""
    days = 0
    while stock >= daily:
        stock -= daily
        days += 1
    return days


def whole_units(amount: Fraction) -> int:
    """The smallest whole number that is enough."""
    units = 0
    while units < amount:
        units += 1
    return units


def packs_for_a_month(pack: int, daily: Fraction) -> int:
    """Thirty days; four weeks when packs finished within thirty days reach them; one if large."""
    if pack > consumed(daily, 30):
        return 1
    finished = 0
    while (finished + 1) * pack <= consumed(daily, 30):
        finished += 1
    if finished * pack >= consumed(daily, 28):
        return finished
    while finished * pack < consumed(daily, 30):
        finished += 1
    return finished


@dataclass
class Treatment:
    """What the oracle remembers of an ordinary treatment."""

    daily: Fraction
    pack: int
    days_left: int
    units_left: int
    covered_until: date | None = None

    def serve(self, day: date) -> tuple[int, int, date]:
        """Packs and days due that day, and the first day that they cover."""
        wanted = packs_for_a_month(self.pack, self.daily)
        packs = 0
        while packs < wanted and packs * self.pack < self.units_left:
            packs += 1
        days = 0
        stock = Fraction(packs * self.pack)
        while days < self.days_left and stock >= self.daily:
            stock -= self.daily
            days += 1
        first = day if self.covered_until is None else max(day, self.covered_until + ONE_DAY)
        return packs, days, first

    def record(self, packs: int, days: int, first: date) -> None:
        """The serving is done."""
        self.units_left = max(self.units_left - packs * self.pack, 0)
        self.days_left -= days
        self.covered_until = first + (days - 1) * ONE_DAY


@dataclass
class Narcotic:
    """What the oracle remembers of a stupéfiant: the clock is the day that starts the count."""

    fraction: int | None
    left: int
    clock: date = WRITTEN
    first_fraction: bool = True

    def present(self, day: date) -> int:
        """Days that may be served; what elapsed is taken away one day after the other."""
        while self.left:
            span = self.left if self.fraction is None else min(self.left, self.fraction)
            if day <= self.clock + 3 * ONE_DAY:
                return span
            lost, cursor = 0, self.clock
            while cursor < day and lost < span:
                cursor += ONE_DAY
                lost += 1
            self.left -= lost
            if lost < span:
                return span - lost
            # The fraction is gone: its last day starts the count of the next one.
            self.clock = cursor - ONE_DAY if self.first_fraction else cursor
            self.first_fraction = False
        return 0

    def record(self, days: int, first: date) -> None:
        """The serving is done."""
        self.left -= days
        self.clock = first + (days - 1) * ONE_DAY
        self.first_fraction = False


@dataclass
class Parts:
    """An ordinary treatment served in parts; it remembers what the portion begun still owes."""

    treatment: Treatment
    owed_packs: int = 0
    owed_days: int = 0
    completing: bool = False

    def visit(self, day: date) -> tuple[int, int]:
        """Packs and days due that day; (0, 0) when the patient has to come back later."""
        until = self.treatment.covered_until
        self.completing = until is not None and day <= until and self.owed_packs > 0
        if self.completing:
            return self.owed_packs, self.owed_days
        if until is not None and day + 3 * ONE_DAY <= until:
            return 0, 0
        self.owed_packs, self.owed_days, _ = self.treatment.serve(day)
        return self.owed_packs, self.owed_days

    def take(self, packs: int, day: date) -> tuple[int, date]:
        """The patient leaves with some packs: the days they cover, and the first of them."""
        until = self.treatment.covered_until
        first = day if until is None else max(day, until + ONE_DAY)
        alone = lasts(Fraction(packs * self.treatment.pack), self.treatment.daily)
        days = self.owed_days if packs == self.owed_packs else min(alone, self.owed_days)
        self.owed_packs -= packs
        self.owed_days -= days
        self.treatment.record(packs, days, first)
        return days, first


@dataclass
class NarcoticParts:
    """A stupéfiant whose fractions are served in parts, to the unit."""

    narcotic: Narcotic
    owed_units: int = 0
    owed_days: int = 0

    def open_on(self, day: date) -> bool:
        """A fraction was begun, something of it is owed, and that day is still covered."""
        return self.owed_units > 0 and day <= self.narcotic.clock

    def take(self, units: int, rate: Fraction, first: date) -> int:
        """The patient leaves with some units: the days they cover."""
        alone = lasts(Fraction(units), rate)
        days = self.owed_days if units == self.owed_units else min(alone, self.owed_days)
        self.owed_units -= units
        self.owed_days -= days
        self.narcotic.record(days, first)
        return days


# --- The comparison --------------------------------------------------------------------------


def served(answer: Due, days: int) -> Served:
    return Served(1, "servi", answer.portion_packs or Decimal(0), answer.portion_units, days,
                  answer.first_day)  # fmt: skip


def made(pack: int, *, narcotic: bool, fraction: int | None = None) -> Medicine:
    labels = [m.STUP] if narcotic else []
    if fraction:
        labels.append(f"délivrance fractionnée de {fraction} jours")
    return a_medicine("EXEMPLE 1 mg, comprimé", "60000099", [("EXEMPLINE", "1")], labels, (pack,))
