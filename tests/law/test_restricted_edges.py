"""Restricted prescription at its edges; what is ordinary stays so."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.actors import Place, Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.domain.people import Sex
from ordonnance.law.check import check
from ordonnance.law.conditions import effect
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form, Setting
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.restricted import setting_of_place
from ordonnance.law.rule import Verdict
from ordonnance.law.specialties import GROUPS, belongs
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.builders.prescriptions import PATIENT, PRESCRIBER, day
from tests.law.cases import ask, counter, found, prescribing

TODAY = date(2026, 1, 5)
NEUROLOGY = "spécialistes et services NEUROLOGIE"
HOSPITAL_YEARLY = "prescription initiale hospitalière annuelle"
MONITORED = "médicament nécessitant une surveillance particulière pendant le traitement"
SPECIALIST_YEARLY = "prescription initiale annuelle réservée à certains spécialistes"
FOR_GIRLS = (
    "pour enfants et adolescents de sexe féminin, femmes susceptibles de procréer et femmes "
    "enceintes : prescription initiale annuelle réservée à certains spécialistes"
)
GP = replace(PRESCRIBER, specialty=Coding("urn:r38", "SM54"))
NEUROLOGIST = replace(PRESCRIBER, specialty=Coding("urn:r38", "SM32"))


def labelled(*conditions: str) -> Medicine:
    """An ordinary speciality of liste I with these labels."""
    return replace(m.RAMIPRIL_5, conditions=(m.LISTE_I, *conditions))


# --- What is ordinary ----------------------------------------------------------------------------


def test_an_ordinary_day_of_a_general_practitioner_shows_nothing_of_these_families() -> None:
    day_of_work = (
        an_ordonnance().by(GP).of(m.PARACETAMOL_1G, days=5).of(m.AMOXICILLINE_1G, days=6)
        .of(m.RAMIPRIL_5, days=30)
    )  # fmt: skip
    for setting in (None, Setting.TOWN, Setting.HOSPITAL, Setting.COORDINATED):
        report = check(prescribing(day_of_work, setting=setting))
        ours = ("PR-", "WH-", "RX-STUP", "RX-SEC", "RX-PHA", "condition.")
        assert [f.rule for f in report.findings if f.rule.startswith(ours)] == []


def test_going_on_with_a_cardiologist_s_treatment_in_town_shows_nothing() -> None:
    bisoprolol = labelled(
        "prescription initiale réservée à certains spécialistes",
        "prescription réservée aux spécialistes et services CARDIOLOGIE",
    )
    report = check(prescribing(an_ordonnance().by(GP).of(bisoprolol, days=30),
                               setting=Setting.TOWN))  # fmt: skip
    assert report.findings == ()


def test_the_emergency_label_only_informs() -> None:
    text = (
        "réservé à l'usage en situation d'urgence selon l'article R5121-96 du code de la santé "
        "publique"
    )
    report = check(prescribing(an_ordonnance().of(labelled(text), days=5)))
    assert report.findings == ()
    assert effect(text).read


def test_professional_use_is_no_obstacle_for_a_named_patient() -> None:
    medicine = labelled("réservé à l'usage professionnel selon l'article R.5121-80 du code de la "
                        "santé publique")  # fmt: skip
    assert perimeter_problem(medicine) is None
    assert check(prescribing(an_ordonnance().of(medicine, days=5))).outcome is Outcome.ALLOWED


def test_a_narcotic_and_an_ordinary_medicine_share_one_ordonnance() -> None:
    both = an_ordonnance().of(m.MORPHINE_LP_30, days=14).of(m.PARACETAMOL_1G, days=14)
    assert check(prescribing(both)).outcome is Outcome.ALLOWED


@pytest.mark.parametrize("medicine", [m.PARACETAMOL_1G, m.RAMIPRIL_5])
def test_secured_paper_may_be_chosen_for_any_medicine(medicine: Medicine) -> None:
    case = prescribing(an_ordonnance().of(medicine, days=5), form=Form.SECURISEE)
    assert [f.rule for f in check(case).findings if f.rule.startswith("RX-SEC")] == []


def test_no_rule_of_profession_restricts_a_physician() -> None:
    drugs = (m.MORPHINE_LP_30, m.CONTRACEPTIF_28, m.AMOXICILLINE_1G, m.ZOLPIDEM_10)
    for medicine in drugs:
        report = check(prescribing(an_ordonnance().by(GP).of(medicine, days=14)))
        told = [f for f in report.findings if f.rule.startswith(("WH-", "RX-STUP-13"))]
        assert told == []


# --- Labels read together ------------------------------------------------------------------------


def test_combined_labels_are_all_evaluated() -> None:
    combined = labelled(HOSPITAL_YEARLY, MONITORED)
    told = {f.rule for f in check(prescribing(an_ordonnance().by(GP).of(combined, days=30),
                                              setting=Setting.TOWN)).findings}  # fmt: skip
    assert {"PR-PIH-01", "PR-SP-01"} <= told


def test_a_renewal_not_restricted_is_open_once_a_specialist_began() -> None:
    depakine = labelled(SPECIALIST_YEARLY, f"prescription réservée aux {NEUROLOGY}",
                        "renouvellement non restreint")  # fmt: skip
    begun = InitialPrescription(date(2025, 6, 5), None, Coding("urn:r38", "SM32"))
    line = an_ordonnance().by(GP).of(depakine, days=30, initial=begun)
    assert check(prescribing(line, setting=Setting.TOWN)).outcome is Outcome.ALLOWED


def test_a_prescription_begun_by_another_specialty_is_no_ground() -> None:
    reserved = labelled(SPECIALIST_YEARLY, f"prescription réservée aux {NEUROLOGY}")
    begun = InitialPrescription(date(2025, 6, 5), hospital=False,
                                specialty=Coding("urn:r38", "SM15"))  # fmt: skip
    report = check(prescribing(an_ordonnance().by(GP).of(reserved, days=30, initial=begun),
                               setting=Setting.TOWN))  # fmt: skip
    finding = found(report, "PR-SPE-02")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED
    assert NEUROLOGY in finding.message


@pytest.mark.parametrize(
    ("sex", "born", "childbearing", "verdict"),
    [
        (Sex.FEMALE, 1995, None, Verdict.CANNOT_TELL),
        (Sex.FEMALE, 1995, False, Verdict.MET),
        (Sex.FEMALE, 1950, None, Verdict.MET),
        (Sex.FEMALE, 2020, None, Verdict.CANNOT_TELL),
        (Sex.MALE, 1995, None, Verdict.MET),
        (None, 1995, None, Verdict.CANNOT_TELL),
    ],
)
def test_a_label_for_some_patients_holds_for_them_only(
    sex: Sex | None, born: int, childbearing: bool | None, verdict: Verdict
) -> None:
    patient = replace(PATIENT, sex=sex, birth_date=date(born, 3, 2))
    line = an_ordonnance().by(GP).for_(patient).of(labelled(FOR_GIRLS), days=30,
                                                   childbearing=childbearing)  # fmt: skip
    finding = found(check(prescribing(line, setting=Setting.TOWN)), "PR-SPE-02")
    assert finding is not None
    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("begun", "outcome"),
    [("2025-01-06", Outcome.ALLOWED), ("2025-01-05", Outcome.BLOCKED),
     ("2025-01-04", Outcome.BLOCKED)],
)  # fmt: skip
def test_an_annual_hospital_prescription_lapses_on_its_day(begun: str, outcome: Outcome) -> None:
    line = an_ordonnance().written_on(TODAY).by(GP).of(
        labelled(HOSPITAL_YEARLY), days=28,
        initial=InitialPrescription(day(begun), hospital=True),
    )  # fmt: skip
    assert check(prescribing(line, setting=Setting.TOWN)).outcome is outcome


def test_the_document_seen_at_the_counter_is_what_a_renewal_rests_on() -> None:
    line = an_ordonnance().written_on(TODAY).by(GP).of(labelled(HOSPITAL_YEARLY), days=30)
    waiting = check(counter(line, TODAY, ask(days=30)))
    assert waiting.outcome is Outcome.CANNOT_TELL
    seen = CounterFacts(seen=(Seen(SeenDocument.INITIAL_PRESCRIPTION, date(2025, 9, 1)),))
    assert check(counter(line, TODAY, ask(days=30, facts=seen))).outcome is Outcome.ALLOWED
    old = CounterFacts(seen=(Seen(SeenDocument.INITIAL_PRESCRIPTION, date(2024, 9, 1)),))
    late = check(counter(line, TODAY, ask(days=30, facts=old)))
    assert {f.rule for f in late.blocking()} == {"PR-PIH-02"}


@pytest.mark.parametrize(
    ("specialty", "setting", "answer"),
    [
        ("SM32", None, True), ("SM32", Setting.TOWN, True), ("SM54", Setting.TOWN, False),
        ("SM54", Setting.COORDINATED, False), ("SM54", Setting.HOSPITAL, None),
        ("SM54", None, None), (None, Setting.TOWN, None), ("C35", Setting.TOWN, None),
    ],
)  # fmt: skip
def test_a_specialty_belongs_or_not_or_nobody_can_tell(
    specialty: str | None, setting: Setting | None, answer: bool | None
) -> None:
    assert belongs(specialty, setting, (NEUROLOGY,), TODAY) is answer


def test_a_competence_may_come_with_another_specialty() -> None:
    group = ("médecins compétents en CANCEROLOGIE",)
    assert belongs("C35", Setting.TOWN, group, TODAY) is True
    assert belongs("SM54", Setting.TOWN, group, TODAY) is None
    assert belongs("SM54", Setting.HOSPITAL, ("médecins hospitaliers à l'occasion",), TODAY) is True


def test_every_code_of_the_table_of_specialties_is_a_code_of_the_lists() -> None:
    codes = {code for group in GROUPS for code in group.codes}
    assert all(code.startswith(("SM", "C", "DSM", "CAPA", "DEC", "SST")) for code in codes)
    assert len({group.words for group in GROUPS}) == len(GROUPS)


# --- Where the author practises -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sector", "profession", "setting"),
    [
        ("SA01", Profession.PHYSICIAN, Setting.HOSPITAL), ("SA04", None, Setting.HOSPITAL),
        ("SA05", Profession.PHYSICIAN, Setting.COORDINATED),
        ("SA52", Profession.NURSE, Setting.COORDINATED),
        ("SA07", Profession.PHYSICIAN, Setting.TOWN), ("SA07", Profession.NURSE, None),
        ("SA33", Profession.PHARMACIST, None), (None, Profession.PHYSICIAN, None),
    ],
)  # fmt: skip
def test_a_session_tells_where_its_holder_practises(
    sector: str | None, profession: Profession | None, setting: Setting | None
) -> None:
    place = Place(Finess("990000028"), None, None, "Exemple", None, None, "Europe/Paris", sector)
    assert setting_of_place(place, profession) is setting
    assert setting_of_place(None, profession) is None


def test_a_hospital_service_on_the_document_tells_a_hospital() -> None:
    line = an_ordonnance().of(labelled("prescription hospitalière"), days=30)
    assert check(prescribing(line)).outcome is Outcome.CANNOT_TELL
    service = line.having(hospital_service="Neurologie")
    assert check(prescribing(service)).outcome is Outcome.ALLOWED
