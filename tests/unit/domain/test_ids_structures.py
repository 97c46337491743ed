"""FINESS, SIREN, SIRET, national identifier of a structure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Finess, IdNatStruct, InvalidId, Rpps, Siren, Siret, luhn


@pytest.mark.parametrize("value", ["750712184", "750100208", "130783293", "380000067"])
def test_a_finess_with_a_right_key_has_no_warning(value: str) -> None:
    assert Finess(value).warnings == ()


@pytest.mark.parametrize("value", ["458174839", "510032549", "150028085"])
def test_a_finess_with_a_wrong_key_warns_and_is_accepted(value: str) -> None:
    assert Finess(value).warnings == (Finess.WRONG_KEY,)


@pytest.mark.parametrize("value", ["2A0000014", "2A0000386", "2B0000020"])
def test_the_key_of_a_corsican_finess_reads_21_and_22(value: str) -> None:
    assert Finess.parse(value.lower()).warnings == ()


@pytest.mark.parametrize("value", ["2A0000013", "2B0000014"])
def test_a_corsican_finess_with_a_wrong_key_warns(value: str) -> None:
    assert Finess(value).warnings == (Finess.WRONG_KEY,)


@pytest.mark.parametrize("value", ["20A000014", "A20000014", "1A0000014", "2C0000014"])
def test_the_corsican_letter_is_the_second_character_and_follows_a_two(value: str) -> None:
    with pytest.raises(InvalidId, match="2A ou 2B"):
        Finess(value)


@pytest.mark.parametrize("text", ["", "75071218", "7507121844", "75O712184"])
def test_a_finess_without_nine_characters_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="neuf caractères"):
        Finess.parse(text)


def test_structures_are_shown_in_clear() -> None:
    assert repr(Finess("750712184")) == "Finess(value='750712184')"
    assert str(Finess.parse("75 071 218 4")) == "750712184"


def test_a_siren_or_siret_with_a_wrong_key_is_refused() -> None:
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Siren("552100555")
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Siret("55210055400014")


def test_a_siret_whose_siren_is_wrong_is_refused_even_when_its_own_key_holds() -> None:
    siret = next(f"55210055500{rest:03d}" for rest in range(1000) if luhn(f"55210055500{rest:03d}"))
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Siret(siret)


@pytest.mark.parametrize("text", ["", "5521005540001", "552100554000133", "5521005540001A"])
def test_a_siret_without_fourteen_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="quatorze chiffres"):
        Siret.parse(text)


def test_a_siren_without_nine_digits_is_refused() -> None:
    with pytest.raises(InvalidId, match="neuf chiffres"):
        Siren.parse("55210055")


def test_a_siret_gives_its_siren() -> None:
    assert Siret.parse("552 100 554 00013").siren == Siren("552100554")


def test_an_establishment_of_la_poste_may_follow_its_own_rule() -> None:
    assert Siret("35600000000048").siren == Siren("356000000")
    # 3 + 5 + 6 + 1 = 15, a multiple of five; the Luhn formula does not hold.
    assert not luhn("35600000000001")
    assert Siret("35600000000001").siren == Siren("356000000")
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Siret("35600000000002")


def test_the_rule_of_la_poste_is_for_la_poste_only() -> None:
    # 5 + 5 + 2 + 1 + 5 + 5 + 4 + 3 = 30 is a multiple of five as well.
    assert not luhn("55210055400003")
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Siret("55210055400003")


def test_a_national_identifier_is_the_prefix_of_the_register_and_its_number() -> None:
    assert str(IdNatStruct.of(Finess("750512345"))) == "1750512345"
    assert str(IdNatStruct.of(Siren("552100554"))) == "2552100554"
    assert str(IdNatStruct.of(Siret("39806996300013"))) == "339806996300013"


def test_a_national_identifier_gives_the_number_it_carries_and_no_other() -> None:
    def carried(text: str) -> tuple[object, ...]:
        found = IdNatStruct.parse(text)
        return found.finess, found.siren, found.siret, found.rpps

    assert carried("1 2a0000014") == (Finess("2A0000014"), None, None, None)
    assert carried("2552100554") == (None, Siren("552100554"), None, None)
    assert carried("339806996300013") == (None, None, Siret("39806996300013"), None)
    assert carried("410005929293016") == (None, None, None, Rpps("10005929293"))
    assert carried("001280073600") == (None, None, None, None)


def test_a_national_identifier_passes_on_warnings_and_refusals_of_its_number() -> None:
    assert IdNatStruct("1510032549").warnings == (Finess.WRONG_KEY,)
    assert IdNatStruct("410102727017016").warnings == (Rpps.WRONG_KEY,)
    assert IdNatStruct("339806996300013").warnings == ()
    with pytest.raises(InvalidId, match=r"SIRET.*clé de contrôle"):
        IdNatStruct("339806996300014")
    with pytest.raises(InvalidId, match=r"SIREN.*clé de contrôle"):
        IdNatStruct("2552100555")


@pytest.mark.parametrize(
    "text", ["", "750512345", "5750512345", "175051234", "41000592929", "4100059292930161"]
)
def test_a_national_identifier_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidId, match="préfixe"):
        IdNatStruct.parse(text)


def test_the_repr_of_a_practice_hides_the_professional() -> None:
    assert repr(IdNatStruct("410005929293016")) == "IdNatStruct('41••••••••••••6')"
    assert repr(IdNatStruct("0012800736")) == "IdNatStruct('00•••••••6')"
    assert repr(IdNatStruct("1750512345")) == "IdNatStruct('1750512345')"


@given(st.from_regex(r"([0-9]{2}|2[AB])[0-9]{7}", fullmatch=True).filter(str.isascii))
def test_a_finess_survives_its_text_and_its_national_identifier(value: str) -> None:
    finess = Finess(value)
    assert Finess.parse(f"{value[:2].lower()} {value[2:]}") == finess
    assert IdNatStruct.of(finess).finess == finess
