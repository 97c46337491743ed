"""A plan counts packs on integers: the same as on fractions, to the unit."""

from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.law.portion import (
    CONTRACEPTIVE_DAYS,
    FOUR_WEEKS,
    MONTH_DAYS,
    packs_for_a_month,
)
from ordonnance.law.treatment import Plan

RATIOS = st.builds(Fraction, st.integers(1, 500), st.integers(1, 60))


@given(RATIOS, RATIOS, st.integers(0, 5000))
def test_packs_units_and_days_are_those_of_fractions(
    per_pack: Fraction, daily: Fraction, count: int
) -> None:
    plan = Plan(90, 90, None, daily, per_pack)
    assert plan.packs_holding(count) == ceil(count / per_pack)
    assert plan.units_in(count) == floor(count * per_pack)
    assert plan.days_in(count) == floor(count * per_pack / daily)
    assert plan.units_for(count) == ceil(daily * count)
    assert Fraction(*plan.pack_days) == per_pack / daily


@given(RATIOS, st.booleans())
def test_a_month_of_packs_is_that_of_fractions(lasts: Fraction, contraceptive: bool) -> None:
    most, least = (CONTRACEPTIVE_DAYS,) * 2 if contraceptive else (MONTH_DAYS, FOUR_WEEKS)
    whole = floor(most / lasts)
    fills = whole and whole * lasts >= least
    wanted = whole if fills else 1 if lasts > most else ceil(most / lasts)
    found = packs_for_a_month(lasts.as_integer_ratio(), contraceptive=contraceptive)
    assert found == wanted


def test_a_plan_that_cannot_be_counted_holds_no_units() -> None:
    assert Plan(30, None, 2).units_for(30) == 0
    assert Plan(30, None, 2).pack_units is None
