"""Numbers in words and in figures, against tables written in another way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.french.numbers import Gender, in_figures, in_words

BELOW_HUNDRED_TEXT = """
zéro/un/deux/trois/quatre/cinq/six/sept/huit/neuf
dix/onze/douze/treize/quatorze/quinze/seize/dix-sept/dix-huit/dix-neuf
vingt/vingt et un/vingt-deux/vingt-trois/vingt-quatre/vingt-cinq/vingt-six/vingt-sept/vingt-huit
vingt-neuf
trente/trente et un/trente-deux/trente-trois/trente-quatre/trente-cinq/trente-six/trente-sept
trente-huit/trente-neuf
quarante/quarante et un/quarante-deux/quarante-trois/quarante-quatre/quarante-cinq/quarante-six
quarante-sept/quarante-huit/quarante-neuf
cinquante/cinquante et un/cinquante-deux/cinquante-trois/cinquante-quatre/cinquante-cinq
cinquante-six/cinquante-sept/cinquante-huit/cinquante-neuf
soixante/soixante et un/soixante-deux/soixante-trois/soixante-quatre/soixante-cinq/soixante-six
soixante-sept/soixante-huit/soixante-neuf
soixante-dix/soixante et onze/soixante-douze/soixante-treize/soixante-quatorze/soixante-quinze
soixante-seize/soixante-dix-sept/soixante-dix-huit/soixante-dix-neuf
quatre-vingts/quatre-vingt-un/quatre-vingt-deux/quatre-vingt-trois/quatre-vingt-quatre
quatre-vingt-cinq/quatre-vingt-six/quatre-vingt-sept/quatre-vingt-huit/quatre-vingt-neuf
quatre-vingt-dix/quatre-vingt-onze/quatre-vingt-douze/quatre-vingt-treize/quatre-vingt-quatorze
quatre-vingt-quinze/quatre-vingt-seize/quatre-vingt-dix-sept/quatre-vingt-dix-huit
quatre-vingt-dix-neuf
"""
BELOW_HUNDRED = BELOW_HUNDRED_TEXT.strip().replace("\n", "/").split("/")
HUNDREDS = ["", "cent", "deux cent", "trois cent", "quatre cent", "cinq cent", "six cent",
            "sept cent", "huit cent", "neuf cent"]  # fmt: skip
THOUSANDS = ["", "mille", "deux mille", "trois mille", "quatre mille", "cinq mille", "six mille",
             "sept mille", "huit mille", "neuf mille"]  # fmt: skip


def oracle(number: int) -> str:
    """The same number put together from literal tables, by string surgery."""
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    said = f"{THOUSANDS[thousands]} {HUNDREDS[hundreds]} {BELOW_HUNDRED[rest] if rest else ''}"
    said = " ".join(said.split()) or "zéro"
    return f"{said}s" if not rest and hundreds > 1 else said


def test_every_number_to_9999_is_written_as_the_tables_say() -> None:
    assert len(BELOW_HUNDRED) == 100
    for number in range(10_000):
        assert in_words(number) == oracle(number)


def test_the_feminine_changes_only_a_final_one_that_is_not_eleven() -> None:
    for number in range(10_000):
        masculine = in_words(number)
        expected = f"{masculine}e" if masculine.split(" ")[-1].split("-")[-1] == "un" else masculine
        assert in_words(number, Gender.FEMININE) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2.5", "deux et demi"),
        ("0.5", "un demi"),
        ("21.5", "vingt et un et demi"),
        ("9999.5", "neuf mille neuf cent quatre-vingt-dix-neuf et demi"),
        ("0.25", "zéro virgule vingt-cinq"),
        ("2.05", "deux virgule zéro cinq"),
        ("0.005", "zéro virgule zéro zéro cinq"),
        ("0.125", "zéro virgule cent vingt-cinq"),
        ("1.200", "un virgule deux"),
        ("1000000.5", "un million virgule cinq"),
        ("0.000", "zéro"),
        ("1E+3", "mille"),
        ("80000", "quatre-vingt mille"),
        ("200000", "deux cent mille"),
        ("200300", "deux cent mille trois cents"),
        ("1000000", "un million"),
        ("80000000", "quatre-vingts millions"),
        ("200000001", "deux cents millions un"),
        ("1200000", "un million deux cent mille"),
    ],
)
def test_halves_decimals_and_large_numbers(value: str, words: str) -> None:
    assert in_words(Decimal(value)) == words


def test_halves_agree_and_can_be_refused() -> None:
    assert in_words(Decimal("2.5"), Gender.FEMININE) == "deux et demie"
    assert in_words(Decimal("0.5"), Gender.FEMININE) == "une demie"
    assert in_words(Decimal("1.5"), Gender.FEMININE) == "une et demie"
    assert in_words(Decimal("2.5"), halves=False) == "deux virgule cinq"
    assert in_words(Decimal("0.5"), halves=False) == "zéro virgule cinq"


AMOUNTS = st.one_of(
    st.decimals(min_value=0, max_value=9_999, places=3),
    st.decimals(min_value=0, max_value=999_999_999, places=1),
    st.decimals(min_value=0, max_value=999_999_999, places=0),
)


@given(AMOUNTS, AMOUNTS, st.booleans(), st.sampled_from(Gender))
def test_distinct_numbers_have_distinct_words_and_figures(
    one: Decimal, other: Decimal, halves: bool, gender: Gender
) -> None:
    same = one == other
    assert (in_words(one, gender, halves=halves) == in_words(other, gender, halves=halves)) is same
    assert (in_figures(one) == in_figures(other)) is same


def test_all_thousandths_between_0_and_30_are_distinct() -> None:
    said = {in_words(Decimal(number) / 1000) for number in range(30_000)}
    assert len(said) == 30_000


@pytest.mark.parametrize(
    ("value", "figures"),
    [
        ("0", "0"),
        ("0.50", "0,5"),
        ("2.125", "2,125"),
        ("999", "999"),
        ("1000", "1\u202f000"),
        ("1200000.5", "1\u202f200\u202f000,5"),
        ("1E+4", "10\u202f000"),
    ],
)
def test_figures_have_a_decimal_comma_and_narrow_spaces(value: str, figures: str) -> None:
    assert in_figures(Decimal(value)) == figures


@pytest.mark.parametrize("value", ["-1", "0.0001", "1000000000", "NaN"])
def test_numbers_that_cannot_be_prescribed_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="quantité"):
        in_words(Decimal(value))
    with pytest.raises(ValueError, match="quantité"):
        in_figures(Decimal(value))
