"""Cycles, alternation, bands and thirds: counted day by day by a slow oracle."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit, checked_amount, exact, third_of
from ordonnance.domain.recurrence import Band, Cycle

TABLET, UNITS, LITRE = Unit("comprimé"), Unit("UI"), Unit("g/L")
HALVES = st.integers(1, 12).map(lambda halves: Decimal(halves) / 2)


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    """A cycle of at most two weeks of days, or four weeks."""
    unit = draw(st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK]))
    length = draw(st.integers(2, 14 if unit is TimeUnit.DAY else 4))
    runs = draw(st.sets(st.integers(1, length), min_size=1, max_size=length - 1))
    return Cycle(tuple(sorted(runs)), length, unit)


def runs(cycle: Cycle, day: int) -> bool:
    """The oracle: day 0 is the first; count the days, or the weeks, one after the other."""
    at = 0
    for each in range(day + 1):
        at = (each if cycle.unit is TimeUnit.DAY else each // 7) % cycle.length
    return at + 1 in cycle.runs


def once(amount: Decimal, cycle: Cycle) -> DosageStep:
    return DosageStep(
        dose=Dose.of(amount, TABLET), frequency=1, period=Decimal(1), period_unit=TimeUnit.DAY,
        cycle=cycle,
    )  # fmt: skip


@given(st.lists(st.tuples(HALVES, cycles()), min_size=1, max_size=3), st.integers(0, 80))
def test_what_a_cycle_consumes_is_what_its_days_add_up_to(
    parts: list[tuple[Decimal, Cycle]], days: int
) -> None:
    posology = Posology(tuple(once(amount, cycle) for amount, cycle in parts))

    def on(day: int) -> Fraction:
        return sum((Fraction(a) for a, cycle in parts if runs(cycle, day)), Fraction(0))

    assert posology.units_for(days) == ceil(sum((on(day) for day in range(days)), Fraction(0)))
    if len(parts) == 1:
        assert posology.daily_units() == max(on(day) for day in range(400))
    units = Decimal(9)
    covered = posology.days_for(units)
    assert covered is not None
    needed = [posology.units_for(each) for each in (covered, covered + 1)]
    assert needed[0] is not None
    assert needed[1] is not None
    assert needed[0] <= units < needed[1]


def test_alternation_never_adds_the_two_doses_of_different_days() -> None:
    one, two = once(Decimal(1), Cycle((1,), 2)), once(Decimal(2), Cycle((2,), 2))
    posology = Posology((one, two))
    assert (posology.daily_units(), posology.units_for(10)) == (2, 15)
    assert sentence(posology) == (
        "1 comprimé par jour, un jour sur deux et 2 par jour, l’autre jour"
    )


def test_what_a_pack_lasts_is_counted_over_whole_cycles() -> None:
    pill = Posology((once(Decimal(1), Cycle.on_and_off(21, 7)),))
    assert (pill.daily_units(), pill.average_units()) == (1, Fraction(3, 4))
    assert (pill.units_for(84), pill.days_for(Decimal(63))) == (63, 84)
    both = once(Decimal(1), Cycle((1,), 2)), once(Decimal(2), Cycle((2,), 2))
    assert Posology(both).average_units() == Fraction(3, 2)


SCALE = tuple(
    DosageStep(
        dose=Dose.of(Decimal(units), UNITS), moments=(moment,),
        band=Band("glycémie", low and Decimal(low), high and Decimal(high), LITRE),
    )
    for moment in (Moment.BEFORE_LUNCH, Moment.BEFORE_DINNER)
    for units, low, high in ((2, None, "1.8"), (4, "1.81", "2.5"), (6, "2.51", None))
)  # fmt: skip


def test_the_doses_of_a_scale_exclude_each_other_and_the_meals_add_up() -> None:
    assert Posology(SCALE).daily_units() == 12
    assert Posology(SCALE).units_for(10) == 120
    assert sentence(Posology(SCALE[:3])) == (
        "2\u202fUI avant le déjeuner si glycémie jusqu’à 1,8\u202fg/L, 4\u202fUI avant le déjeuner"
        " si glycémie de 1,81 à 2,5\u202fg/L et 6\u202fUI avant le déjeuner si glycémie à partir"
        " de 2,51\u202fg/L"
    )


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        (Cycle.on_and_off(21, 7), "21 jours de suite, puis 7 jours sans prise, et ainsi de suite"),
        (Cycle((1,), 2), "un jour sur deux"), (Cycle((2,), 2), "l’autre jour"),
        (Cycle((1,), 2, TimeUnit.WEEK), "une semaine sur deux"),
        (Cycle((1,), 3), "1 jour sur 3"),
        (Cycle((1, 8, 15), 28), "les jours 1, 8 et 15 de chaque cycle de 28 jours"),
        (Cycle((5, 6, 7), 28), "les jours 5 à 7 de chaque cycle de 28 jours"),
        (Cycle((2,), 3, TimeUnit.WEEK), "la semaine 2 de chaque cycle de 3 semaines"),
    ],
)  # fmt: skip
def test_a_cycle_is_said_as_it_is_followed(cycle: Cycle, said: str) -> None:
    step = DosageStep(dose=Dose.of(Decimal(1), TABLET), moments=(Moment.EVENING,), cycle=cycle)
    assert sentence(Posology((step,))) == f"1 comprimé le soir, {said}"
    assert sentence_in_words(Posology((step,)))


@given(st.integers(0, 400), st.sampled_from([1, 2]), st.integers(4, 12), st.booleans())
def test_a_rounded_third_is_that_third_and_nothing_near_it_is(
    whole: int, thirds: int, places: int, cut: bool
) -> None:
    true = whole + Fraction(thirds, 3)
    scaled = true * 10**places
    value = Decimal(int(scaled) if cut else round(scaled)).scaleb(-places)
    assert third_of(value) == true == exact(checked_amount(value))
    for away in (2, -2):
        near = value + Decimal(away).scaleb(-places)
        assert third_of(near) is None
    assert third_of(value.quantize(Decimal("0.001"))) is None


def test_thirds_add_up_exactly() -> None:
    third = DosageStep(
        dose=Dose.of(Decimal("0.3333333"), TABLET), frequency=3, period=Decimal(1),
        period_unit=TimeUnit.DAY, bounds=Duration(7, TimeUnit.DAY),
    )  # fmt: skip
    assert (Posology((third,)).daily_units(), Posology((third,)).total_units()) == (1, 7)
    assert sentence(Posology((third,))).startswith("un tiers de comprimé 3 fois par jour")


def test_a_maximum_repeated_by_parallel_steps_holds_for_all_of_them() -> None:
    most = MaxDose(Quantity(Decimal(6), TABLET), Decimal(1), TimeUnit.DAY)
    usual = DosageStep(
        dose=Dose.of(Decimal(2), TABLET), moments=(Moment.MORNING, Moment.NOON), max_dose=most
    )
    fever = DosageStep(
        dose=Dose.of(Decimal(2), TABLET), moments=(Moment.MORNING, Moment.EVENING), max_dose=most
    )
    assert Posology((usual, fever)).daily_units() == 6
    assert Posology((usual, fever)).units_for(10) == 60


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Cycle((), 28), lambda: Cycle((1, 2), 2), lambda: Cycle((3, 1), 28),
        lambda: Cycle((0,), 28), lambda: Cycle((29,), 28), lambda: Cycle((1,), 28, TimeUnit.MONTH),
        lambda: Cycle((1,), 367), lambda: Band("glycémie", None, None, LITRE),
        lambda: Band("glycémie", Decimal(2), Decimal(1), LITRE),
        lambda: Band(" ", Decimal(2), None, LITRE),
    ],
)  # fmt: skip
def test_what_is_no_cycle_and_no_band_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"cycle|mesure"):
        wrong()
