"""What is ordinarily prescribed is not blocked, and what is not is never let through."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.mentions import Examination, InitialPrescription
from ordonnance.domain.prescription import Product, Relation, RelationKind
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import ALPRAZOLAM, RAMIPRIL, TRAMADOL, a_case, days
from ordonnance.law.form import Setting
from ordonnance.law.rule import Severity, Verdict
from tests.builders import an_ordonnance, worded
from tests.builders import medicines as m
from tests.builders.prescriptions import PRESCRIBER
from tests.law.cases import found, prescribing

NEUROLOGY = "prescription réservée aux spécialistes en NEUROLOGIE"
YEARLY = "prescription initiale annuelle réservée à certains spécialistes"
COUNTED = "ordonnance avec la numération des neutrophiles datée"
TOWN = Setting.TOWN
GP = replace(PRESCRIBER, specialty=Coding("urn:r38", "SM54"))
MIDWIFE = replace(PRESCRIBER, profession=Profession.MIDWIFE)


def labelled(*conditions: str) -> Medicine:
    return replace(m.RAMIPRIL_5, conditions=(m.LISTE_I, *conditions))


def verdict(case: Case, rule: str) -> Verdict | None:
    finding = found(check(case), rule)
    return None if finding is None else finding.verdict


# --- Fractions


@pytest.mark.parametrize(
    ("medicine", "length", "expected"),
    [
        (m.BUPRENORPHINE_8, 7, Verdict.MET),
        (m.BUPRENORPHINE_8, 8, Verdict.BREACHED),
        (m.METHADONE_GELULE, 7, Verdict.MET),
        (m.METHADONE_GELULE, 8, Verdict.BREACHED),
        (m.METHADONE_GELULE, None, Verdict.BREACHED),
    ],
)
def test_a_treatment_of_one_fraction_has_no_fraction_to_write(
    medicine: Medicine, length: int | None, expected: Verdict
) -> None:
    posology = worded("selon avis")
    case = prescribing(an_ordonnance().of(medicine, days=length, posology=posology))
    assert verdict(case, "RX-STUP-04") is expected


def test_renewals_count_in_the_treatment_of_one_fraction() -> None:
    case = prescribing(an_ordonnance().of(m.METHADONE_GELULE, days=7, renewals=1))
    assert verdict(case, "RX-STUP-04") is Verdict.BREACHED


# --- Examinations


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("formule leucocytaire normale", Verdict.MET),
        ("FNS", Verdict.MET),
        ("NF", Verdict.MET),
        ("GB et PN", Verdict.MET),
        ("leucocytes 6,2 G/L", Verdict.CANNOT_TELL),
        ("globules blancs", Verdict.CANNOT_TELL),
        ("globules blancs et TSH", Verdict.CANNOT_TELL),
        ("contrôle du mois", Verdict.CANNOT_TELL),
        ("bilan sanguin", Verdict.CANNOT_TELL),
        ("prise de sang et TSH", Verdict.CANNOT_TELL),
        ("bilan hépatique", Verdict.BREACHED),
        ("ECG", Verdict.BREACHED),
        ("TSH", Verdict.BREACHED),
        ("testostéronémie", Verdict.BREACHED),
        ("radiographie du poignet", Verdict.BREACHED),
    ],
)
def test_only_an_examination_known_to_be_another_is_refused(label: str, expected: Verdict) -> None:
    written = Examination(label, date(2026, 1, 3), Duration(7, TimeUnit.DAY))
    case = prescribing(an_ordonnance().of(labelled(COUNTED), days=7, examination=written))
    assert verdict(case, "PR-SP-02") is expected


# --- Midwives


def ampoules(strength: Quantity | None, pack: str = "ampoule(s) en verre") -> Medicine:
    box = replace(m.MORPHINE_LP_30.presentations[0], units=Decimal(2), label=f"2 {pack}")
    return replace(
        m.MORPHINE_LP_30, form="solution injectable", routes=("sous-cutanée",),
        presentations=(box,), substances=(Substance("morphine", None, strength),),
    )  # fmt: skip


def quantity(value: int, unit: str) -> Quantity:
    return Quantity(Decimal(value), Unit(unit))


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        (ampoules(quantity(10, "mg")), Verdict.MET),
        (ampoules(quantity(1, "g")), Verdict.CANNOT_TELL),
        (ampoules(None), Verdict.CANNOT_TELL),
        (ampoules(quantity(10, "mg/ml")), Verdict.CANNOT_TELL),
        (ampoules(quantity(10, "mg/ml"), "ampoule(s) de 1 ml"), Verdict.MET),
        (ampoules(quantity(10, "mg/ml"), "ampoule(s) de 5 ml"), Verdict.CANNOT_TELL),
    ],
)
def test_a_midwife_is_asked_what_an_ampoule_holds_when_nothing_says_it(
    medicine: Medicine, expected: Verdict
) -> None:
    case = prescribing(an_ordonnance().by(MIDWIFE).of(medicine, packs=1, days=None))
    assert verdict(case, "RX-STUP-13") is expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"packs": 1, "days": None}, Verdict.CANNOT_TELL),
        ({"days": None, "posology": worded("selon avis")}, Verdict.CANNOT_TELL),
    ],
)
def test_two_ampoules_per_woman_count_over_the_whole_ordonnance(
    second: dict[str, Any], expected: Verdict
) -> None:
    medicine = ampoules(quantity(10, "mg"))
    written = an_ordonnance().by(MIDWIFE).of(medicine, packs=1, days=None)
    assert verdict(prescribing(written.of(medicine, **second)), "RX-STUP-13") is expected


def test_another_medicine_does_not_count_among_the_ampoules_of_a_midwife() -> None:
    medicine = ampoules(quantity(10, "mg"))
    written = an_ordonnance().by(MIDWIFE).of(medicine, packs=1, days=None)
    case = prescribing(written.of(m.PARACETAMOL_1G, days=5))
    assert verdict(case, "RX-STUP-13") is Verdict.MET


# --- Who begins


@pytest.mark.parametrize(
    ("on", "by", "told", "expected"),
    [
        (date(2026, 1, 5), "SM54", None, Severity.BLOCKING),
        (date(2026, 1, 4), "SM54", None, Severity.WARNING),
        (date(2026, 1, 5), "SM15", None, Severity.WARNING),
        (date(2026, 1, 5), "SM54", "SM54", Severity.BLOCKING),
    ],
)
def test_beginning_a_reserved_medicine_is_not_going_on_with_it(
    on: date, by: str, told: str | None, expected: Severity
) -> None:
    begun = InitialPrescription(on, hospital=False, specialty=Coding("urn:r38", by))
    author = GP if told is None else PRESCRIBER
    line = an_ordonnance().written_on("2026-01-05").by(author)
    case = prescribing(line.of(labelled(NEUROLOGY, YEARLY), days=28, initial=begun),
                       setting=TOWN, author_specialty=told)  # fmt: skip
    finding = found(check(case), "PR-SPE-02")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED
    assert finding.severity is expected


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ((NEUROLOGY,), " : prescription réservée aux spécialistes en NEUROLOGIE."),
        ((NEUROLOGY, "prescription réservée aux spécialistes en PEDIATRIE"),
         " : prescription réservée aux spécialistes en NEUROLOGIE ou aux spécialistes en "
         "PEDIATRIE."),
    ],
)  # fmt: skip
def test_a_reserved_prescription_is_said_in_natural_french(
    labels: tuple[str, ...], said: str
) -> None:
    case = prescribing(an_ordonnance().by(GP).of(labelled(*labels), days=28), setting=TOWN)
    finding = found(check(case), "PR-SPE-01")
    assert finding is not None
    assert finding.message.replace("\u202f", " ").endswith(said)


# --- Lengths


@pytest.mark.parametrize(
    ("medicine", "packs", "offered"),
    [(m.TRAMADOL_50, 8, False), (RAMIPRIL, 3, True), (RAMIPRIL, 14, False),
     (m.MORPHINE_LP_30, 9, False)],
)  # fmt: skip
def test_a_duration_above_the_maximum_is_not_offered(
    medicine: Medicine, packs: int, offered: bool
) -> None:
    case = prescribing(an_ordonnance().of(medicine, packs=packs, days=None))
    finding = found(check(case), "RX-DUR-14")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED
    assert bool(finding.corrections) is offered


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"advice": "À prendre à la suite de la ligne 1"}, Verdict.CANNOT_TELL),
        ({"posology": worded("puis 1 comprimé le soir")}, Verdict.CANNOT_TELL),
        ({"other_mentions": ("en relais de la ligne 1",)}, Verdict.CANNOT_TELL),
        ({"advice": "à commencer après la ligne 1", "length": 28}, Verdict.MET),
        ({"advice": "après le repas"}, Verdict.MET),
        ({"advice": "à la suite", "relations": (Relation(RelationKind.AFTER, 1),)},
         Verdict.BREACHED),
        ({}, Verdict.MET),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("medicine", "rule"), [(ALPRAZOLAM, "RX-DUR-03"), (TRAMADOL, "RX-DUR-07")])
def test_lines_that_only_words_place_one_after_the_other_are_asked(
    medicine: Medicine, rule: str, line: dict[str, Any], expected: Verdict
) -> None:
    case = a_case(medicine, duration=days(56))
    (one,) = case.ordonnance.lines
    given = {**line}
    length = given.pop("length", 56)
    two = replace(one, number=2, id="2", product=Product(medicine.name), duration=days(length),
                  **given)  # fmt: skip
    ordonnance = replace(case.ordonnance, lines=(one, two))
    both = replace(case, ordonnance=ordonnance, medicines={1: medicine, 2: medicine})
    said = next(f for f in check(both).all if f.rule == rule and f.line == 2)
    assert said.verdict is expected
