"""Ways to the refusals of a document: how it is written, what it prescribes, what the law says."""

from copy import deepcopy
from typing import Any

import httpx

from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.journeys import documents
from tests.journeys.documents import Json, edited, resource
from tests.journeys.refusing import World, met

PATIENT, AUTHOR, PLACE, ROLE, LINE, SECOND = (f"Bundle.entry[{i}].resource" for i in range(6))


def line(**fields: Any) -> bytes:
    """The simple prescription with elements of its line set, or removed by None."""

    def change(tree: Json) -> None:
        request = resource(tree, "MedicationRequest")
        request.update(fields)
        for name in [name for name, value in fields.items() if value is None]:
            del request[name]

    return edited(documents.simple(), change)


def with_entry(extra: Json) -> bytes:
    """The simple prescription beside another resource."""
    return edited(documents.simple(), lambda tree: tree["entry"].append({"resource": extra}))


def two_lines(**fields: Any) -> bytes:
    """Two lines; the second one has other elements."""
    document = documents.written(documents.course(), documents.monthly())
    return edited(document, lambda tree: resource(tree, "MedicationRequest", 1).update(fields))


def second_person(kind: str, element: str) -> bytes:
    """Two lines, the second one about, or by, somebody else of that kind."""

    def change(tree: Json) -> None:
        other = deepcopy(resource(tree, kind))
        tree["entry"].append({"fullUrl": "urn:uuid:0d9e1d9a-0000-4000-8000-00000000abcd",
                              "resource": other})  # fmt: skip
        request = resource(tree, "MedicationRequest", 1)
        request[element] = {"reference": tree["entry"][-1]["fullUrl"]}

    return edited(documents.written(documents.course(), documents.monthly()), change)


def service(code: str) -> Json:
    coding = {"system": SYSTEMS.own_code("request-kind"), "code": code}
    category = [{"coding": [coding]}]
    return {"resourceType": "ServiceRequest", "status": "active", "category": category}


def issue(world: World, document: bytes, who: str = "medecin", **more: Any) -> httpx.Response:
    return world.door.ask("issue", who, document, **more)


def inpatient() -> bytes:
    coding = {"system": SYSTEMS.request_category, "code": "inpatient"}
    return line(category=[{"coding": [coding]}])


def animal() -> bytes:
    species = {"url": "species", "valueCodeableConcept": {"text": "chien"}}
    extension = {"url": SYSTEMS.animal, "extension": [species]}
    return edited(
        documents.simple(), lambda tree: resource(tree, "Patient").update(extension=[extension])
    )


def renamed(element: str, value: Any, kind: str = "Bundle") -> bytes:
    """The simple prescription with an element of the Bundle or of a resource set."""

    def change(tree: Json) -> None:
        (tree if kind == "Bundle" else resource(tree, kind))[element] = value

    return edited(documents.simple(), change)


def many_lines() -> bytes:
    return edited(
        documents.simple(),
        lambda tree: tree["entry"].extend(
            {"resource": tree["entry"][-1]["resource"]} for _ in range(60)
        ),
    )


def no_line() -> bytes:
    return edited(documents.simple(), lambda tree: tree["entry"].pop())


def bad_rpps() -> bytes:
    bad = [{"system": SYSTEMS.rpps, "value": "123"}]
    return renamed("identifier", bad, "Practitioner")


def other_number() -> Json:
    return {"system": SYSTEMS.number, "value": "UD00000000000000"}


def hospital_note() -> Json:
    """A note as the PN13 of a hospital scopes it."""
    scope = {"url": SYSTEMS.note_scope, "valueCode": "LIPRESCIND"}
    return {"text": "Indication : douleur", "extension": [scope]}


def dose_in_tablets() -> bytes:
    """Paracetamol by its name alone: nothing says what one tablet holds."""
    named = {"resourceType": "Medication", "id": "m", "code": {"text": "paracétamol"},
             "ingredient": [{"itemCodeableConcept": {"text": "paracétamol"}}]}  # fmt: skip
    return line(
        medicationCodeableConcept=None, contained=[named], medicationReference={"reference": "#m"}
    )


DOCUMENTS: dict[str, tuple[str | None, Any]] = {
    "ELEMENT_UNKNOWN": (f"{LINE}.insurance", lambda: line(insurance=[{"display": "x"}])),
    "ELEMENT_MISSING": (f"{LINE}.subject", lambda: line(subject=None)),
    "ELEMENT_INVALID": (
        f"{PATIENT}.birthDate", lambda: renamed("birthDate", "1985-02-30", "Patient"),
    ),
    "ELEMENT_TOO_MANY": (
        f"{LINE}.reasonCode", lambda: line(reasonCode=[{"text": "x"}, {"text": "y"}]),
    ),
    "TEXT_TOO_LONG": (f"{LINE}.note[0].text", lambda: line(note=[{"text": "x" * 1001}])),
    "CODE_UNKNOWN": (f"{PATIENT}.gender", lambda: renamed("gender", "other", "Patient")),
    "CODE_SYSTEM_UNKNOWN": (
        f"{LINE}.groupIdentifier.system",
        lambda: line(groupIdentifier={"system": "urn:x", "value": "1"}),
    ),
    "EXTENSION_UNKNOWN": (
        f"{LINE}.modifierExtension[0]", lambda: line(modifierExtension=[{"url": "urn:x"}]),
    ),
    "REFERENCE_UNRESOLVED": (
        f"{LINE}.subject.reference", lambda: line(subject={"reference": "Patient/autre"}),
    ),
    "RESOURCE_UNEXPECTED": (SECOND, lambda: with_entry({"resourceType": "Encounter"})),
    "BUNDLE_TYPE": ("Bundle.type", lambda: renamed("type", "batch")),
    "LINES_TOO_MANY": ("Bundle.entry", many_lines),
    "NO_LINE": ("Bundle.entry", no_line),
    "IDENTIFIER_INVALID": (f"{AUTHOR}.identifier[0].value", bad_rpps),
    "GROUP_MIXED": (f"{SECOND}.groupIdentifier", lambda: two_lines(groupIdentifier=other_number())),
    "PATIENT_MIXED": (f"{SECOND}.subject", lambda: second_person("Patient", "subject")),
    "PRESCRIBER_MIXED": (f"{SECOND}.requester", lambda: second_person("Practitioner", "requester")),
    "DATE_MIXED": (f"{SECOND}.authoredOn", lambda: two_lines(authoredOn="2026-03-03T09:30:00Z")),
    "USE_JOSE_BODY": ("Bundle.signature", lambda: renamed("signature", {"type": []})),
    "OUT_OF_SCOPE": (SECOND, lambda: with_entry({"resourceType": "DeviceRequest"})),
    "IMAGING_ON_PAPER": (f"{SECOND}.category[0]", lambda: with_entry(service("imaging"))),
    "TRANSPORT_ON_PAPER": (f"{SECOND}.category[0]", lambda: with_entry(service("transport"))),
    "INTRA_HOSPITAL": (f"{LINE}.category[0]", inpatient),
    "DOSE_UNIT": (f"{LINE}.dosageInstruction[0].doseAndRate", dose_in_tablets),
    "HOSPITAL_PART": (f"{LINE}.note[0].extension", lambda: line(note=[hospital_note()])),
    "VETERINARY": (f"{PATIENT}.extension[0]", animal),
    "RETROCESSION_ON_PAPER": (
        "line[1]", lambda: documents.written(documents.injected(documents.RETROCEDED)),
    ),
    "HOSPITAL_USE_ONLY": (
        "line[1]", lambda: documents.written(documents.injected(documents.HOSPITAL_ONLY)),
    ),
    "ANONYMOUS_NOT_ALLOWED": (
        None, lambda: documents.written(documents.course(), anonymous=True),
    ),
    "LAW_BLOCKED": (None, lambda: documents.written(documents.painkiller(200))),
}  # fmt: skip
"""What is wrong with a document: the place named, and the document."""


def _issued(made: Any) -> Any:
    return lambda world: issue(world, made())


for _code, (_at, _made) in DOCUMENTS.items():
    met(_code, _at)(_issued(_made))


@met("SIGNATURE_INVALID")
def badly_signed(world: World) -> httpx.Response:
    return issue(world, b"e30.e30.e30", headers={"Content-Type": "application/jose"})


@met("ACKNOWLEDGEMENT_REQUIRED")
def not_explained(world: World) -> httpx.Response:
    return issue(world, documents.written(documents.course(advice="Arrêter le ramipril.")))


@met("ACKNOWLEDGEMENT_UNKNOWN")
def explained_for_nothing(world: World) -> httpx.Response:
    given = {"rule": "RX-DUR-99", "reason": "vu"}
    return world.door.ask(
        "issue", "medecin", prescription=documents.simple(), acknowledgement=given
    )


@met("ACKNOWLEDGEMENT_NOT_POSSIBLE")
def explained_although_it_blocks(world: World) -> httpx.Response:
    given = {"rule": "RX-DUR-07", "line": 1, "reason": "vu"}
    document = documents.written(documents.painkiller(200))
    return world.door.ask("issue", "medecin", prescription=document, acknowledgement=given)


@met("PATIENT_MISMATCH")
def of_somebody_else(world: World) -> httpx.Response:
    corrected = documents.written(documents.course(), patient=documents.alice())
    number = world.door.issued(documents.simple())
    return world.door.ask("replace", "medecin", number=number, prescription=corrected)
