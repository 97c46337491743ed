"""A strength written per millilitre in a case is a concentration, not the strength of one unit."""

from decimal import Decimal

import pytest

from ordonnance.adapters.case_files.medicines import dci_of
from ordonnance.adapters.case_files.nodes import Place, Text


@pytest.mark.parametrize(
    ("text", "name", "value", "per"),
    [
        ("morphine 10 mg/ml", "morphine", Decimal(10), "ml"),
        ("bétaméthasone 0,5 mg / g", "bétaméthasone", Decimal("0.5"), "g"),
        ("morphine 10 mg", "morphine", Decimal(10), None),
    ],
)
def test_what_a_strength_is_measured_in(
    text: str, name: str, value: Decimal, per: str | None
) -> None:
    found = dci_of(Text(text, Place("cas.yaml", 1)))
    assert found.name == name
    assert found.strength is not None
    assert found.strength.value == value
    assert (found.per.label if found.per else None) == per
