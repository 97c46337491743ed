"""Prices as French print writes them."""

from decimal import Decimal

import pytest

from ordonnance.domain.french.money import euros


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("4", "4,00\u202f€"),
        ("1.5", "1,50\u202f€"),
        ("2.58", "2,58\u202f€"),
        ("1466.29", "1\u202f466,29\u202f€"),
        ("0", "0,00\u202f€"),
    ],
)
def test_a_price_has_its_two_cents(value: str, said: str) -> None:
    assert euros(Decimal(value)) == said
