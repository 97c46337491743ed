"""The description of a sheet: every mention in its place, nothing that is not asked."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ordonnance.documents.numerique import (
    ANONYMOUS_NOTICE,
    numerique,
)
from ordonnance.domain.ids import Finess, Rpps
from ordonnance.domain.people import IdentityStatus, ReplacedPrescriber
from tests.builders.prescriptions import PATIENT
from tests.unit.documents.sheets import plain
from tests.unit.documents.situations import (
    BASE_URL,
    DOCTOR,
    NUMBER,
    a_sheet,
    sheet_of,
    simple,
)

# --- What opens it -------------------------------------------------------------------------------


def test_the_qr_carries_the_number_in_the_fragment_of_the_address() -> None:
    sheet = a_sheet(base_url=BASE_URL + "/")
    assert sheet.qr is not None
    assert sheet.qr.text == f"{BASE_URL}/o#{NUMBER}"
    assert sheet.number == NUMBER.grouped
    assert [len(group) for group in sheet.number.split()] == [4, 4, 4, 4, 2]


@pytest.mark.parametrize("address", ["", "ordonnance.example", "https://a.example/?x=1", "ftp://a"])
def test_an_address_that_a_code_must_not_carry_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="adresse"):
        a_sheet(base_url=address)


def test_an_instant_without_zone_is_refused() -> None:
    made = simple()
    with pytest.raises(ValueError, match="fuseau"):
        numerique(
            made.build(), NUMBER, datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001
            base_url=BASE_URL, demonstration=True,
        )  # fmt: skip


def test_the_sheet_is_read_at_the_counter() -> None:
    sheet = a_sheet()
    assert sheet.heading == "ORDONNANCE NUMÉRIQUE"
    assert plain(sheet.instruction) == "Pharmacien : scannez ce code dans votre logiciel."
    assert plain(sheet.emergency) == "En cas d'urgence : 15"


def test_a_sheet_shows_nothing_in_logs() -> None:
    shown = (
        repr(a_sheet()) + repr(a_sheet().patient) + repr(a_sheet().qr) + repr(a_sheet().signature)
    )
    for secret in ("EXEMPLE", str(NUMBER), "AMOXICILLINE", "28504"):
        assert secret not in shown


# --- The prescriber ------------------------------------------------------------------------------


def test_the_prescriber_is_named_with_title_profession_place_and_means_of_contact() -> None:
    prescriber = a_sheet().prescriber
    assert prescriber.name == "Dr Claire EXEMPLE"
    assert [plain(line) for line in prescriber.lines] == [
        "Médecin, médecine générale, secteur 1",
        "Cabinet médical Exemple",
        "1 rue de l’Exemple",
        "75011 Paris, France",
        "+33 1 99 00 00 01",
        "cabinet@exemple.example",
    ]


def test_a_liberal_practice_shows_rpps_and_am_as_code_128_with_legend_and_digits() -> None:
    sheet = a_sheet()
    assert sheet.person_code is not None
    assert sheet.structure_code is not None
    assert (sheet.person_code.legend, sheet.person_code.digits) == ("RPPS", "99900000011")
    assert sheet.person_code.text == sheet.person_code.digits
    assert (sheet.structure_code.legend, sheet.structure_code.text) == ("AM", "991000019")


def test_a_hospital_shows_its_service_and_its_finess() -> None:
    assert DOCTOR.practice is not None
    hospital = replace(DOCTOR.practice, name="Hôpital Exemple", am=None, finess=Finess("990000017"))
    made = simple().by(replace(DOCTOR, practice=hospital)).having(hospital_service="Neurologie")
    sheet = a_sheet(made)
    assert sheet.prescriber.lines[1:3] == ("Hôpital Exemple", "Neurologie")
    assert sheet.structure_code is not None
    assert (sheet.structure_code.legend, sheet.structure_code.text) == ("FINESS", "990000017")


def test_a_remplacant_is_printed_with_the_colleague_replaced() -> None:
    replaced = ReplacedPrescriber(Rpps("99900000029"), "Démo", ("Bruno",))
    sheet = a_sheet(simple().by(replace(DOCTOR, replaces=replaced)))
    assert "en remplacement de Bruno DÉMO (RPPS 99900000029)" in sheet.prescriber.lines


def test_a_directory_code_of_sector_is_not_printed_and_a_foreign_phone_is_left_as_written() -> None:
    assert DOCTOR.practice is not None
    abroad = replace(DOCTOR.practice, phone="01 99 00 00 01", country="BE")
    lines = a_sheet(simple().by(replace(DOCTOR, sector="SA07", practice=abroad))).prescriber.lines
    assert lines[0] == "Médecin, médecine générale"
    assert "75011 Paris, BE" in lines
    assert "01 99 00 00 01" in lines


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("01 99 00 00 01", "+33 1 99 00 00 01"),
        ("02.62.00.00.01", "+262262000001"),
        ("+33 1 99 00 00 01", "+33 1 99 00 00 01"),
        ("3646", "3646"),
    ],
)
def test_a_french_phone_is_printed_with_its_international_prefix(typed: str, printed: str) -> None:
    assert DOCTOR.practice is not None
    here = replace(DOCTOR.practice, phone=typed, country=None)
    sheet = a_sheet(simple().by(replace(DOCTOR, practice=here)))
    lines = [plain(line) for line in sheet.prescriber.lines]
    assert printed in lines
    assert "75011 Paris, France" in lines


def test_a_prescriber_who_says_little_still_gets_a_sheet() -> None:
    assert DOCTOR.practice is not None
    bare = replace(
        DOCTOR, prefix=None, specialty=None, sector=None, rpps=None, profession=None,
        practice=replace(DOCTOR.practice, am=None, phone=None, email=None, country=None),
    )  # fmt: skip
    sheet = a_sheet(simple().by(bare))
    assert sheet.prescriber.name == "Claire EXEMPLE"
    assert sheet.prescriber.lines[-1] == "75011 Paris, France"
    assert sheet.person_code is sheet.structure_code is None


# --- The patient ---------------------------------------------------------------------------------


def test_the_patient_is_printed_with_sex_birth_date_and_qualified_ins() -> None:
    patient = a_sheet().patient
    assert patient.name == "Alice EXEMPLE"
    assert [plain(line) for line in patient.lines] == [
        "Sexe féminin, née le 12/04/1985 (40 ans)", "58 kg · 165 cm",
    ]  # fmt: skip
    assert [plain(line) for line in patient.small] == [
        "INS 2 85 04 99 999 001 15",
        "NIR de démonstration · OID 1.2.250.1.213.1.4.11",
        "Lieu de naissance : 99999 (code INSEE)",
    ]


def test_an_ins_that_is_not_qualified_is_never_printed() -> None:
    for status in set(IdentityStatus) - {IdentityStatus.QUALIFIED}:
        assert a_sheet(simple().for_(replace(PATIENT, identity=status))).patient.small == ()


def test_a_used_name_stands_out_and_the_birth_name_is_kept() -> None:
    patient = a_sheet(simple().for_(replace(PATIENT, used_family="Démo"))).patient
    assert patient.name == "Alice DÉMO"
    assert plain(patient.lines[0]) == "nom de naissance : EXEMPLE"


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2026-01-05", "0 jour"), ("2025-12-28", "8 jours"), ("2025-12-08", "28 jours"),
        ("2025-12-05", "1 mois"), ("2024-07-06", "17 mois"), ("2023-01-06", "35 mois"),
        ("2023-01-05", "3 ans"), ("1985-01-06", "40 ans"),
    ],
)  # fmt: skip
def test_the_age_of_small_children_is_in_days_or_months(born: str, age: str) -> None:
    patient = replace(PATIENT, birth_date=date.fromisoformat(born))
    assert f"({age})" in plain(a_sheet(simple().for_(patient)).patient.lines[0])


def test_an_anonymous_sheet_carries_no_identity() -> None:
    sheet = sheet_of("anonymous")
    assert plain(sheet.patient.name) == "Patient : anonyme (IVG)"
    assert sheet.patient.lines == sheet.patient.small == ()
    assert "Alice" not in sheet.running
    assert sheet.notice == ANONYMOUS_NOTICE
