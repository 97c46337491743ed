"""A Bundle to an Ordonnance, or every reason why not."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.fhir.codec import decode, decoder_of, parse_tree
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.read.composition import check_composition
from ordonnance.fhir.read.line import read_line
from ordonnance.fhir.read.patient import read_patient
from ordonnance.fhir.read.people import read_prescriber, unknown_system
from ordonnance.fhir.read.perimeter import perimeter_issues
from ordonnance.fhir.read.reading import Index, Reading
from ordonnance.fhir.read.values import instant
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.bundle import Bundle
from ordonnance.fhir.resources.datatypes import Reference
from ordonnance.fhir.resources.prescription import Composition, MedicationRequest
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

MAX_LINES = 60
BUNDLE_TYPES = ("collection", "document", "searchset")

_decoder = decoder_of(Bundle)

Requests = list[tuple[str, MedicationRequest]]


@dataclass(frozen=True, slots=True)
class _Author:
    """The prescriber and the addresses by which lines may name them."""

    prescriber: Prescriber
    places: frozenset[str]


def read_ordonnance(
    body: bytes, systems: Systems = DEFAULT_SYSTEMS, *, stored: bool = False
) -> Ordonnance:
    """The ordonnance that the Bundle says, lines in the order of the document.

    Raises Refusal with all issues of the first stage that fails: JSON, perimeter, structure,
    meaning. Narrative, technical metadata (`meta`, `id`, `timestamp`, `identifier` of the
    envelope) and dates of measures stay in the stored document and are not part of the result.
    `stored`: these bytes are in the base, hence were read when they were issued.
    """
    perimeter = partial(perimeter_issues, systems=systems)
    bundle = decode(body, _decoder, "Bundle", perimeter, stored=stored)
    issues = Issues()
    index = Index(bundle, issues)
    reading = Reading(systems, issues, index, lambda: sha256(body).hexdigest())
    ordonnance = _read(reading, bundle)
    if issues.found:
        if outside := perimeter(parse_tree(body)):
            raise Refusal(*outside)
        raise Refusal(*issues.found)
    if ordonnance is None:
        raise ValueError("nothing was read and nothing was refused")
    return ordonnance


def _read(reading: Reading, bundle: Bundle) -> Ordonnance | None:
    if bundle.type not in BUNDLE_TYPES:
        reading.issues.add("BUNDLE_TYPE", "Bundle.type", type=bundle.type)
        return None
    given = bundle.meta.extension if bundle.meta else ()
    document = reading.extensions(given, "Bundle.meta", "Bundle.meta")
    requests = reading.index.of(MedicationRequest)
    reading.index.used.update(at for at, _ in requests)
    if not requests:
        reading.issues.add("NO_LINE", "Bundle.entry")
        return None
    if len(requests) > MAX_LINES:
        reading.issues.add("LINES_TOO_MANY", "Bundle.entry", limit=MAX_LINES)
        return None
    anonymous = document.flag("anonymous")
    author = _author(reading, requests)
    patient = _patient(reading, requests, anonymous)
    lines = [
        read_line(reading, at, number, request)
        for number, (at, request) in enumerate(requests, start=1)
    ]
    at = _established(reading, requests)
    reserved = _reserved(reading, requests)
    check_composition(reading, bundle.type, at)
    _refuse_unused(reading)
    kept = [line for line in lines if line is not None]
    _refuse_twin_ids(reading, requests, kept)
    if reading.issues.found or author is None or at is None:
        return None
    return _ordonnance(document, author.prescriber, patient, kept, at, reserved)


def _ordonnance(
    document: Found,
    prescriber: Prescriber,
    patient: Patient | None,
    lines: list[Line],
    established_at: datetime,
    reserved: OrdonnanceNumber | None,
) -> Ordonnance:
    return Ordonnance(
        established_at=established_at,
        prescriber=prescriber,
        lines=tuple(lines),
        patient=patient,
        anonymous=document.flag("anonymous"),
        objection=document.flag("objection"),
        hidden_from_representative=document.flag("hidden-from-representative"),
        reserved=reserved,
        hospital_service=document.text("hospital-service"),
        advice=document.text("advice"),
    )


# --- The prescriber


def _author(reading: Reading, requests: Requests) -> _Author | None:
    """One author for all lines, designated directly or by their role."""
    at, first = requests[0]
    found = _practitioner(reading, first.requester, f"{at}.requester")
    if found is None:
        return None
    place, practitioner = found
    roles = [
        (role_at, role)
        for role_at, role in reading.index.of(people.PractitionerRole)
        if _practitioner_of(reading, role) == place
    ]
    if len(roles) > 1:
        reading.issues.too_many(roles[1][0], "PractitionerRole")
    role = roles[0] if roles else None
    reading.index.used.update({place, *(role_at for role_at, _ in roles[:1])})
    prescriber = read_prescriber(reading, place, practitioner, role)
    author = _Author(prescriber, frozenset({place, *(role_at for role_at, _ in roles)}))
    _set_zone(reading, prescriber)
    for line_at, request in requests[1:]:
        if request.requester == first.requester:
            continue
        other = _practitioner(reading, request.requester, f"{line_at}.requester")
        if other is not None and other[0] not in author.places:
            reading.issues.add("PRESCRIBER_MIXED", f"{line_at}.requester")
    return author


def _practitioner(
    reading: Reading, requester: Reference, at: str
) -> tuple[str, people.Practitioner] | None:
    place = reading.index.find(requester.reference or "")
    if place is None or not isinstance(place.resource, people.PractitionerRole):
        return reading.resolve(requester, at, people.Practitioner)
    reading.resolve(requester, at, people.PractitionerRole)
    practitioner = place.resource.practitioner
    if practitioner is None:
        reading.issues.add("ELEMENT_MISSING", f"{place.at}.practitioner", element="practitioner")
    return reading.resolve(practitioner, f"{place.at}.practitioner", people.Practitioner)


def _practitioner_of(reading: Reading, role: people.PractitionerRole) -> str | None:
    if role.practitioner is None or role.practitioner.reference is None:
        return None
    place = reading.index.find(role.practitioner.reference)
    return place.at if place else None


def _set_zone(reading: Reading, prescriber: Prescriber) -> None:
    try:
        reading.zone = prescriber.zone
    except ValueError:
        # A postcode that is not French says nothing of the clocks: those of Paris stay.
        return


# --- The patient


def _patient(reading: Reading, requests: Requests, anonymous: bool) -> Patient | None:
    patients = reading.index.of(people.Patient)
    if anonymous:
        for at, _ in patients:
            detail = "le document contient une ressource Patient"
            reading.index.used.add(at)
            reading.issues.add("ANONYMOUS_NOT_ALLOWED", at, detail=detail)
        for where, request in requests:
            _masked(reading, f"{where}.subject", request.subject)
        return None
    found: tuple[str, people.Patient] | None = None
    for at, request in requests:
        subject = reading.resolve(request.subject, f"{at}.subject", people.Patient)
        if subject is None:
            continue
        if found is not None and subject[0] != found[0]:
            reading.issues.add("PATIENT_MIXED", f"{at}.subject")
        found = found or subject
    for at, _ in patients:
        if found is not None and at not in reading.index.used:
            reading.index.used.add(at)
            reading.issues.add("PATIENT_MIXED", at)
    return read_patient(reading, *found) if found else None


def _masked(reading: Reading, at: str, subject: Reference) -> None:
    """The subject of an anonymous line says nothing but that it is masked."""
    extensions = reading.extensions(subject.extension, "Reference", at)
    if extensions.text("absent") not in (None, "masked"):
        code = extensions.text("absent")
        reading.issues.add("CODE_UNKNOWN", extensions.at("absent"), code=code, allowed="masked")
    for element in ("reference", "identifier"):
        if getattr(subject, element) is not None:
            detail = "une ligne désigne une personne"
            reading.issues.add("ANONYMOUS_NOT_ALLOWED", f"{at}.{element}", detail=detail)


# --- What all lines share


def _established(reading: Reading, requests: Requests) -> datetime | None:
    at, first = requests[0]
    when = instant(reading, first.authored_on, f"{at}.authoredOn")
    for place, request in requests[1:]:
        if request.authored_on == first.authored_on:
            continue
        other = instant(reading, request.authored_on, f"{place}.authoredOn")
        if when is not None and other is not None and other != when:
            reading.issues.add("DATE_MIXED", f"{place}.authoredOn")
    return when


def _reserved(reading: Reading, requests: Requests) -> OrdonnanceNumber | None:
    at, first = requests[0]
    for place, request in requests[1:]:
        if request.group_identifier != first.group_identifier:
            reading.issues.add("GROUP_MIXED", f"{place}.groupIdentifier")
    group, where = first.group_identifier, f"{at}.groupIdentifier"
    if group is None:
        return None
    if group.system != reading.systems.number:
        unknown_system(reading, group.system, where, reading.systems.number)
        return None
    try:
        return OrdonnanceNumber.parse(group.value or "")
    except InvalidNumber as error:
        reading.issues.add("NUMBER_INVALID", f"{where}.value", reason=error.reason)
        return None


def _refuse_unused(reading: Reading) -> None:
    """A resource that no line needs would be dropped in silence: it is refused."""
    for place in reading.index.places:
        meta = place.resource.meta
        if meta is not None and meta.extension:
            reading.extensions(meta.extension, "none", f"{place.at}.meta")
        if place.at not in reading.index.used:
            kind = type(place.resource)
            if kind in (people.Practitioner, people.PractitionerRole):
                reading.issues.add("PRESCRIBER_MIXED", place.at)
            elif kind is not Composition:
                reading.issues.add("RESOURCE_UNEXPECTED", place.at, type=kind.__name__)


def _refuse_twin_ids(reading: Reading, requests: Requests, lines: list[Line]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            at, _ = requests[line.number - 1]
            reading.issues.invalid(f"{at}.identifier", "deux lignes portent le même identifiant")
        seen.add(line.id)
