"""Check digits and the reading of typed text, shared by every identifier."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import InvalidId, Rpps, ean13, ean13_key, luhn

DIGITS = "0123456789"


@pytest.mark.parametrize("digits", ["79927398713", "750712184", "10000001916", "0", "18"])
def test_luhn_holds_on_known_numbers(digits: str) -> None:
    assert luhn(digits)


@pytest.mark.parametrize("text", ["", "79927398710", "7992739871A", "٣٤٥", "1²"])
def test_luhn_does_not_hold_on_a_wrong_key_nor_on_anything_but_digits(text: str) -> None:
    assert not luhn(text)


@given(st.text(DIGITS, min_size=2, max_size=20), st.data())
def test_luhn_detects_any_single_wrong_digit(digits: str, data: st.DataObject) -> None:
    key = next(d for d in DIGITS if luhn(digits + d))
    number = digits + key
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from(DIGITS.replace(number[place], "")))
    assert not luhn(number[:place] + other + number[place + 1 :])


def test_ean13_holds_on_the_worked_example() -> None:
    # 32 at weight 1 and 28 at weight 3: 116, four short of 120.
    assert ean13_key("340094949729") == "4"
    assert ean13("3400949497294")
    assert not ean13("3400949497295")


@pytest.mark.parametrize("text", ["", "340094949729", "34009494972944", "340094949729A"])
def test_ean13_holds_only_on_thirteen_digits(text: str) -> None:
    assert not ean13(text)


@pytest.mark.parametrize("text", ["", "34009494972", "34009494972A", "٣٤٠٠٩٤٩٤٩٧٢٩"])
def test_an_ean13_key_is_computed_on_twelve_digits_only(text: str) -> None:
    with pytest.raises(InvalidId, match="douze chiffres"):
        ean13_key(text)


@given(st.text(DIGITS, min_size=12, max_size=12))
def test_an_ean13_with_its_computed_key_holds_and_with_no_other(first12: str) -> None:
    assert [d for d in DIGITS if ean13(first12 + d)] == [ean13_key(first12)]


@pytest.mark.parametrize(
    "text",
    [
        "10 000 001 916",
        "10\u202f000\u202f001\u202f916",
        "10\u00a0000\u00a0001\u00a0916",
        "10-000-001-916",
        "10\u2011000\u2013001\u2212916",
        "10.000.001.916",
        "\t10000001916\r\n",
    ],
)
def test_separators_that_people_and_scanners_leave_are_dropped(text: str) -> None:
    assert Rpps.parse(text) == Rpps("10000001916")


@pytest.mark.parametrize("text", ["1000000191６", "1000000191²", "1000000191\u200b6", "é" * 11])
def test_a_character_outside_ascii_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="sans accent"):
        Rpps.parse(text)


def test_a_very_long_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidId, match="trop long"):
        Rpps.parse(" " * 100_000)


def test_a_refusal_says_the_kind_and_the_reason_and_survives_a_pickle() -> None:
    with pytest.raises(ValueError, match="onze chiffres") as caught:
        Rpps("123")
    error = caught.value
    assert isinstance(error, InvalidId)
    assert (error.kind, error.reason) == ("RPPS", "onze chiffres sont attendus")
    assert str(error) == "RPPS\u202f: onze chiffres sont attendus"
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.kind, copy.reason) == (error.kind, error.reason)


@given(st.text(DIGITS, min_size=5).filter(lambda text: len(text) != 11))
def test_a_refusal_never_carries_the_text_refused(text: str) -> None:
    with pytest.raises(InvalidId) as caught:
        Rpps.parse(text)
    assert text not in f"{caught.value} {caught.value!r}"
    assert caught.value.__cause__ is None
