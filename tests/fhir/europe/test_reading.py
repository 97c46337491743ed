"""Documents of elsewhere in Europe: read whole, told in French, or refused by name."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.dispense_record import DispenseRecord, RecordSubstitution
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.told import medicine_text, prescription_text, record_text
from ordonnance.domain.told import Concept, Pointer, Strength, ToldMedicine, ToldPerson
from ordonnance.fhir.read import is_dispensing, read_dispenses, read_european, read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.fhir.write.dispense import medication_dispense
from tests.fhir.europe import documents

Json = dict[str, Any]
N = "\u202f"


def test_a_prescription_of_elsewhere_is_told_in_french() -> None:
    read = read_european(documents.body(documents.prescription()))
    assert prescription_text(read) == (
        "Prescription européenne n° 10 du 06/10/2026",
        f"Patient{N}: Anna EXEMPLE, identifiant EX-1, né(e) le 01/02/1980, sexe féminin",
        f"Prescripteur{N}: Dr Otto DÉMO, identifiant DOC-1, Doctor, code 2, Practice DÉMO",
        f"1. EXEMPLOL 5 mg tablets, composition{N}: Exemplol, code 1 (5{N}mg pour 1 comprimé,"
        f" substance active), forme{N}: Tablet, code 10219000, contenu{N}: 20 comprimés,"
        f" classe{N}: exemplol, code X01XX01, identifiant{N}: R-1",
        f"   Posologie{N}: 1 comprimé 2 fois par jour, pendant 10 jours",
        f"   Quantité par délivrance{N}: 20 comprimés",
        f"   Quantité prescrite en tout{N}: 40 comprimés",
        f"   Renouvellements{N}: 1",
        "   Valable du 06/10/2026 au 06/12/2026",
        "   Non substituable",
        f"   Identifiant{N}: 10-1/2",
    )
    assert "EXEMPLE" not in repr(read)


def test_items_of_a_group_are_one_prescription() -> None:
    read = read_european(documents.body(documents.grouped()))
    assert read.together
    assert [line.identifiers[0].value for line in read.lines] == ["10-1/2", "10-2/2"]
    assert "Les lignes forment un ensemble prescrit en une fois" in prescription_text(read)


def test_a_dispensing_of_elsewhere_is_told_in_french() -> None:
    document = documents.body(documents.dispense())
    (record,) = read_dispenses(document)
    said = record_text(record)
    assert said[0].startswith(f"Délivré le 07/10/2026 à 08{N}h{N}55{N}: EXEMPLOL 5 mg tablets")
    assert said[1] == f"Enregistré le 07/10/2026 à 09{N}h{N}00"
    assert f"Quantité{N}: 1 unité" in said
    assert f"Jours couverts{N}: 10" in said
    assert "Sans substitution" in said
    assert f"D'après{N}: identifiant 10-1/2" in said
    assert "EXEMPLE" not in repr(record)
    assert is_dispensing(document)
    assert not is_dispensing(documents.body(documents.prescription()))
    assert not is_dispensing(b"[]")


def test_a_dispensing_of_elsewhere_is_written_back_the_same() -> None:
    (record,) = read_dispenses(documents.body(documents.dispense()))
    written = documents.bundle(*documents.people())
    written["entry"].append({"resource": medication_dispense(record, SYSTEMS)})
    assert read_dispenses(documents.body(written)) == (record,)


def test_it_is_no_ordonnance() -> None:
    with pytest.raises(Refusal):
        read_ordonnance(documents.body(documents.prescription()))


# --- Nothing is dropped


def the(document: Json, kind: str) -> Json:
    """The first resource of that type."""
    found: Json = next(
        each["resource"] for each in document["entry"] if each["resource"]["resourceType"] == kind
    )
    return found


Spoil = Callable[[Json], object]

MORE_THAN_HELD: dict[str, tuple[Spoil, str]] = {
    "an element": (lambda d: the(d, "MedicationRequest").update(priority="urgent"),
                   "ELEMENT_UNKNOWN"),
    "an extension": (
        lambda d: the(d, "MedicationRequest").update(extension=[{"url": "urn:x",
                                                                 "valueBoolean": True}]),
        "EXTENSION_UNKNOWN"),
    "an extension of the medicine": (
        lambda d: the(d, "Medication")["extension"].append({"url": "urn:x", "valueString": "x"}),
        "EXTENSION_UNKNOWN"),
    "a name twice": (
        lambda d: the(d, "Medication")["extension"].append(the(d, "Medication")["extension"][0]),
        "ELEMENT_TOO_MANY"),
    "a number for a name": (
        lambda d: the(d, "Medication")["extension"][0].update(valueInteger=1), "ELEMENT_INVALID"),
    "a second name of the patient": (
        lambda d: the(d, "Patient")["name"].append({"family": "AUTRE"}), "ELEMENT_TOO_MANY"),
    "a telephone": (
        lambda d: the(d, "PractitionerRole").update(telecom=[{"system": "phone", "value": "1"}]),
        "ELEMENT_UNKNOWN"),
    "a medicine for nobody": (
        lambda d: d["entry"].append({"resource": {**documents.medication(), "id": "m2"}}),
        "RESOURCE_UNEXPECTED"),
    "a contained medicine for nobody": (
        lambda d: the(d, "MedicationRequest").update(contained=[{**documents.medication(),
                                                                 "id": "m2"}]),
        "RESOURCE_UNEXPECTED"),
    "somebody else": (
        lambda d: d["entry"].append({"resource": {"resourceType": "Patient", "id": "p2"}}),
        "RESOURCE_UNEXPECTED"),
    "a tag": (
        lambda d: the(d, "MedicationRequest").update(meta={"tag": [{"system": "urn:x",
                                                                    "code": "x"}]}),
        "CODE_UNKNOWN"),
    "no medicine": (
        lambda d: the(d, "MedicationRequest").update(
            medicationReference={"reference": "Medication/m9"}), "REFERENCE_UNRESOLVED"),
    "a medicine that says nothing": (
        lambda d: [the(d, "Medication").pop(each) for each in ("extension", "ingredient")],
        "ELEMENT_INVALID"),
    "a stopped request": (
        lambda d: the(d, "MedicationRequest").update(status="stopped"), "CODE_UNKNOWN"),
    "an option without its group": (
        lambda d: the(d, "MedicationRequest").update(intent="option"), "ELEMENT_INVALID"),
    "two medicines": (
        lambda d: the(d, "MedicationRequest").update(
            medicationCodeableConcept=documents.coded("urn:x", "1", "x")), "ELEMENT_TOO_MANY"),
    "a code without its system": (
        lambda d: the(d, "MedicationRequest").update(reasonCode=[{"coding": [{"code": "1"}]}]),
        "ELEMENT_MISSING"),
    "an end before its start": (
        lambda d: the(d, "MedicationRequest")["dispenseRequest"]["validityPeriod"].update(
            end="2026-10-01"), "ELEMENT_INVALID"),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE_THAN_HELD)
def test_what_has_no_place_in_a_prescription_is_refused_by_name(name: str) -> None:
    spoil, code = MORE_THAN_HELD[name]
    document = documents.prescription()
    spoil(document)
    with pytest.raises(Refusal) as caught:
        read_european(documents.body(document))
    assert code in [issue.code for issue in caught.value.issues]
    assert all(issue.at for issue in caught.value.issues)


IN_A_GROUP: dict[str, tuple[Spoil, str]] = {
    "another patient": (
        lambda d: the(d, "MedicationRequest").update(subject={"display": "x"}), "PATIENT_MIXED"),
    "another prescriber": (
        lambda d: the(d, "MedicationRequest").update(requester={"display": "x"}),
        "PRESCRIBER_MIXED"),
    "another day": (
        lambda d: the(d, "MedicationRequest").update(authoredOn="2026-10-07"), "DATE_MIXED"),
    "another prescription": (
        lambda d: the(d, "MedicationRequest").update(groupIdentifier={"value": "11"}),
        "GROUP_MIXED"),
    "an item left out": (lambda d: the(d, "RequestGroup")["action"].pop(), "GROUP_MIXED"),
    "an item that is not there": (
        lambda d: the(d, "RequestGroup")["action"][0]["resource"].update(reference="urn:x"),
        "REFERENCE_UNRESOLVED"),
    "two groups": (
        lambda d: d["entry"].append({"resource": {**documents.group(), "id": "g2"}}),
        "ELEMENT_TOO_MANY"),
    "a group that is a draft": (
        lambda d: the(d, "RequestGroup").update(status="draft"), "CODE_UNKNOWN"),
    "a group of somebody else": (
        lambda d: the(d, "RequestGroup").update(subject={"display": "x"}), "PATIENT_MIXED"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_GROUP)
def test_a_group_that_does_not_hold_together_is_refused(name: str) -> None:
    spoil, code = IN_A_GROUP[name]
    document = documents.grouped()
    spoil(document)
    with pytest.raises(Refusal) as caught:
        read_european(documents.body(document))
    assert code in [issue.code for issue in caught.value.issues]


IN_A_DISPENSING: dict[str, tuple[Spoil, str]] = {
    "no instant of recording": (
        lambda d: the(d, "MedicationDispense").pop("extension"), "ELEMENT_MISSING"),
    "no quantity": (lambda d: the(d, "MedicationDispense").pop("quantity"), "ELEMENT_MISSING"),
    "nobody served": (lambda d: the(d, "MedicationDispense").pop("performer"), "ELEMENT_INVALID"),
    "days in months": (
        lambda d: the(d, "MedicationDispense")["daysSupply"].update(code="mo"), "ELEMENT_INVALID"),
    "nothing served but completed": (
        lambda d: the(d, "MedicationDispense")["quantity"].update(value=0), "ELEMENT_INVALID"),
    "an absence for another reason": (
        lambda d: (the(d, "MedicationDispense").pop("medicationReference"),
                   the(d, "MedicationDispense").pop("contained"),
                   the(d, "MedicationDispense").update(medicationCodeableConcept={"extension": [
                       {"url": SYSTEMS.absent, "valueCode": "unknown"}]})),
        "ELEMENT_INVALID"),
    "no medicine": (
        lambda d: (the(d, "MedicationDispense").pop("medicationReference"),
                   the(d, "MedicationDispense").pop("contained")), "ELEMENT_MISSING"),
    "a kind without a substitution": (
        lambda d: the(d, "MedicationDispense")["substitution"].update(
            type=documents.coded(SYSTEMS.substitution, "G", "generic")), "ELEMENT_INVALID"),
    "two notes": (
        lambda d: the(d, "MedicationDispense").update(note=[{"text": "a"}, {"text": "b"}]),
        "ELEMENT_TOO_MANY"),
    "an actor that is no person": (
        lambda d: (d["entry"].append({"resource": documents.medication()}),
                   the(d, "MedicationDispense")["performer"][0]["actor"].update(
                       reference="Medication/m1")), "ELEMENT_INVALID"),
    "a person with another identifier": (
        lambda d: the(d, "MedicationDispense")["subject"].update(identifier={"value": "EX-2"}),
        "ELEMENT_INVALID"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_DISPENSING)
def test_what_does_not_make_a_dispensing_is_refused(name: str) -> None:
    spoil, code = IN_A_DISPENSING[name]
    document = documents.dispense()
    spoil(document)
    with pytest.raises(Refusal) as caught:
        read_dispenses(documents.body(document))
    assert code in [issue.code for issue in caught.value.issues]


def test_two_resources_at_one_address_are_refused() -> None:
    document = documents.prescription(documents.medication())
    with pytest.raises(Refusal) as caught:
        read_european(documents.body(document))
    assert "ELEMENT_INVALID" in [issue.code for issue in caught.value.issues]


def test_a_prescription_without_items_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_european(documents.body(documents.bundle(*documents.people())))
    assert caught.value.code == "NO_LINE"


def test_values_that_say_nothing_cannot_be_made() -> None:
    nothing: list[Callable[[], object]] = [
        Concept,
        Pointer,
        ToldMedicine,
        lambda: RecordSubstitution(False, Concept((), "générique")),
    ]
    for make in nothing:
        with pytest.raises(ValueError, match=r".+"):
            make()


def test_an_item_of_an_item_is_too_deep() -> None:
    """A pack holds items; items hold no items: a cycle ends in a refusal."""
    document = documents.prescription()
    the(document, "Medication")["ingredient"] = [{"itemReference": {"reference": "Medication/m1"}}]
    with pytest.raises(Refusal) as caught:
        read_european(documents.body(document))
    assert "REFERENCE_UNRESOLVED" in [issue.code for issue in caught.value.issues]


def test_everything_told_of_a_medicine_and_of_a_person_stands_in_the_french() -> None:
    (record,) = read_dispenses(documents.body(documents.dispense()))
    assert isinstance(record, DispenseRecord)
    assert isinstance(record.subject, ToldPerson)
    assert record.medicine is not None
    assert record.medicine.pack is not None
    assert record.medicine.pack.per == Decimal(1)
    doubled = Strength(record.medicine.pack.quantity, Decimal(2))
    text = medicine_text(ToldMedicine(name="EXEMPLOL", pack=doubled, holder="DÉMO", lot="L1"))
    assert text == f"EXEMPLOL, contenu{N}: 20 comprimés pour 2, titulaire{N}: DÉMO, lot L1"
