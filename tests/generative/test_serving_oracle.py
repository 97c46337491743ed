"""`due` against a slow oracle that walks day by day and pack by pack, written from the texts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.posology import Posology
from ordonnance.law.due import Due
from ordonnance.law.serving import due
from tests.builders import a_line, a_medicine, per_day
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


# --- The comparison --------------------------------------------------------------------------


def served(answer: Due, days: int) -> Served:
    return Served(1, "servi", answer.portion_packs or Decimal(0), answer.portion_units, days,
                  answer.first_day)  # fmt: skip


def made(pack: int, *, narcotic: bool, fraction: int | None = None) -> Medicine:
    labels = [m.STUP] if narcotic else []
    if fraction:
        labels.append(f"délivrance fractionnée de {fraction} jours")
    return a_medicine("EXEMPLE 1 mg, comprimé", "60000099", [("EXEMPLINE", "1")], labels, (pack,))


@settings(max_examples=300, deadline=None)
@given(daily=DAILY, pack=PACK, days=st.integers(1, 330), visits=VISITS)
def test_ordinary_treatments_are_served_as_the_oracle_says(
    daily: str, pack: int, days: int, visits: list[int]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=False)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Treatment(rate, pack, days, whole_units(consumed(rate, days)))
    past: tuple[Served, ...] = ()
    day = WRITTEN
    for wait in visits:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        assert answer.remaining_days == oracle.days_left
        assert answer.remaining_units == oracle.units_left
        if oracle.units_left == 0 or oracle.days_left == 0:
            assert not answer.is_due
            assert answer.next_on is None
            break
        packs, covered, first = oracle.serve(day)
        assert answer.portion_packs == packs
        assert answer.portion_days == covered
        assert answer.first_day == first
        oracle.record(packs, covered, first)
        past += (served(answer, covered),)
        assert oracle.covered_until is not None
        # The next visit comes at the earliest three days before the end of the cover.
        day = max(day, oracle.covered_until + ONE_DAY * (wait - 2))
        if day > date(2026, 12, 31):
            break


@settings(max_examples=500, deadline=None)
@given(
    daily=DAILY,
    pack=PACK,
    days=st.integers(1, 28),
    fraction=st.sampled_from([None, 7, 14]),
    waits=st.lists(st.integers(0, 16), min_size=1, max_size=8),
)
def test_narcotics_are_served_as_the_oracle_says(
    daily: str, pack: int, days: int, fraction: int | None, waits: list[int]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=True, fraction=fraction)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Narcotic(fraction, days)
    total, given_units = whole_units(consumed(rate, days)), Decimal(0)
    past: tuple[Served, ...] = ()
    day = WRITTEN + ONE_DAY * waits[0]
    for wait in [*waits[1:], 1]:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        allowed = oracle.present(day)
        assert answer.remaining_days == oracle.left
        assert (answer.portion_days or 0) == allowed
        if not allowed:
            assert not answer.is_due
            break
        assert answer.portion_units is not None
        assert answer.portion_units <= whole_units(consumed(rate, allowed))
        assert lasts(Fraction(answer.portion_units), rate) >= allowed - 1
        given_units += answer.portion_units
        assert given_units <= total, "never more than prescribed"
        oracle.record(allowed, answer.first_day)
        past += (served(answer, allowed),)
        day = oracle.clock + ONE_DAY * (1 + wait)


@given(posology=st.just(Posology(text="selon la douleur")), days=st.integers(1, 60))
def test_what_cannot_be_counted_is_never_given_in_units(posology: Posology, days: int) -> None:
    medicine = made(30, narcotic=False)
    line = a_line(medicine, days=days, posology=posology)
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
    assert answer.portion_units is None
    assert answer.portion_days == min(days, 30)
