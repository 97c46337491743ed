"""Who prescribes, for whom, since when: the first day, the fact that nobody knows."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.counter import CounterFacts, Seen, SeenDocument
from ordonnance.domain.people import Sex
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Product
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.drugs import reading
from ordonnance.law.examples import (
    MORPHINE,
    PATIENT,
    PRESCRIBER,
    TABLET,
    WRITTEN,
    a_case,
    at_counter,
    authored,
    days,
    tablets,
)
from ordonnance.law.professions import is_advanced_nurse, may_prescribe, may_prescribe_device
from ordonnance.law.restricted import concerns, may_bear
from ordonnance.law.rule import Verdict

LINE = a_case(duration=days(7)).ordonnance.lines[0]
VACCINE = tablets("vaccin grippal", atc="J07BB02")
AMOXICILLIN = tablets("amoxicilline", "liste I")


def verdicts(case: Case, rule: str) -> list[Verdict]:
    """What a rule answers, line by line; nothing when it does not look."""
    return [each.verdict for each in check(case).all if each.rule == rule]


def test_nurses_prescribe_vaccines_from_the_first_day_of_the_text() -> None:
    first = date(2023, 8, 8)
    assert may_prescribe(Profession.NURSE, VACCINE, first) is True
    assert may_prescribe(Profession.NURSE, VACCINE, first - timedelta(days=1)) is not True


def test_devices_of_a_physiotherapist_open_on_their_first_day() -> None:
    first = date(2006, 1, 10)
    for day, known in ((first, True), (first - timedelta(days=1), None)):
        answer = may_prescribe_device(Profession.PHYSIOTHERAPIST, "Ceinture lombaire", day)
        assert answer is known


def test_a_physician_is_no_advanced_nurse_whatever_their_specialty_says() -> None:
    said = Coding("urn:exemple", "X", "Infirmier en pratique avancée")
    nurse = replace(PRESCRIBER, profession=Profession.NURSE, specialty=said)
    assert is_advanced_nurse(nurse)
    assert not is_advanced_nurse(replace(nurse, profession=Profession.PHYSICIAN))


@pytest.mark.parametrize("sex", [None, Sex.UNKNOWN])
def test_of_a_patient_whose_sex_nobody_wrote_nothing_is_supposed(sex: Sex | None) -> None:
    patient = replace(PATIENT, sex=sex)
    assert may_bear(patient, LINE, WRITTEN) is None
    assert concerns("les femmes", patient, LINE, WRITTEN) is None
    assert concerns("les femmes", patient, replace(LINE, childbearing=True), WRITTEN) is True


def nurse_writes(day: date) -> Case:
    return a_case(AMOXICILLIN, on=day, duration=days(7),
                  ordonnance=authored(profession=Profession.NURSE))  # fmt: skip


def test_the_list_open_to_nurses_by_the_law_of_2025_is_not_known_before_nor_after() -> None:
    law = date(2025, 6, 29)
    told = {
        day: [each.facts.get("missing") for each in check(nurse_writes(day)).all
              if each.line == 1 and each.rule.startswith("WH-")]
        for day in (law - timedelta(days=10), law + timedelta(days=10))
    }  # fmt: skip
    before, after = (any("loi du 27 juin 2025" in str(each) for each in said)
                     for said in told.values())  # fmt: skip
    assert (before, after) == (False, True)


def test_a_narcotic_of_a_midwife_is_judged_beside_a_line_that_nobody_knows() -> None:
    ampoules = replace(tablets("morphine (chlorhydrate de)", "stupéfiants"),
                       form="solution injectable", routes=("sous-cutanée",))  # fmt: skip
    one = a_case(ampoules, duration=days(2), ordonnance=authored(profession=Profession.MIDWIFE))
    other = replace(one.ordonnance.lines[0], number=2, id="2", product=Product("INCONNU"))
    lines = (*one.ordonnance.lines, other)
    both = replace(one, ordonnance=replace(one.ordonnance, lines=lines),
                   medicines={1: ampoules, 2: None})  # fmt: skip
    assert verdicts(both, "RX-STUP-13") == verdicts(one, "RX-STUP-13") != []


# --- Documents of a label


ATTESTED = tablets("exemplol", "liste I", "délivrance après vérification de l'attestation "
                   "d'information partagée")  # fmt: skip
AGREED = tablets("exemplol", "liste I", "délivrance après vérification du recueil de l'accord de "
                 "soins")  # fmt: skip


@pytest.mark.parametrize(("age", "lapsed"), [(364, False), (365, True)])
def test_an_attestation_lapses_after_a_year_and_an_agreement_to_care_does_not(
    age: int, *, lapsed: bool
) -> None:
    signed = WRITTEN - timedelta(days=age)

    def seen(medicine: object, document: SeenDocument) -> list[Verdict]:
        facts = CounterFacts(seen=(Seen(document, signed),))
        at = at_counter(a_case(medicine, duration=days(30)), WRITTEN)  # type: ignore[arg-type]  # a medicine
        asked = (Asked(1, days=30, facts=facts),)
        return verdicts(replace(at, serving=ServingRequest("p", "l", asked)), "PR-DOC-02")

    expected = [Verdict.BREACHED if lapsed else Verdict.MET]
    assert seen(ATTESTED, SeenDocument.ATTESTATION) == expected
    assert seen(AGREED, SeenDocument.CARE_AGREEMENT) == [Verdict.MET]


# --- The line as it is written


def test_an_unlisted_medicine_needs_no_directions_of_its_own() -> None:
    one = Posology((DosageStep(dose=Dose.of(Decimal(1), TABLET)),))
    for conditions, asked in (((), False), (("liste II",), True)):
        cream = tablets("exemplol", *conditions, form="crème", routes=("cutanée",))
        found = verdicts(a_case(cream, duration=days(7), posology=one), "MD-03")
        assert (found == [Verdict.BREACHED]) is asked


def test_a_medicine_bounded_by_its_own_label_is_not_told_of_the_year_of_the_insurance() -> None:
    bounded = tablets("exemplol", "prescription limitée à 12 semaines")
    assert verdicts(a_case(bounded, duration=days(28)), "RX-DUR-02") == []
    assert verdicts(a_case(tablets("exemplol"), duration=days(28)), "RX-DUR-02") == [Verdict.MET]


def test_a_line_that_names_nothing_is_answered_too() -> None:
    empty = a_case(None, product=None, duration=days(7))
    assert check(empty).all


def test_without_labels_there_is_no_difference_to_tell() -> None:
    assert reading(MORPHINE, WRITTEN).differences
    assert reading(replace(MORPHINE, conditions=()), WRITTEN).differences == ()
