"""A number in words says that number and no other: an independent reader reads it back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.french.amounts import amount_in_words
from ordonnance.domain.french.numbers import Gender, in_words

WORDS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
SMALL = {word: value for value, word in enumerate(WORDS)} | TENS | {"une": 1}


def whole_of(words: str) -> int:
    """The value of a whole number in words, by addition and multiplication alone."""
    total = group = 0
    for word in words.replace("quatre-vingts", "4vingts").replace("-", " ").split():
        if word in ("million", "millions"):
            total, group = total + group * 1_000_000, 0
        elif word == "mille":
            total, group = total + (group or 1) * 1_000, 0
        elif word in ("cent", "cents"):
            group = (group or 1) * 100
        elif word == "4vingts":
            group += 80
        elif word == "vingt" and group % 100 == 4:
            group += 76
        elif word != "et":
            group += SMALL[word]
    return total + group


def value_of(words: str) -> Decimal:
    """The value of any number in words, its decimals included."""
    whole, _, rest = words.partition(" virgule ")
    zeros = 0
    while rest.startswith("zéro "):
        zeros, rest = zeros + 1, rest.removeprefix("zéro ")
    digits = "0" * zeros + str(whole_of(rest)) if rest else "0"
    return Decimal(f"{whole_of(whole)}.{digits}")


AMOUNTS = st.integers(0, 999_999_999).map(lambda thousandths: Decimal(thousandths) / 1_000)


@given(AMOUNTS, st.sampled_from(Gender))
def test_every_number_to_999_999_comma_999_is_read_back(value: Decimal, gender: Gender) -> None:
    assert value_of(in_words(value, gender, halves=False)) == value


@given(st.integers(0, 999_999_999), st.sampled_from(Gender))
def test_every_whole_number_is_read_back(value: int, gender: Gender) -> None:
    assert whole_of(in_words(value, gender)) == value


@given(st.integers(2, 999_999), st.sampled_from([("gélule", "une"), ("comprimé", "un")]))
def test_a_final_one_agrees_with_what_is_counted(value: int, counted: tuple[str, str]) -> None:
    noun, one = counted
    said = amount_in_words(Decimal(value), noun)
    assert said.endswith(f"{noun}s")
    if value % 10 == 1 and value % 100 not in (11, 71, 91):
        assert said.removesuffix(f" {noun}s").replace("-", " ").split()[-1] == one
