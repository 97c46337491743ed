"""Every fact that another system tells has its sentence; what it does not tell has none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.coding import Coding
from ordonnance.domain.dispense_record import DispenseRecord, RecordPerformer, RecordStatus
from ordonnance.domain.dispensing import QuantityReason, Undone, UndoReason
from ordonnance.domain.european import ToldLine, ToldOffLabel, ToldPrescription
from ordonnance.domain.french.told import medicine_text, prescription_text, record_text
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.told import Concept, Pointer, Strength, ToldMedicine, ToldSubstance

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PERSON = Pointer(name="Ana EXEMPLE")
WORDS = Concept(text="douleur")
CODED = Concept((Coding("urn:exemple", "42"),), "douleur")
BARE = ToldLine(ToldMedicine(name="EXEMPLINE 5 mg"), Posology(text="1 le soir"))
SERVED = DispenseRecord(
    RecordStatus.COMPLETED, AT, (RecordPerformer(Pointer(name="Pharmacie DÉMO")),),
    Quantity(Decimal(1), Unit("boîte")), medicine=ToldMedicine(name="EXEMPLINE 5 mg"),
)  # fmt: skip
SERVED_TEXT = (
    "Délivré le 02/03/2026 à 09 h 30 : EXEMPLINE 5 mg",
    "Quantité : 1 boîte",
    "Par Pharmacie DÉMO",
)

OF_A_LINE: list[tuple[dict[str, Any], str]] = [
    ({"taken_from": date(2026, 3, 1)}, "À prendre à partir du 01/03/2026"),
    ({"taken_until": date(2026, 3, 9)}, "À prendre jusqu’au 09/03/2026"),
    ({"taken_from": date(2026, 3, 1), "taken_until": date(2026, 3, 9)},
     "À prendre du 01/03/2026 au 09/03/2026"),
    ({"valid_from": date(2026, 3, 1), "valid_until": date(2026, 5, 1)},
     "Valable du 01/03/2026 au 01/05/2026"),
    ({"valid_until": date(2026, 5, 1)}, "Valable jusqu’au 01/05/2026"),
    ({"motive": CODED}, "Motif : douleur, code 42"),
    ({"quantity": Quantity(Decimal(2), Unit("boîte"))}, "Quantité par délivrance : 2 boîtes"),
    ({"prescribed": Quantity(Decimal(3), Unit("boîte"))}, "Quantité prescrite en tout : 3 boîtes"),
    ({"repeats": 0}, "Renouvellements : 0"),
    ({"substitutable": True}, "Substitution admise"),
    ({"substitutable": False}, "Non substituable"),
    ({"off_label": ToldOffLabel()}, "Hors autorisation de mise sur le marché"),
    ({"off_label": ToldOffLabel(WORDS)}, "Hors autorisation de mise sur le marché : douleur"),
    ({"actionable": True}, "Autorise la délivrance"),
    ({"note": "à jeun"}, "Note : à jeun"),
    ({"identifiers": (Pointer(value="L-1"),)}, "Identifiant : L-1"),
]  # fmt: skip

OF_A_SERVING: list[tuple[dict[str, Any], str]] = [
    ({"reason": WORDS}, "Raison : douleur"),
    ({"units": Decimal(30)}, "Unités : 30"),
    ({"days": Decimal(30)}, "Jours couverts : 30"),
    ({"days": Decimal(30), "first_day": date(2026, 3, 3)},
     "Jours couverts : 30 à partir du 03/03/2026"),
    ({"first_day": date(2026, 3, 3)}, "Premier jour couvert : 03/03/2026"),
    ({"quantity_reason": QuantityReason.TRAVEL}, "Motif de la quantité : TRAVEL"),
    ({"posology": Posology(text="1 le soir")}, "Posologie : 1 le soir"),
    ({"place": Pointer(name="Farmácia EXEMPLO")}, "Lieu : Farmácia EXEMPLO"),
    ({"subject": PERSON}, "Patient : Ana EXEMPLE"),
    ({"prescriptions": (Pointer(value="P-1"),)}, "D'après : identifiant P-1"),
    ({"fill": Concept(text="première")}, "Complétude : première"),
    ({"note": "à jeun"}, "Note : à jeun"),
    ({"undone": Undone(AT, UndoReason.MISTAKE, "P1")},
     "Repris le 02/03/2026 à 09 h 30 : MISTAKE"),
    ({"undone": Undone(AT, UndoReason.MISTAKE, "P1", "autre patient")},
     "Repris le 02/03/2026 à 09 h 30 : MISTAKE (autre patient)"),
    ({"identifiers": (Pointer(value="D-1"),)}, "Identifiant : D-1"),
    ({"handed_over_at": datetime(2026, 3, 1, 8, 0, tzinfo=UTC)},
     "Enregistré le 02/03/2026 à 09 h 30"),
]  # fmt: skip


def plain(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.replace("\u202f", " ").strip() for line in lines)


def of_line(line: ToldLine) -> tuple[str, ...]:
    """What is said of the only line of a prescription."""
    return plain(prescription_text(ToldPrescription(PERSON, PERSON, AT, (line,))))[3:]


def test_a_line_that_says_nothing_more_has_its_medicine_and_its_posology_only() -> None:
    assert of_line(BARE) == ("1. EXEMPLINE 5 mg", "Posologie : 1 le soir")


@pytest.mark.parametrize(("fields", "said"), OF_A_LINE)
def test_each_fact_of_a_line_adds_its_own_sentence(fields: dict[str, Any], said: str) -> None:
    more = of_line(replace(BARE, **fields))
    assert [each for each in more if each not in of_line(BARE)] == [said]


def test_a_serving_that_says_nothing_more_has_three_sentences() -> None:
    assert plain(record_text(SERVED)) == SERVED_TEXT


@pytest.mark.parametrize(("fields", "said"), OF_A_SERVING)
def test_each_fact_of_a_serving_adds_its_own_sentence(fields: dict[str, Any], said: str) -> None:
    more = plain(record_text(replace(SERVED, **fields)))
    assert said in more
    assert len(more) == 4


def test_a_line_declined_elsewhere_says_that_nothing_was_served() -> None:
    declined = replace(
        SERVED, status=RecordStatus.DECLINED, medicine=None,
        quantity=Quantity(Decimal(0), Unit("boîte")),
    )  # fmt: skip
    assert (
        plain(record_text(declined))[0] == "Non délivré le 02/03/2026 à 09 h 30 : aucun médicament"
    )


@pytest.mark.parametrize(
    ("substance", "said"),
    [
        (ToldSubstance(WORDS), "douleur"),
        (ToldSubstance(WORDS, active=True), "douleur (substance active)"),
        (ToldSubstance(WORDS, active=False), "douleur (excipient)"),
        (ToldSubstance(WORDS, basis=CODED), "douleur (exprimé en douleur, code 42)"),
        (ToldSubstance(WORDS, Strength(Quantity(Decimal(5), Unit("mg")), Decimal(1))),
         "douleur (5 mg)"),
    ],
)  # fmt: skip
def test_a_substance_is_told_with_what_is_known_of_it(substance: ToldSubstance, said: str) -> None:
    told = medicine_text(ToldMedicine(name="EXEMPLINE", substances=(substance,)))
    assert plain((told,)) == (f"EXEMPLINE, composition : {said}",)


def test_a_medicine_with_a_name_and_a_code_says_both() -> None:
    assert medicine_text(ToldMedicine(name="EXEMPLINE", concept=CODED)) == (
        "EXEMPLINE, douleur, code 42"
    )
    assert medicine_text(ToldMedicine(concept=CODED)) == "douleur, code 42"
