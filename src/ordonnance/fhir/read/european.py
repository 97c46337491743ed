"""MedicationRequests in the shape of HL7 Europe MPD to one prescription of elsewhere."""

from datetime import date, datetime
from typing import Any

from ordonnance.domain.european import ToldLine, ToldOffLabel, ToldPrescription
from ordonnance.domain.french.coded_words import CODED_WORDS
from ordonnance.domain.told import ToldMedicine
from ordonnance.fhir.codec import decode, decoder_of
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.document import Document, read_document
from ordonnance.fhir.read.periods import dates
from ordonnance.fhir.read.posology import read_posology
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.told import concept, identified
from ordonnance.fhir.read.values import amount, code_among, day, instant, is_instant
from ordonnance.fhir.resources.datatypes import Coding
from ordonnance.fhir.resources.european import (
    ToldBundle,
    ToldDispenseRequest,
    ToldGroup,
    ToldRequest,
)
from ordonnance.fhir.resources.prescription import Substitution
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

Requests = list[tuple[str, ToldRequest]]

_bundle = decoder_of(ToldBundle)


def read_european(body: bytes, systems: Systems = DEFAULT_SYSTEMS) -> ToldPrescription:
    """The prescription that the Bundle says: every item of one patient by one prescriber.

    Raises Refusal with all issues of the first stage that fails: JSON, structure, meaning. What
    is not held is refused: nothing is dropped.
    """
    bundle = decode(body, _bundle, "Bundle")
    document = read_document(bundle, body, systems, CODED_WORDS)
    issues = document.reading.issues
    requests = document.of(ToldRequest)
    document.used.update(at for at, _ in requests)
    if not requests:
        issues.add("NO_LINE", "Bundle.entry")
    issues.raise_if_any()
    lines = [_line(document, at, request) for at, request in requests]
    together = _together(document, requests)
    at, first = requests[0]
    patient = document.person(first.subject, f"{at}.subject")
    prescriber = document.person(first.requester, f"{at}.requester")
    _require_shared(document.reading, requests)
    group = first.group_identifier
    known = identified(document.reading, (group,) if group else (), f"{at}.groupIdentifier")
    authored = _authored(document.reading, first.authored_on, f"{at}.authoredOn")
    document.refuse_unused()
    kept = tuple(line for line in lines if line is not None)
    found = None
    if not issues.found and patient and prescriber and authored:
        made = (patient, prescriber, authored, kept, known[0] if known else None, together)
        found = document.reading.build("Bundle", ToldPrescription, *made)
    issues.raise_if_any()
    if found is None:
        raise ValueError("nothing was read and nothing was refused")
    return found


def _require_shared(reading: Reading, requests: Requests) -> None:
    """One patient, one prescriber, one day and one prescription for all items."""
    _, first = requests[0]
    for at, request in requests[1:]:
        for code, name in (
            ("PATIENT_MIXED", "subject"),
            ("PRESCRIBER_MIXED", "requester"),
            ("DATE_MIXED", "authored_on"),
            ("GROUP_MIXED", "group_identifier"),
        ):
            if getattr(request, name) != getattr(first, name):
                head, _, tail = name.partition("_")
                reading.issues.add(code, f"{at}.{head}{tail.capitalize()}")


def _together(document: Document, requests: Requests) -> bool:
    """True when a RequestGroup holds exactly these items; « option » is nothing without it."""
    issues = document.reading.issues
    groups = document.of(ToldGroup)
    for at, _ in groups[1:]:
        issues.too_many(at, "RequestGroup")
    if not groups:
        for at, request in requests:
            if request.intent == "option":
                issues.invalid(f"{at}.intent", "« option » renvoie à un RequestGroup, absent ici")
        return False
    at, group = groups[0]
    document.used.add(at)
    _require_code(document.reading, f"{at}.status", group.status, "active")
    _require_code(document.reading, f"{at}.intent", group.intent, "order")
    held = set()
    for rank, action in enumerate(group.action):
        place = document.by_address.get(action.resource.reference or "")
        if place is None or not isinstance(place[1], ToldRequest):
            where = f"{at}.action[{rank}].resource"
            issues.add("REFERENCE_UNRESOLVED", where, reference=action.resource.reference or "")
        else:
            held.add(place[0])
    for where, request in requests:
        if where not in held or request.group_identifier != group.group_identifier:
            issues.add("GROUP_MIXED", f"{where}.groupIdentifier")
    if group.subject is not None and group.subject != requests[0][1].subject:
        issues.add("PATIENT_MIXED", f"{at}.subject")
    return True


def _require_code(reading: Reading, at: str, code: str, *allowed: str) -> None:
    if code not in allowed:
        reading.issues.add("CODE_UNKNOWN", at, code=code, allowed=", ".join(allowed))


def _authored(reading: Reading, text: str, at: str) -> date | datetime | None:
    return instant(reading, text, at) if is_instant(text) else day(reading, text, at)


def _line(document: Document, at: str, given: ToldRequest) -> ToldLine | None:
    reading = document.reading
    before = len(reading.issues.found)
    _require_code(reading, f"{at}.status", given.status, "active")
    _require_code(reading, f"{at}.intent", given.intent, "order", "option")
    extensions = reading.extensions(given.extension, "MedicationRequest (MPD)", at)
    if len(given.reason_code) > 1:
        reading.issues.too_many(f"{at}.reasonCode", "reasonCode")
    if len(given.note) > 1:
        reading.issues.too_many(f"{at}.note", "note")
    place, rendered = f"{at}.dosageInstruction", extensions.text("rendered-european")
    fields: dict[str, Any] = {
        "medicine": _medicine(document, at, given),
        "posology": read_posology(reading, place, given.dosage_instruction, rendered),
        "identifiers": identified(reading, given.identifier, f"{at}.identifier"),
        "motive": concept(
            reading, given.reason_code[0] if given.reason_code else None, f"{at}.reasonCode[0]"
        ),
        "note": given.note[0].text if given.note else None,
        "substitutable": _substitutable(reading, f"{at}.substitution", given.substitution),
        "actionable": _actionable(reading, at, given),
        "off_label": _off_label(reading, extensions),
    }
    fields |= _taken(reading, extensions)
    fields |= _served(reading, f"{at}.dispenseRequest", given.dispense_request)
    if len(reading.issues.found) > before:
        return None
    return reading.build(at, ToldLine, **fields)


def _medicine(document: Document, at: str, given: ToldRequest) -> ToldMedicine | None:
    reading, said = document.reading, given.medication_codeable_concept
    place = f"{at}.medicationCodeableConcept"
    if given.medication_reference is not None:
        if said is not None:
            reading.issues.too_many(place, "medication[x]")
        where = f"{at}.medicationReference"
        return document.medicine(given.medication_reference, where, given.contained, at)
    document.refuse_unused_inside(given.contained, at)
    if said is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.medication", element="medication[x]")
        return None
    return reading.build(place, ToldMedicine, concept(reading, said, place))


def _substitutable(reading: Reading, at: str, given: Substitution | None) -> bool | None:
    if given is None:
        return None
    if given.reason is not None:
        reading.issues.add("ELEMENT_UNKNOWN", f"{at}.reason", element="reason")
    if given.allowed_codeable_concept is not None:
        place, system = f"{at}.allowedCodeableConcept", reading.systems.substitution
        return code_among(reading, given.allowed_codeable_concept, place, system, ("N", "G")) == "G"
    return given.allowed_boolean


def _actionable(reading: Reading, at: str, given: ToldRequest) -> bool:
    """The tag by which a request authorises serving; any other tag is refused."""
    meta = given.meta
    if meta is None:
        return False
    reading.extensions(meta.extension, "none", f"{at}.meta")
    actionable = Coding(system=reading.systems.common_tags, code="actionable")
    for rank, each in enumerate(meta.tag):
        if each != actionable:
            place = f"{at}.meta.tag[{rank}]"
            reading.issues.add("CODE_UNKNOWN", place, code=each.code or "", allowed="actionable")
    return bool(meta.tag)


def _off_label(reading: Reading, extensions: Found) -> ToldOffLabel | None:
    parts = extensions.parts("off-label-european")
    if not parts or not parts["isOffLabelUse"].value_boolean:
        return None
    why = parts["reason"].value_codeable_concept if "reason" in parts else None
    return ToldOffLabel(concept(reading, why, extensions.at("off-label-european")))


def _taken(reading: Reading, extensions: Found) -> dict[str, date | None]:
    """The days over which the medicine is taken, all steps together."""
    given = extensions.get("effective-dose-period")
    if given is None or given.value_period is None:
        return {}
    at = extensions.at("effective-dose-period")
    first, last = dates(reading, given.value_period, at)
    return {"taken_from": first, "taken_until": last}


def _served(reading: Reading, at: str, given: ToldDispenseRequest | None) -> dict[str, Any]:
    if given is None:
        return {}
    extensions = reading.extensions(given.extension, "MedicationRequest.dispenseRequest", at)
    whole = extensions.get("prescribed-quantity")
    found: dict[str, Any] = {
        "quantity": amount(reading, given.quantity, f"{at}.quantity"),
        "prescribed": amount(
            reading, whole.value_quantity if whole else None, extensions.at("prescribed-quantity")
        ),
        "repeats": given.number_of_repeats_allowed,
    }
    if given.validity_period is not None:
        first, last = dates(reading, given.validity_period, f"{at}.validityPeriod")
        found |= {"valid_from": first, "valid_until": last}
    return found
