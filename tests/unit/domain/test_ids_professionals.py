"""RPPS, ADELI, AM number, national identifier of a professional."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Adeli, AmNumber, IdNatPs, InvalidId, Rpps

ELEVEN_DIGITS = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("value", ["10000001916", "10000005479", "99700218896", "01234567897"])
def test_an_rpps_with_a_right_key_has_no_warning(value: str) -> None:
    assert Rpps(value).warnings == ()


@pytest.mark.parametrize("value", ["10102727017", "10001234567", "10003461033", "10001766123"])
def test_an_rpps_with_a_wrong_key_warns_and_is_accepted(value: str) -> None:
    assert Rpps(value).warnings == (Rpps.WRONG_KEY,)
    assert str(Rpps(value)) == value


@pytest.mark.parametrize(
    "text", ["", "1000000191", "100000019166", "1000000191A", "810000001916", "1000/001916"]
)
def test_an_rpps_without_eleven_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="onze chiffres"):
        Rpps.parse(text)


@pytest.mark.parametrize("text", ["10 000 001 916", "10000001916\n", " 10000001916", "1000000191٦"])
def test_the_constructor_accepts_the_canonical_form_only(text: str) -> None:
    with pytest.raises(InvalidId):
        Rpps(text)


@given(ELEVEN_DIGITS)
def test_an_rpps_read_back_from_its_text_is_the_same(value: str) -> None:
    number = Rpps(value)
    assert Rpps.parse(str(number)) == number
    assert hash(Rpps.parse(f"{value[:5]} {value[5:]}")) == hash(number)


@given(ELEVEN_DIGITS)
def test_the_repr_of_an_rpps_never_contains_it(value: str) -> None:
    assert repr(Rpps(value)) == f"Rpps('{value[0]}•••••••••{value[-1]}')"
    assert f"{Rpps(value)}" == value


def test_identifiers_of_two_kinds_are_never_equal() -> None:
    adeli: object = Adeli("991086265")
    assert adeli != AmNumber("991086265")
    assert len({adeli, AmNumber("991086265"), Adeli("991086265")}) == 2


def test_an_identifier_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Rpps("10000001916").value = "10000005479"  # type: ignore[misc]  # frozen: that is what is tried


@pytest.mark.parametrize("value", ["012800736", "012800728", "010000206", "533100558"])
def test_an_adeli_with_a_right_key_has_no_warning(value: str) -> None:
    assert Adeli(value).warnings == ()


def test_an_adeli_with_a_wrong_key_warns() -> None:
    assert Adeli("012800737").warnings == (Adeli.WRONG_KEY,)


def test_the_key_of_a_corsican_adeli_is_said_to_be_unverified() -> None:
    assert Adeli.parse("2a 1 12345 6").warnings == (Adeli.UNVERIFIED_KEY,)
    assert AmNumber.parse("2b 2 12345 6").warnings == (AmNumber.UNVERIFIED_KEY,)


@pytest.mark.parametrize("text", ["", "01280073", "0128007366", "2C1123456", "0A1123456"])
def test_an_adeli_or_am_number_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="neuf caractères"):
        Adeli.parse(text)
    with pytest.raises(InvalidId, match="neuf caractères"):
        AmNumber.parse(text)


def test_an_am_number_is_read_with_its_key_apart() -> None:
    assert AmNumber.parse("99 1 08626 5").value == "991086265"
    assert AmNumber("991086265").warnings == ()
    assert AmNumber("991086264").warnings == (AmNumber.WRONG_KEY,)


def test_the_repr_of_an_adeli_or_am_number_is_masked() -> None:
    assert repr(Adeli("012800736")) == "Adeli('0•••••••6')"
    assert repr(AmNumber("991086265")) == "AmNumber('9•••••••5')"


def test_a_national_identifier_is_the_prefix_of_the_register_and_its_number() -> None:
    assert IdNatPs.of(Rpps("10107592585")) == IdNatPs("810107592585")
    assert IdNatPs.of(Adeli("012800736")) == IdNatPs("0012800736")


def test_a_national_identifier_gives_the_number_it_carries() -> None:
    by_rpps, by_adeli = IdNatPs("899700218896"), IdNatPs("0012800736")
    assert (by_rpps.rpps, by_rpps.adeli) == (Rpps("99700218896"), None)
    assert (by_adeli.rpps, by_adeli.adeli) == (None, Adeli("012800736"))


def test_a_national_identifier_passes_on_the_warnings_of_its_number() -> None:
    assert IdNatPs("810102727017").warnings == (Rpps.WRONG_KEY,)
    assert IdNatPs("0012800737").warnings == (Adeli.WRONG_KEY,)
    assert IdNatPs("3750712184/42").warnings == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 10107592585", "810107592585"),
        ("3 75 071218 4 / Agent-42", "3750712184/Agent-42"),
        ("32a0000014/7", "32A0000014/7"),
        ("1012800736/7", "1012800736/7"),
        ("4552100554/a.b", "4552100554/a.b"),
        ("555210055400013/1", "555210055400013/1"),
        ("610107592585/1", "610107592585/1"),
    ],
)
def test_every_register_of_professionals_is_read_and_internal_numbers_are_kept(
    text: str, value: str
) -> None:
    assert IdNatPs.parse(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10107592585",
        "210107592585",
        "810107592585/1",
        "3750712184",
        "3750712184/",
        "3750712184/a b",
        "3750712184/" + "1" * 31,
        "3750712184/1/2",
    ],
)
def test_a_national_identifier_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="préfixe"):
        IdNatPs.parse(text)


@given(ELEVEN_DIGITS)
def test_a_national_identifier_gives_back_its_rpps_and_hides_it(value: str) -> None:
    identifier = IdNatPs.of(Rpps(value))
    assert identifier.rpps == Rpps(value)
    assert value not in repr(identifier)
    assert value[1:-1] not in repr(identifier)


def test_the_repr_of_a_national_identifier_shows_the_register_only() -> None:
    assert repr(IdNatPs("810107592585")) == "IdNatPs('81•••••••••5')"
