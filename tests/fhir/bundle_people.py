"""The people and the practice of the documents of the tests."""

from typing import Any

from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS

Json = dict[str, Any]

PROFILES = "https://interop.esante.gouv.fr/ig/fhir/eprescription/StructureDefinition"

CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition"

RPPS = "99900000011"

DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Copie lisible</p></div>'


def own(name: str) -> str:
    """The address of one of our extensions."""
    return SYSTEMS.own_extension(name)


def patient() -> Json:
    """Alice EXEMPLE, INS of demonstration, qualified."""
    status = {"system": SYSTEMS.identity_status, "code": "QUAL"}
    birth_town = {"system": SYSTEMS.commune, "code": "99999"}
    return {
        "resourceType": "Patient",
        "id": "p1",
        "meta": {"profile": [f"{CORE}/fr-core-patient-ins"]},
        "text": {"status": "generated", "div": DIV},
        "extension": [
            {
                "url": SYSTEMS.identity_reliability,
                "extension": [{"url": "identityStatus", "valueCoding": status}],
            },
            {
                "url": SYSTEMS.birth_place,
                "valueAddress": {
                    "city": "Exempleville",
                    "extension": [{"url": SYSTEMS.insee_code, "valueCoding": birth_town}],
                },
            },
        ],
        "identifier": [
            {
                "use": "official",
                "type": {"coding": [{"system": SYSTEMS.identifier_type, "code": "INS-NIR-DEMO"}]},
                "system": "urn:oid:1.2.250.1.213.1.4.11",
                "value": "285049999900115",
            }
        ],
        "name": [
            {
                "use": "official",
                "family": "EXEMPLE",
                "given": ["ALICE"],
                "extension": [{"url": SYSTEMS.birth_names, "valueString": "ALICE ROSE"}],
            },
            {"use": "usual", "family": "DÉMO", "given": ["ALICE"]},
        ],
        "gender": "female",
        "birthDate": "1985-04-12",
    }


def people() -> list[Json]:
    """Doctor EXEMPLE, her role and her practice."""
    idnps = {"coding": [{"system": SYSTEMS.identifier_type, "code": "IDNPS"}]}
    return [
        {
            "resourceType": "Practitioner",
            "id": "dr1",
            "meta": {"profile": [f"{CORE}/fr-core-practitioner"]},
            "identifier": [
                {"system": SYSTEMS.rpps, "value": RPPS},
                {"type": idnps, "system": SYSTEMS.id_nat_ps, "value": f"8{RPPS}"},
            ],
            "name": [{"prefix": ["DR"], "family": "EXEMPLE", "given": ["Claire"]}],
        },
        {
            "resourceType": "PractitionerRole",
            "id": "role1",
            "practitioner": {"reference": "Practitioner/dr1"},
            "organization": {"reference": "Organization/cab1"},
            "code": [{"coding": [{"system": SYSTEMS.profession, "code": "10"}]}],
            "specialty": [{"coding": [{"system": SYSTEMS.specialty, "code": "SM26"}]}],
            "telecom": [
                {"system": "phone", "value": "+33199000001", "use": "work"},
                {"system": "email", "value": "cabinet@exemple.example"},
            ],
        },
        {
            "resourceType": "Organization",
            "id": "cab1",
            "identifier": [{"system": SYSTEMS.am, "value": "991000019"}],
            "name": "Cabinet médical Exemple",
            "address": [
                {
                    "line": ["1 rue de l'Exemple"],
                    "city": "Paris",
                    "postalCode": "75011",
                    "country": "FR",
                }
            ],
        },
    ]
