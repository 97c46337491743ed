"""How much is served at once, against an oracle that tries one pack more each time."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ordonnance.domain.drug import Medicine
from ordonnance.law.check import check
from ordonnance.law.rule import Verdict
from ordonnance.law.serving import due
from tests.builders import a_line, a_medicine, a_served, an_ordonnance, months, per_day
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found
from tests.law.oracles import supply

WRITTEN = date(2026, 1, 5)
SIZES = (1, 6, 7, 8, 10, 12, 14, 15, 20, 21, 24, 28, 30, 50, 56, 60, 90, 100, 120)
DAILY = st.sampled_from(["0.5", "1", "1.5", "2", "3", "4"])


def sold_by(size: int, conditions: tuple[str, ...] = (m.LISTE_I,)) -> Medicine:
    """A medicine of one pack, known under no name of a table."""
    return a_medicine(
        f"EXEMPLE PAR {size}", "60000099", [("EXEMPLINE", "10")], conditions, (size,)
    )  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(size=st.sampled_from(SIZES), daily=DAILY, days=st.integers(1, 365))
@example(size=8, daily="1", days=30)
@example(size=28, daily="1", days=30)
@example(size=90, daily="3", days=30)
def test_a_first_serving_is_a_month_by_pack_and_never_more_than_prescribed(
    size: int, daily: str, days: int
) -> None:
    medicine = sold_by(size)
    line = a_line(medicine, days=days, posology=per_day(daily))
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
    packs = supply.portion(days, size, Fraction(daily))
    assert answer.portion_packs == packs
    assert answer.portion_units == packs * size


@settings(max_examples=300, deadline=None)
@given(
    size=st.sampled_from((14, 28, 30, 60, 90)), rest=st.integers(1, 120), before=st.integers(1, 4)
)
def test_the_last_serving_is_what_remains_of_the_treatment(
    size: int, rest: int, before: int
) -> None:
    # Full months were served first; packs of 28 are a month too.
    medicine = sold_by(size)
    each = supply.whole_packs(size, Fraction(1)) * size
    total = each * before + rest
    line = a_line(medicine, days=total)
    past = tuple(
        a_served(each, WRITTEN + timedelta(each * n), units=each, packs=each // size)
        for n in range(before)
    )
    day = WRITTEN + timedelta(each * before)
    if day >= date(2027, 1, 5):
        return
    answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
    assert answer.portion_packs == supply.portion(rest, size, Fraction(1))


@settings(max_examples=60, deadline=None)
@given(size=st.sampled_from((28, 84)), length=st.integers(3, 12))
def test_contraceptives_are_served_for_twelve_weeks_at_most(size: int, length: int) -> None:
    medicine = m.CONTRACEPTIF_28
    pack = medicine.presentations[(28, 84).index(size)]
    line = a_line(medicine, duration=months(length))
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=pack)
    total = line.duration
    assert total is not None
    days = total.days_from(WRITTEN)
    assert answer.portion_packs == supply.portion(days, size, Fraction(1), contraceptive=True)
    assert answer.portion_days == min(days, supply.TWELVE_WEEKS)


@settings(max_examples=200, deadline=None)
@given(daily=DAILY, days=st.integers(1, 28))
def test_a_narcotic_and_a_fraction_are_counted_to_the_unit(daily: str, days: int) -> None:
    for medicine, most in ((m.MORPHINE_LP_30, days), (m.METHADONE_GELULE, min(days, 7))):
        line = a_line(medicine, days=days, posology=per_day(daily, m.GELULE))
        answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
        assert answer.portion_units == supply.to_the_unit(most, Fraction(daily))
        assert answer.portion_days == most


@settings(max_examples=300, deadline=None)
@given(size=st.sampled_from(SIZES), daily=DAILY, days=st.integers(28, 300), packs=st.integers(1, 8))
def test_more_packs_than_a_month_are_not_served_without_a_reason(
    size: int, daily: str, days: int, packs: int
) -> None:
    medicine = sold_by(size)
    builder = an_ordonnance().of(medicine, days=days, posology=per_day(daily))
    asked = ask(packs=packs, pack=medicine.presentations[0])
    finding = found(check(counter(builder, WRITTEN, asked)), "DI-02")
    assert finding is not None
    allowed = supply.portion(days, size, Fraction(daily))
    assert (finding.verdict is Verdict.MET) is (packs <= allowed)
    assert Decimal(packs) == asked.packs
