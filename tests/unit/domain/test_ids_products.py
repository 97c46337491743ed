"""CIS, CIP13, CIP7."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Cip7, Cip13, Cis, InvalidId


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("3400949497294", "4949729"),
        ("3400949497706", "4949770"),
        ("3400933208639", "3320863"),
        ("3400936963504", "3696350"),
        ("3400930020777", "3002077"),
    ],
)
def test_a_long_code_contains_the_short_one(long: str, short: str) -> None:
    assert Cip13(long).cip7 == Cip7(short)
    assert Cip13.of(Cip7(short)) == Cip13(long)


def test_a_long_code_with_a_wrong_key_is_refused() -> None:
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Cip13("3400949497295")


@pytest.mark.parametrize("text", ["", "340094949729", "34009494972944", "340094949729A"])
def test_a_long_code_without_thirteen_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="treize chiffres"):
        Cip13.parse(text)


def test_a_hospital_unit_code_is_not_a_pack() -> None:
    # 34008 is the prefix of UCD codes; the EAN-13 key holds.
    with pytest.raises(InvalidId, match="34009"):
        Cip13("3400893766521")


def test_a_long_code_is_read_with_spaces() -> None:
    assert Cip13.parse("34009 494 972 9 4").value == "3400949497294"


def test_the_code_of_a_box_is_a_zero_and_the_long_code() -> None:
    assert Cip13.from_gtin14("03400949497294") == Cip13("3400949497294")
    assert Cip13("3400949497294").gtin14 == "03400949497294"


@pytest.mark.parametrize("text", ["", "3400949497294", "13400949497294", "003400949497294"])
def test_a_code_of_a_box_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="quatorze chiffres"):
        Cip13.from_gtin14(text)


def test_a_code_of_a_box_that_holds_no_long_code_is_refused() -> None:
    with pytest.raises(InvalidId, match="34009"):
        Cip13.from_gtin14("03400893766521")


@pytest.mark.parametrize("value", ["4949729", "4949770", "3320863", "3696350"])
def test_a_short_code_with_a_right_key_has_no_warning(value: str) -> None:
    assert Cip7(value).warnings == ()


@pytest.mark.parametrize("value", ["3002077", "3004343", "4900055", "5500309"])
def test_a_short_code_of_the_ranges_without_key_has_no_warning(value: str) -> None:
    assert Cip7(value).warnings == ()


def test_a_short_code_with_a_wrong_key_warns_and_is_accepted() -> None:
    assert Cip7("3320864").warnings == (Cip7.WRONG_KEY,)


def test_a_short_code_whose_key_would_be_ten_warns_whatever_its_last_digit() -> None:
    # 2 x 5 = 10: no digit is the key.
    assert all(Cip7(f"500000{key}").warnings == (Cip7.WRONG_KEY,) for key in range(10))


@pytest.mark.parametrize("text", ["", "494972", "49497299", "494972A"])
def test_a_short_code_without_seven_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="sept chiffres"):
        Cip7.parse(text)


def test_a_speciality_has_eight_digits() -> None:
    assert Cis.parse("6123 4567") == Cis("61234567")
    assert Cis("61234567").warnings == ()
    with pytest.raises(InvalidId, match="huit chiffres"):
        Cis("6123456")


def test_codes_of_products_are_shown_in_clear() -> None:
    assert repr(Cip13("3400949497294")) == "Cip13(value='3400949497294')"


@given(st.integers(0, 9_999_999))
def test_every_short_code_has_one_long_code_and_one_box_code(number: int) -> None:
    short = Cip7(f"{number:07d}")
    long = Cip13.of(short)
    assert long.cip7 == short
    assert Cip13.parse(str(long)) == Cip13.from_gtin14(long.gtin14) == long
