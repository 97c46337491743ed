"""Restricted prescription: labels, examinations and documents seldom met, each by a case."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import (
    Examination,
    InitialPrescription,
)
from ordonnance.domain.people import Sex
from ordonnance.law.case import LineCase
from ordonnance.law.conditions import who_prescribes
from ordonnance.law.counter import Seen, SeenDocument
from ordonnance.law.professions import may_prescribe
from ordonnance.law.restricted import beginning, concerns
from ordonnance.law.rule import Verdict
from tests.builders import PATIENT, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter
from tests.law.verdicts import HOSPITAL, TOWN, by, labelled, verdict, written

TODAY = date(2026, 1, 5)
YEARLY_AT_HOSPITAL = "prescription initiale hospitalière annuelle"
YEARLY = "prescription initiale annuelle réservée à certains spécialistes"
FOR_GIRLS = "pour enfants et adolescents de sexe féminin : "
ONCOLOGY = "renouvellement de la prescription réservé aux spécialistes en ONCOLOGIE MEDICALE"
NEUROLOGY = "prescription réservée aux spécialistes et services NEUROLOGIE"
MAN = replace(PATIENT, sex=Sex.MALE)


# --- Who begins, who renews


def test_an_initial_prescription_of_nobody_knows_where_proves_no_hospital() -> None:
    begun = InitialPrescription(date(2025, 3, 5), None, None, None)
    case = written(labelled(YEARLY_AT_HOSPITAL), initial=begun, facts=TOWN)
    assert verdict(case, "PR-PIH-01") is Verdict.CANNOT_TELL


def test_a_period_for_girls_bears_on_no_man() -> None:
    """Written two years ago: a woman of the label is told, a man is not."""
    begun = InitialPrescription(date(2024, 1, 5), True, None, None)
    medicine = labelled(FOR_GIRLS + YEARLY_AT_HOSPITAL)
    girl = replace(PATIENT, birth_date=date(2012, 4, 12))
    for patient, expected in ((girl, Verdict.BREACHED), (MAN, Verdict.MET)):
        case = written(medicine, initial=begun, facts=TOWN, patient=patient)
        assert verdict(case, "PR-PIH-02") is expected


def test_a_renewal_reserved_alone_is_open_to_those_who_begin() -> None:
    medicine = labelled(ONCOLOGY)
    assert verdict(written(medicine, facts=TOWN), "PR-SPE-03") is Verdict.CANNOT_TELL
    for author, expected in (("SM29", Verdict.BREACHED), ("SM54", Verdict.BREACHED)):
        case = written(medicine, by(Profession.PHYSICIAN, author), facts=TOWN,
                       initial=InitialPrescription(date(2025, 9, 5)))  # fmt: skip
        assert verdict(case, "PR-SPE-03") is expected


def test_who_begins_in_town_may_renew_what_is_reserved_to_others() -> None:
    medicine = labelled(YEARLY, NEUROLOGY, ONCOLOGY)
    neurologist = by(Profession.PHYSICIAN, "SM32")
    assert verdict(written(medicine, neurologist, facts=TOWN), "PR-SPE-03") is Verdict.MET


def test_an_initial_prescription_seen_without_its_day_tells_no_period() -> None:
    seen = CounterFacts(seen=(Seen(SeenDocument.INITIAL_PRESCRIPTION),))
    medicine = labelled(YEARLY, NEUROLOGY)
    case = counter(an_ordonnance().of(medicine, days=30), TODAY, ask(days=30, facts=seen), **TOWN)
    assert verdict(case, "PR-SPE-02") is Verdict.CANNOT_TELL


def test_an_initial_prescription_of_nobody_knows_whom_is_asked() -> None:
    medicine = labelled(YEARLY, NEUROLOGY)
    case = written(medicine, facts=TOWN, initial=InitialPrescription(date(2025, 9, 5)))
    assert verdict(case, "PR-SPE-02") is Verdict.CANNOT_TELL


# --- Examinations


COUNTED = labelled(
    "ordonnance avec la numération des neutrophiles datée dont valeurs dans les limites usuelles"
)
SCREENED = labelled(
    "prescription et délivrance subordonnées à l'obtention du résultat du dépistage d'un déficit "
    "en DPD"
)
SEEN = CounterFacts(seen=(Seen(SeenDocument.EXAMINATION, TODAY),))


def test_an_old_examination_without_a_period_is_asked_and_never_lapses() -> None:
    for examination, expected in (
        (Examination("numération", date(2020, 1, 5)), Verdict.CANNOT_TELL),
        (Examination("numération", date(2020, 1, 5), Duration(7, TimeUnit.DAY)), Verdict.BREACHED),
    ):
        assert verdict(written(COUNTED, examination=examination), "PR-SP-02") is expected


@pytest.mark.parametrize(
    ("medicine", "rule", "unseen"),
    [(COUNTED, "PR-SP-02", Verdict.CANNOT_TELL), (SCREENED, "PR-DPD-01", Verdict.BREACHED)],
)
def test_an_examination_seen_at_the_counter_is_enough(
    medicine: Medicine, rule: str, unseen: Verdict
) -> None:
    document = an_ordonnance().of(medicine, days=14)
    assert verdict(counter(document, TODAY, ask(days=14, facts=SEEN)), rule) is Verdict.MET
    assert verdict(counter(document, TODAY, ask(days=14)), rule) is unseen


# --- Documents


def test_documents_that_speak_of_women_alone_concern_no_man() -> None:
    medicine = labelled(
        "prescription nécessitant le recueil de l'accord de soins de la patiente",
        "délivrance après vérification du recueil de l'accord de soins de la patiente",
    )
    for patient, expected in ((MAN, Verdict.MET), (PATIENT, Verdict.CANNOT_TELL)):
        assert verdict(written(medicine, patient=patient), "PR-DOC-01") is expected


def test_a_hospital_prescribes_abortion_whoever_writes() -> None:
    medicine = labelled(
        "hors établissement de santé : prescription réservée aux médecins, sages-femmes et centres "
        "habilités conformément à l'article L.2212-2 du code de la santé publique"
    )
    nurse = by(Profession.NURSE)
    assert verdict(written(medicine, nurse, facts=HOSPITAL), "PR-IVG-01") is Verdict.MET
    assert verdict(written(medicine, nurse, facts=TOWN), "PR-IVG-01") is Verdict.BREACHED


# --- Who prescribes, told


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([NEUROLOGY], ["prescription réservée aux spécialistes et services NEUROLOGIE"]),
        (["prescription initiale hospitalière annuelle", "renouvellement non restreint"],
         ["prescription initiale hospitalière, valable 12 mois",
          "renouvellement par tout prescripteur"]),
        ([YEARLY],
         ["prescription initiale, valable 12 mois, par certains spécialistes (non publiés)",
          "renouvellement : rien n’est publié de qui peut renouveler"]),
        ([FOR_GIRLS + YEARLY, ONCOLOGY],
         ["prescription initiale, valable 12 mois, par certains spécialistes (non publiés) "
          "(pour enfants et adolescents de sexe féminin)",
          "renouvellement réservé aux spécialistes en ONCOLOGIE MEDICALE"]),
    ],
)  # fmt: skip
def test_who_begins_and_renews_is_told_from_all_the_labels(
    labels: list[str], said: list[str]
) -> None:
    assert who_prescribes(labels) == said


def test_a_population_that_names_neither_men_nor_women_concerns_nobody_knows_whom() -> None:
    line = an_ordonnance().of(m.RAMIPRIL_5).build().lines[0]
    assert concerns("pour les patients en échec", PATIENT, line, TODAY) is None
    assert concerns("pour les femmes", MAN, line, TODAY) is False
    assert concerns("pour les hommes", MAN, line, TODAY) is True
    assert concerns("pour les hommes", PATIENT, line, TODAY) is False


def test_without_a_label_nobody_begins() -> None:
    case = written(m.RAMIPRIL_5)
    assert beginning(LineCase(case, case.ordonnance.lines[0])) is None


def test_a_vaccine_known_by_its_name_alone_is_open_to_those_who_vaccinate() -> None:
    vaccine = replace(m.RAMIPRIL_5, name="VACCIN EXEMPLE", atc=None)
    assert may_prescribe(Profession.PHARMACIST, vaccine, TODAY) is True
    named_otherwise = replace(vaccine, name="EXEMPLE")
    assert may_prescribe(Profession.PHARMACIST, named_otherwise, TODAY) is not True
