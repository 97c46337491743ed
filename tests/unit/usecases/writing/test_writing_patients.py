"""The patient of a draft: typed, scanned, not there yet."""

from dataclasses import replace

import pytest

from ordonnance.domain.people import IdentityStatus, Sex
from ordonnance.usecases.writing.patient import TypedPatient, read_patient, scanned_patient
from tests.builders.desk import JEANNE

HEADER = "IS010000000000000000000000"
BLOCKS = (
    "S1279035121518989", "S21.2.250.1.213.1.4.10", "S3DOMINIQUE MARIE-LOUISE\x1d",
    "S4PAT-TROIS\x1d", "S5F", "S628-03-1979", "S751215",
)  # fmt: skip


def test_typed_traits_make_a_patient() -> None:
    read = read_patient(JEANNE, demonstration=True)
    assert read.problems == {}
    patient = read.patient
    assert patient is not None
    assert (patient.family, patient.given, patient.sex) == ("EXEMPLE", ("Jeanne",), Sex.FEMALE)
    assert patient.ins_qualified


def test_an_identity_that_is_not_qualified_does_not_carry_its_ins() -> None:
    patient = read_patient(replace(JEANNE, qualified=False), demonstration=True).patient
    assert patient is not None
    assert patient.ins is None
    assert patient.identity is IdentityStatus.PROVISIONAL


def test_nobody_is_said_yet_without_any_fault() -> None:
    read = read_patient(TypedPatient(), demonstration=True)
    assert (read.patient, read.problems) == (None, {})


def test_an_anonymous_draft_has_no_patient_whatever_was_typed() -> None:
    read = read_patient(replace(JEANNE, anonymous=True), demonstration=True)
    assert (read.patient, read.problems) == (None, {})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("family", ""), ("given", ""), ("birth_date", ""), ("birth_date", "31/02/1970"),
        ("birth_date", "hier"), ("sex", ""), ("weight", "lourd"), ("weight", "-3"),
        ("weight", "NaN"), ("weight", "900"), ("weight", "1e-300000"),
        ("weight", "0,1"), ("weight", "6_2"), ("ins", "12"), ("ins", ""),
    ],
)  # fmt: skip
def test_a_trait_that_is_missing_or_wrong_is_said_at_its_field(field: str, value: str) -> None:
    read = read_patient(replace(JEANNE, **{field: value}), demonstration=True)
    assert read.patient is None
    assert list(read.problems) == [field]


def test_a_real_base_holds_a_matricule_to_its_key() -> None:
    wrong = replace(JEANNE, ins="270069999900107")
    assert "ins" in read_patient(wrong, demonstration=False).problems


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (6, 5, 4, 2, 1, 0, 3)])
def test_a_datamatrix_is_read_whatever_the_order_of_its_blocks(order: tuple[int, ...]) -> None:
    found = scanned_patient(HEADER + "".join(BLOCKS[at] for at in order))
    assert found is not None
    assert (found.family, found.given) == ("PAT-TROIS", "DOMINIQUE MARIE-LOUISE")
    assert (found.ins, found.oid) == ("279035121518989", "1.2.250.1.213.1.4.10")
    assert (found.sex, found.birth_date, found.birth_place) == ("F", "28/03/1979", "51215")


def test_a_scanner_may_leave_the_separators_out() -> None:
    found = scanned_patient(HEADER + "".join(BLOCKS).replace("\x1d", ""))
    assert found is not None
    assert found.family == "PAT-TROIS"


@pytest.mark.parametrize("text", ["", "bonjour", HEADER, HEADER + "S9X", HEADER + "S5F"])
def test_another_text_is_no_patient(text: str) -> None:
    assert scanned_patient(text) is None
