"""A third of a tablet, as software writes it, in the words and figures of people."""

from decimal import Decimal

import pytest

from ordonnance.domain.french.amounts import amount_in_figures, amount_in_words
from ordonnance.domain.french.numbers import Gender, in_figures, in_words

THIRD, TWO_THIRDS = Decimal("0.3333333"), Decimal("0.6666667")


@pytest.mark.parametrize(
    ("value", "words", "figures"),
    [
        (THIRD, "un tiers", "1/3"),
        (TWO_THIRDS, "deux tiers", "2/3"),
        (1 + THIRD, "un et un tiers", "1 1/3"),
        (21 + TWO_THIRDS, "vingt et un et deux tiers", "21 2/3"),
    ],
)
def test_a_third_alone_and_after_a_whole(value: Decimal, words: str, figures: str) -> None:
    assert in_words(value) == words
    assert in_figures(value) == figures


def test_the_whole_before_a_third_agrees_with_what_is_counted() -> None:
    assert in_words(1 + THIRD, Gender.FEMININE) == "une et un tiers"


@pytest.mark.parametrize(
    ("value", "label", "words", "figures"),
    [
        (THIRD, "comprimé", "un tiers de comprimé", "un tiers de comprimé"),
        (1 + TWO_THIRDS, "gélule", "une gélule et deux tiers", "1 gélule et deux tiers"),
        (2 + THIRD, "comprimé", "deux comprimés et un tiers", "2 comprimés et un tiers"),
    ],
)
def test_a_third_of_what_is_taken(value: Decimal, label: str, words: str, figures: str) -> None:
    assert amount_in_words(value, label) == words
    assert amount_in_figures(value, label) == figures
