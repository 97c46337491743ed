"""Matricule INS and its OID. Every matricule here is an official test identity or invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Ins, InsOid, InvalidId, nir_key

PRODUCTION = [InsOid.NIR, InsOid.NIA]
OTHERS = [InsOid.NIR_TEST, InsOid.NIR_DEMO]
RIGHT_KEY, WRONG_KEY = "279035121518989", "221042545611404"


@st.composite
def first_thirteen(draw: st.DrawFn, first: str = "12") -> str:
    department = draw(st.sampled_from(["01", "2A", "2B", "75", "97", "99"]))
    return (
        draw(st.sampled_from(first))
        + f"{draw(st.integers(0, 9999)):04d}{department}{draw(st.integers(0, 999_999)):06d}"
    )


@pytest.mark.parametrize(
    ("first13", "key"),
    [
        ("2790351215189", "89"),
        ("2770763220829", "10"),
        ("2951099126111", "93"),
        ("185012A004001", "17"),
        ("185012B004001", "44"),
        ("2210425456114", "83"),
    ],
)
def test_the_key_of_worked_examples(first13: str, key: str) -> None:
    assert nir_key(first13) == key


@given(first_thirteen())
def test_the_corsican_key_is_also_that_of_a_zero_less_one_or_two_millions(first13: str) -> None:
    less = {"A": 1_000_000, "B": 2_000_000}.get(first13[6], 0)
    number = int(first13.replace("A", "0").replace("B", "0")) - less
    assert int(nir_key(first13)) == 97 - number % 97


@pytest.mark.parametrize("text", ["", "279035121518", "27903512151898", "1850120A04001"])
def test_a_key_is_computed_on_thirteen_characters_only(text: str) -> None:
    with pytest.raises(InvalidId, match="treize premiers"):
        nir_key(text)


@pytest.mark.parametrize(
    ("oid", "suffix", "fhir_type", "production"),
    [
        (InsOid.NIR, "8", "INS-NIR", True),
        (InsOid.NIA, "9", "INS-NIA", True),
        (InsOid.NIR_TEST, "10", "INS-NIR-TEST", False),
        (InsOid.NIR_DEMO, "11", "INS-NIR-DEMO", False),
    ],
)
def test_the_four_oids(oid: InsOid, suffix: str, fhir_type: str, production: bool) -> None:
    assert oid.value == f"1.2.250.1.213.1.4.{suffix}"
    assert oid.fhir_system == f"urn:oid:1.2.250.1.213.1.4.{suffix}"
    assert oid.fhir_type == fhir_type
    assert oid.production is production


def test_there_is_no_other_oid() -> None:
    assert len(InsOid) == 4
    with pytest.raises(ValueError, match=r"1\.4\.2"):
        InsOid("1.2.250.1.213.1.4.2")


@pytest.mark.parametrize("oid", [InsOid.NIR, *OTHERS])
def test_a_right_key_is_accepted_without_warning(oid: InsOid) -> None:
    assert Ins(RIGHT_KEY, oid).warnings == ()


def test_a_wrong_key_is_refused_on_a_production_oid() -> None:
    with pytest.raises(InvalidId, match="clé de contrôle est inexacte"):
        Ins(WRONG_KEY, InsOid.NIR)
    with pytest.raises(InvalidId, match="clé de contrôle est inexacte"):
        Ins("7" + RIGHT_KEY[1:], InsOid.NIA)


@pytest.mark.parametrize("oid", OTHERS)
@pytest.mark.parametrize("matricule", [WRONG_KEY, "223042545611404", "288091234567823"])
def test_a_wrong_key_only_warns_on_a_test_or_demonstration_oid(matricule: str, oid: InsOid) -> None:
    assert Ins(matricule, oid).warnings == (Ins.WRONG_KEY,)


@pytest.mark.parametrize("matricule", ["185012A00400117", "185012B00400144"])
def test_a_corsican_matricule_is_accepted_in_production(matricule: str) -> None:
    assert str(Ins.parse(matricule.lower(), InsOid.NIR)) == matricule


@pytest.mark.parametrize("first", ["7", "8"])
def test_a_waiting_number_starts_with_seven_or_eight(first: str) -> None:
    first13 = f"{first}790351215189"
    assert Ins(first13 + nir_key(first13), InsOid.NIA).warnings == ()


def test_a_waiting_number_that_starts_otherwise_is_refused() -> None:
    with pytest.raises(InvalidId, match="commence par 7 ou 8"):
        Ins(RIGHT_KEY, InsOid.NIA)


def test_a_matricule_that_looks_like_a_waiting_number_declared_as_nir_warns() -> None:
    first13 = "7790351215189"
    assert Ins(first13 + nir_key(first13), InsOid.NIR).warnings == (Ins.WAITING_NUMBER,)
    assert Ins(first13 + "00", InsOid.NIR_TEST).warnings == (Ins.WRONG_KEY, Ins.WAITING_NUMBER)


@pytest.mark.parametrize("month", ["00", "13", "20", "42", "50", "99"])
def test_the_month_of_an_incomplete_civil_status_is_accepted(month: str) -> None:
    first13 = f"279{month}51215189"
    assert Ins(first13 + nir_key(first13), InsOid.NIR).warnings == ()


@pytest.mark.parametrize("oid", list(InsOid))
def test_a_matricule_without_its_key_is_refused_with_that_reason(oid: InsOid) -> None:
    with pytest.raises(InvalidId, match="clé de deux chiffres manque"):
        Ins.parse("2 79 03 51 215 189", oid)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "27903512151898",
        "2790351215189899",
        "079035121518989",
        "979035121518989",
        "279032C21518989",
        "27903A121518989",
        "2790351215189A9",
    ],
)
@pytest.mark.parametrize("oid", list(InsOid))
def test_a_matricule_of_another_form_is_refused_under_every_oid(text: str, oid: InsOid) -> None:
    with pytest.raises(InvalidId, match="quinze caractères"):
        Ins.parse(text, oid)


def test_a_matricule_is_read_as_printed_on_a_card() -> None:
    printed = "2\u00a079\u202f03 51-215.189 | 89".replace("|", "")
    assert Ins.parse(printed, InsOid.NIR_TEST) == Ins(RIGHT_KEY, InsOid.NIR_TEST)


def test_the_same_matricule_under_two_oids_is_two_identities() -> None:
    assert Ins(RIGHT_KEY, InsOid.NIR) != Ins(RIGHT_KEY, InsOid.NIR_TEST)
    assert len({Ins(RIGHT_KEY, InsOid.NIR), Ins(RIGHT_KEY, InsOid.NIR)}) == 1


@given(first_thirteen(), st.sampled_from([InsOid.NIR, *OTHERS]))
def test_a_matricule_survives_its_text_and_its_repr_never_contains_it(
    first13: str, oid: InsOid
) -> None:
    ins = Ins(first13 + nir_key(first13), oid)
    assert Ins.parse(str(ins), oid) == ins
    assert repr(ins) == f"Ins('{first13[0]}•••••••••••••{str(ins)[-1]}', {oid.name})"


@given(first_thirteen(), st.integers(0, 99), st.sampled_from(PRODUCTION))
def test_no_refusal_carries_the_matricule(first13: str, shift: int, oid: InsOid) -> None:
    wrong = f"{(int(nir_key(first13)) + 1 + shift % 99) % 100:02d}"
    with pytest.raises(InvalidId) as caught:
        Ins(first13 + wrong, oid)
    assert first13 not in f"{caught.value} {caught.value!r}"


@given(first_thirteen(), st.data())
def test_the_key_detects_any_single_wrong_digit(first13: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([0, *range(1, 5), *range(7, 13)]))
    others = "123456" if place == 0 else "0123456789"
    other = data.draw(st.sampled_from(others.replace(first13[place], "")))
    wrong = first13[:place] + other + first13[place + 1 :]
    with pytest.raises(InvalidId, match="clé de contrôle"):
        Ins(wrong + nir_key(first13), InsOid.NIR)
