"""Five prescriptions in the shape of the official examples; everybody in them is fictitious."""

from copy import deepcopy
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir.bundle_people import DIV, PROFILES, Json, own, patient, people

AUTHORED = "2026-03-02T09:30:00+01:00"


def body(bundle: Json) -> bytes:
    """The bytes of a Bundle."""
    return msgspec.json.encode(bundle)


def tablets(count: str | int) -> Json:
    """A dose of tablets (EDQM)."""
    return {"value": count, "unit": "comprimé", "system": SYSTEMS.edqm, "code": "15054000"}


def during(value: int, unit: str, word: str) -> Json:
    """A duration in UCUM."""
    return {"value": value, "unit": word, "system": SYSTEMS.ucum, "code": unit}


def oral() -> Json:
    """By mouth."""
    coding = {"system": SYSTEMS.edqm, "code": "20053000", "display": "Voie orale"}
    return {"coding": [coding], "text": "Voie orale"}


def boxes(count: int) -> Json:
    """A number of boxes (EDQM)."""
    return {"value": count, "unit": "boîte", "system": SYSTEMS.edqm, "code": "30009000"}


def speciality(cis: str, label: str) -> Json:
    """A medicine by its CIS code."""
    return {"coding": [{"system": SYSTEMS.cis, "code": cis, "display": label}], "text": label}


def line(name: str, dosage: Json, **more: Any) -> Json:
    """A MedicationRequest of Alice by doctor EXEMPLE."""
    request = {
        "resourceType": "MedicationRequest",
        "id": name,
        "meta": {"profile": [f"{PROFILES}/fr-medicationrequest"]},
        "text": {"status": "generated", "div": DIV},
        "identifier": [{"system": SYSTEMS.uuid, "value": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"}],
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "authoredOn": AUTHORED,
        "requester": {"reference": "Practitioner/dr1"},
        "dosageInstruction": [dosage],
    }
    return request | more


def bundle(*requests: Json, kind: str = "collection", also: tuple[Json, ...] = ()) -> Json:
    """A Bundle with everybody and these lines."""
    resources = [patient(), *people(), *also, *requests]
    return {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [{"resource": deepcopy(resource)} for resource in resources],
    }


def amoxicillin() -> Json:
    """One antibiotic: morning and evening for six days."""
    dosage = {
        "sequence": 1,
        "timing": {"repeat": {"boundsDuration": during(6, "d", "jour"), "when": ["MORN", "EVE"]}},
        "route": oral(),
        "doseAndRate": [{"doseQuantity": tablets(1)}],
    }
    rendered = {
        "url": SYSTEMS.rendered_dosage,
        "valueMarkdown": "1 comprimé matin et soir, 6 jours",
    }
    request = line(
        "amoxicilline",
        dosage,
        extension=[rendered],
        medicationCodeableConcept=speciality("60000001", "AMOXICILLINE EXEMPLE 1 g"),
        dispenseRequest={"numberOfRepeatsAllowed": 0, "quantity": boxes(1)},
    )
    return bundle(request, kind="searchset")


def paracetamol_ald() -> Json:
    """A chronic treatment in ALD, renewed five times, not substitutable, in a document."""
    dosage = {
        "timing": {
            "repeat": {
                "boundsDuration": during(1, "mo", "mois"),
                "frequency": 3,
                "period": 1,
                "periodUnit": "d",
            }
        },
        "doseAndRate": [{"doseQuantity": tablets(1)}],
    }
    reason = {"system": SYSTEMS.own_code("non-substitution"), "code": "CIF"}
    request = line(
        "paracetamol",
        dosage,
        extension=[{"url": own("exoneration"), "valueCode": "ALD"}],
        medicationCodeableConcept=speciality("60000002", "PARACÉTAMOL EXEMPLE 1 g"),
        reasonCode=[{"text": "Douleurs chroniques"}],
        note=[{"text": "Ne pas dépasser 3 g par jour"}],
        dispenseRequest={"numberOfRepeatsAllowed": 5, "quantity": boxes(12)},
        substitution={
            "allowedCodeableConcept": {"coding": [{"system": SYSTEMS.substitution, "code": "N"}]},
            "reason": {"coding": [reason], "text": "Excipient à effet notoire"},
        },
    )
    found = bundle(request, kind="document")
    head = {
        "resourceType": "Composition",
        "status": "final",
        "type": {"coding": [{"system": SYSTEMS.loinc, "code": "57833-6"}]},
        "subject": {"reference": "Patient/p1"},
        "date": AUTHORED,
        "author": [{"reference": "PractitionerRole/role1"}],
        "title": "Ordonnance",
        "custodian": {"reference": "Organization/cab1"},
        "section": [{"title": "Lignes", "entry": [{"reference": "MedicationRequest/paracetamol"}]}],
    }
    found["identifier"] = {"system": SYSTEMS.uuid, "value": "urn:uuid:0d9e1d9a-demo"}
    found["timestamp"] = AUTHORED
    found["entry"].insert(0, {"resource": head})
    return found


def morphine() -> Json:
    """A narcotic with fractions of seven days, dose in words, named pharmacy, overlap mention."""
    dosage = {
        "timing": {
            "repeat": {
                "boundsPeriod": {"start": "2026-03-02", "end": "2026-03-29"},
                "timeOfDay": ["08:00:00", "20:00:00"],
            }
        },
        "doseAndRate": [
            {
                "doseQuantity": {
                    "value": 1,
                    "unit": "gélule",
                    "system": SYSTEMS.edqm,
                    "code": "15012000",
                }
            }
        ],
    }
    overlap = [
        {"url": "text", "valueString": "Chevauchement justifié par une dose augmentée"},
        {"url": "over", "valueDate": "2026-02-20"},
    ]
    request = line(
        "morphine",
        dosage,
        extension=[
            {"url": own("fraction"), "valueDuration": during(7, "d", "jour")},
            {"url": own("in-words"), "valueString": "une gélule de trente milligrammes"},
            {"url": own("overlap"), "extension": overlap},
        ],
        medicationCodeableConcept=speciality("60000003", "MORPHINE LP EXEMPLE 30 mg"),
        dispenseRequest={
            "validityPeriod": {"start": "2026-03-02"},
            "performer": {
                "display": "Pharmacie Exemple",
                "identifier": {"system": SYSTEMS.finess, "value": "750000018"},
            },
        },
    )
    weight = {
        "resourceType": "Observation",
        "id": "poids",
        "status": "final",
        "code": {"coding": [{"system": SYSTEMS.loinc, "code": "29463-7"}]},
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2026-03-01",
        "valueQuantity": {"value": 71.5, "unit": "kg", "system": SYSTEMS.ucum, "code": "kg"},
    }
    request["supportingInformation"] = [{"reference": "Observation/poids"}]
    return bundle(request, also=(weight,))


def amlodipine() -> Json:
    """A medicine in common name: substance, strength and form, no brand."""
    substance = {"system": SYSTEMS.sms, "code": "100000092114", "display": "amlodipine"}
    medication = {
        "resourceType": "Medication",
        "id": "dci1",
        "meta": {"profile": [f"{PROFILES}/fr-medication-noncompound"]},
        "code": {"coding": [substance], "text": "AMLODIPINE 5 mg, comprimé"},
        "form": {"coding": [{"system": SYSTEMS.edqm, "code": "10219000", "display": "comprimé"}]},
        "ingredient": [
            {
                "itemCodeableConcept": {"coding": [substance], "text": "amlodipine"},
                "strength": {
                    "numerator": {"value": 5, "unit": "mg", "system": SYSTEMS.ucum, "code": "mg"},
                    "denominator": tablets(1),
                },
            }
        ],
    }
    dosage = {
        "timing": {"repeat": {"boundsDuration": during(3, "mo", "mois"), "when": ["MORN"]}},
        "doseAndRate": [{"doseQuantity": tablets(1)}],
    }
    request = line("amlodipine", dosage, medicationReference={"reference": "Medication/dci1"})
    return bundle(request, also=(medication,))


def tramadol() -> Json:
    """Taken as needed, with limits, and the whole posology in words."""
    dosage = {
        "text": "1 comprimé en cas de douleur, au plus 4 par jour",
        "additionalInstruction": [{"text": "Au moins 6 heures entre deux prises"}],
        "timing": {
            "repeat": {
                "boundsDuration": during(10, "d", "jour"),
                "frequencyMax": 1,
                "period": 6,
                "periodUnit": "h",
            }
        },
        "asNeededCodeableConcept": {
            "coding": [{"system": SYSTEMS.snomed, "code": "22253000", "display": "douleur"}],
            "text": "En cas de douleur",
        },
        "doseAndRate": [{"doseRange": {"low": tablets(1), "high": tablets(2)}}],
        "maxDosePerPeriod": {"numerator": tablets(4), "denominator": during(1, "d", "jour")},
        "maxDosePerAdministration": tablets(2),
    }
    request = line(
        "tramadol",
        dosage,
        medicationCodeableConcept=speciality("60000005", "TRAMADOL EXEMPLE 50 mg"),
        extension=[
            {"url": own("in-words"), "valueString": "un à deux comprimés de cinquante milligrammes"}
        ],
    )
    return bundle(request)


BUNDLES = {
    "amoxicillin": amoxicillin,
    "paracetamol_ald": paracetamol_ald,
    "morphine": morphine,
    "amlodipine": amlodipine,
    "tramadol": tramadol,
}
