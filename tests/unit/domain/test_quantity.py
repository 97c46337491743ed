"""Exact quantities, units and codes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.coding import Coding
from ordonnance.domain.quantity import MAX_VALUE, Quantity, Unit, checked_amount

MG = Unit("mg", "mg", "http://unitsofmeasure.org")


@given(st.decimals(min_value=0, max_value=MAX_VALUE, places=3))
def test_three_decimals_are_kept_exactly(value: Decimal) -> None:
    assert Quantity(value, MG).value == value


@pytest.mark.parametrize("text", ["0.0001", "-1", "NaN", "Infinity", "1000000000", "1.2345"])
def test_what_is_not_an_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="quantité"):
        Quantity(Decimal(text), MG)


@pytest.mark.parametrize("text", ["0", "0.000", "0E-9", "1.5000", "1E+3"])
def test_trailing_zeros_do_not_make_an_amount_inexact(text: str) -> None:
    assert checked_amount(Decimal(text)) == Decimal(text)


@pytest.mark.parametrize("value", [1, 1.5, "1"])
def test_only_decimals_are_amounts(value: object) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        Quantity(value, MG)  # type: ignore[arg-type]  # what a careless caller would pass


def test_two_ways_of_writing_an_amount_are_equal() -> None:
    assert Quantity(Decimal("1.50"), MG) == Quantity(Decimal("1.5"), MG)


def test_units_agree_by_code_else_by_label() -> None:
    assert MG.same_as(Unit("milligramme", "mg", "http://unitsofmeasure.org"))
    assert not MG.same_as(Unit("mg", "g", "http://unitsofmeasure.org"))
    assert Unit("Comprimé").same_as(Unit("comprimé ", "15054000", "http://standardterms.edqm.eu"))
    assert not Unit("comprimé").same_as(Unit("gélule"))


def test_a_unit_needs_a_label_and_a_code_needs_its_system() -> None:
    with pytest.raises(ValueError, match="libellé"):
        Unit("  ")
    with pytest.raises(ValueError, match="système"):
        Unit("mg", "mg")
    with pytest.raises(ValueError, match="système"):
        Unit("mg", system="http://unitsofmeasure.org")


def test_a_code_shows_its_display_or_else_itself() -> None:
    assert Coding("http://standardterms.edqm.eu", "20053000", "Voie orale").label == "Voie orale"
    assert Coding("http://standardterms.edqm.eu", "20053000", " ").label == "20053000"
    assert Coding("http://standardterms.edqm.eu", "20053000").label == "20053000"
    with pytest.raises(ValueError, match="code"):
        Coding("", "20053000")
    with pytest.raises(ValueError, match="code"):
        Coding("http://standardterms.edqm.eu", " ")
