"""A prescription and a dispensing in the shape of HL7 Europe MPD; all people are fictitious."""

from copy import deepcopy
from typing import Any

from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS

Json = dict[str, Any]

SNOMED = SYSTEMS.snomed
TABLET = {"value": 1, "system": SNOMED, "code": "732936001", "unit": "Tablet"}


def coded(system: str, code: str, display: str) -> Json:
    """A concept of one code."""
    return {"coding": [{"system": system, "code": code, "display": display}]}


def medication() -> Json:
    """A pack of twenty tablets, told by its composition."""
    return {
        "resourceType": "Medication", "id": "m1",
        "identifier": [{"system": "urn:example:register", "value": "R-1"}],
        "extension": [
            {"url": SYSTEMS.medicine_name, "valueString": "EXEMPLOL 5 mg tablets"},
            {"url": SYSTEMS.medicine_class,
             "valueCodeableConcept": coded(SYSTEMS.atc, "X01XX01", "exemplol")},
        ],
        "form": coded(SYSTEMS.edqm, "10219000", "Tablet"),
        "amount": {"numerator": {**TABLET, "value": 20}, "denominator": {"value": 1}},
        "ingredient": [{
            "itemCodeableConcept": coded(SNOMED, "1", "Exemplol"), "isActive": True,
            "strength": {
                "numerator": {"value": 5, "system": SYSTEMS.ucum, "code": "mg", "unit": "mg"},
                "denominator": TABLET,
            },
        }],
    }  # fmt: skip


def people() -> list[Json]:
    """A patient, a doctor in a practice."""
    return [
        {
            "resourceType": "Patient", "id": "p1", "identifier": [{"value": "EX-1"}],
            "name": [{"family": "EXEMPLE", "given": ["Anna"]}],
            "gender": "female", "birthDate": "1980-02-01",
        },
        {
            "resourceType": "PractitionerRole", "id": "d1",
            "practitioner": {"reference": "Practitioner/x1"},
            "organization": {"display": "Practice DÉMO"},
            "code": [coded(SNOMED, "2", "Doctor")],
        },
        {
            "resourceType": "Practitioner", "id": "x1", "identifier": [{"value": "DOC-1"}],
            "name": [{"family": "DÉMO", "given": ["Otto"], "prefix": ["Dr"]}],
        },
    ]  # fmt: skip


def request(rank: int = 1) -> Json:
    """One tablet twice a day for ten days."""
    return {
        "resourceType": "MedicationRequest", "id": f"r{rank}",
        "identifier": [{"value": f"10-{rank}/2"}],
        "groupIdentifier": {"value": "10"},
        "status": "active", "intent": "order",
        "medicationReference": {"reference": "Medication/m1"},
        "subject": {"reference": "Patient/p1"}, "requester": {"reference": "PractitionerRole/d1"},
        "authoredOn": "2026-10-06",
        "dosageInstruction": [{
            "timing": {"repeat": {
                "frequency": 2, "period": 1, "periodUnit": "d",
                "boundsDuration": {"value": 10, "system": SYSTEMS.ucum, "code": "d"},
            }},
            "doseAndRate": [{"doseQuantity": TABLET}],
        }],
        "dispenseRequest": {
            "extension": [
                {"url": SYSTEMS.prescribed_quantity, "valueQuantity": {**TABLET, "value": 40}}
            ],
            "numberOfRepeatsAllowed": 1, "quantity": {**TABLET, "value": 20},
            "validityPeriod": {"start": "2026-10-06", "end": "2026-12-06"},
        },
        "substitution": {"allowedBoolean": False},
    }  # fmt: skip


def group() -> Json:
    """The group of two items."""
    return {
        "resourceType": "RequestGroup", "id": "g1", "status": "active", "intent": "order",
        "groupIdentifier": {"value": "10"}, "subject": {"reference": "Patient/p1"},
        "action": [{"resource": {"reference": f"MedicationRequest/r{rank}"}} for rank in (1, 2)],
    }  # fmt: skip


def prescription(*also: Json) -> Json:
    """One item with what it refers to."""
    return bundle(request(), medication(), *people(), *also)


def grouped() -> Json:
    """Two items that mean nothing without their group."""
    items = [{**request(rank), "intent": "option"} for rank in (1, 2)]
    return bundle(*items, group(), medication(), *people())


def dispense() -> Json:
    """One pack served, with another one contained in it."""
    served = {
        "resourceType": "MedicationDispense", "id": "s1", "status": "completed",
        "contained": [{**medication(), "id": "pack"}],
        "extension": [{"url": SYSTEMS.recorded, "valueDateTime": "2026-10-07T09:00:00Z"}],
        "medicationReference": {"reference": "#pack"},
        "subject": {"reference": "Patient/p1"},
        "performer": [{"actor": {"reference": "PractitionerRole/d1"}}],
        "authorizingPrescription": [{"identifier": {"value": "10-1/2"}}],
        "quantity": {"value": 1, "system": SYSTEMS.ucum, "code": "1"},
        "daysSupply": {"value": 10, "system": SYSTEMS.ucum, "code": "d"},
        "whenHandedOver": "2026-10-07T08:55:00Z",
        "substitution": {"wasSubstituted": False},
    }  # fmt: skip
    return bundle(served, *people())


def bundle(*resources: Json) -> Json:
    """A collection of these resources."""
    entries = [{"resource": deepcopy(each)} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def body(document: Json) -> bytes:
    """Its bytes."""
    return encode(document)
