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


@settings(max_examples=300, deadline=None)
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
    total, given_units, covered = whole_units(consumed(rate, days)), Decimal(0), 0
    past: tuple[Served, ...] = ()
    day = WRITTEN + ONE_DAY * waits[0]
    for wait in [*waits[1:], 1]:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        allowed = oracle.present(day)
        assert answer.remaining_days == oracle.left
        if not answer.is_due:
            # Units given whole may cover the days that are left: none is lacking.
            assert not allowed or given_units >= consumed(rate, covered + allowed)
            break
        assert (answer.portion_days or 0) == allowed
        assert answer.portion_units is not None
        assert answer.portion_units <= whole_units(consumed(rate, allowed))
        given_units, covered = given_units + answer.portion_units, covered + allowed
        assert given_units >= consumed(rate, covered), "every day served has its units"
        assert given_units <= total, "never more than prescribed"
        oracle.record(allowed, answer.first_day)
        past += (served(answer, allowed),)
        day = oracle.clock + ONE_DAY * (1 + wait)


PARTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), min_size=1, max_size=14)


@settings(max_examples=400, deadline=None)
@given(daily=DAILY, pack=st.sampled_from([6, 7, 10, 14, 15, 20, 28, 30, 60]),
       days=st.integers(1, 200), visits=PARTS)  # fmt: skip
def test_portions_served_in_parts_are_completed_as_the_oracle_says(
    daily: str, pack: int, days: int, visits: list[tuple[int, int]]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=False)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Parts(Treatment(rate, pack, days, whole_units(consumed(rate, days))))
    past: tuple[Served, ...] = ()
    day = WRITTEN
    for wait, part in visits:
        day += wait * ONE_DAY
        until = oracle.treatment.covered_until
        if day > date(2026, 12, 31) or not (oracle.treatment.units_left and
                                            oracle.treatment.days_left):  # fmt: skip
            break
        unfinished_to_the_day = until is not None and day == until + ONE_DAY and oracle.owed_packs
        packs, covered = oracle.visit(day)
        for anticipate in (False, True) if oracle.completing else (False,):
            answer = due(line, medicine, WRITTEN, past, day, anticipate=anticipate,
                         packs_of=medicine.presentations[0])  # fmt: skip
            assert (answer.portion_packs, answer.portion_days) == (packs, covered)
            assert answer.completes is oracle.completing
        assert answer.remaining_units == oracle.treatment.units_left
        if not packs:
            assert until is not None
            assert (answer.is_due, answer.next_on) == (False, until + ONE_DAY)
            continue
        if oracle.completing:
            assert answer.next_on == day
        # A part served on the very day of the next portion reads as the rest (ADR 0009).
        taken = packs if unfinished_to_the_day else min(part, packs)
        given_days, first = oracle.take(taken, day)
        assert answer.first_day == first
        units = Decimal(taken * pack)
        past += (Served(1, "servi", Decimal(taken), units, given_days, first),)


@settings(max_examples=300, deadline=None)
@given(
    daily=DAILY,
    days=st.integers(1, 28),
    fraction=st.sampled_from([None, 7, 14]),
    visits=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), min_size=1, max_size=14),
)
def test_fractions_served_in_parts_are_completed_as_the_oracle_says(
    daily: str, days: int, fraction: int | None, visits: list[tuple[int, int]]
) -> None:
    rate = Fraction(daily)
    medicine = made(14, narcotic=True, fraction=fraction)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = NarcoticParts(Narcotic(fraction, days))
    past: tuple[Served, ...] = ()
    day, handed = WRITTEN, Decimal(0)
    for wait, part in visits:
        day += wait * ONE_DAY
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        completing, until = oracle.open_on(day), oracle.narcotic.clock
        assert answer.completes is completing
        if not completing:
            if past and day <= until:
                assert not answer.is_due
                assert not answer.portion_units
                continue
            to_the_day = bool(oracle.owed_units) and day == until + ONE_DAY
            oracle.owed_days = oracle.narcotic.present(day)
            oracle.owed_units = int(answer.portion_units or 0)
            assert oracle.owed_units <= whole_units(consumed(rate, oracle.owed_days))
        assert answer.remaining_days == oracle.narcotic.left
        if not oracle.owed_units:
            assert not answer.is_due
            break
        assert (answer.portion_units, answer.portion_days) == (oracle.owed_units, oracle.owed_days)
        whole = not completing and to_the_day
        least = whole_units(rate)
        taken = oracle.owed_units if whole else min(max(part, least), oracle.owed_units)
        first = answer.first_day
        assert first == (max(day, until + ONE_DAY) if past else day)
        covered = oracle.take(taken, rate, first)
        past += (Served(1, "servi", Decimal(0), Decimal(taken), covered, first),)
        handed += taken
        assert handed <= whole_units(consumed(rate, days)), "never more than prescribed"


@given(posology=st.just(Posology(text="selon la douleur")), days=st.integers(1, 60))
def test_what_cannot_be_counted_is_never_given_in_units(posology: Posology, days: int) -> None:
    medicine = made(30, narcotic=False)
    line = a_line(medicine, days=days, posology=posology)
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
    assert answer.portion_units is None
    assert answer.portion_days == min(days, 30)
