"""A Bundle to an Ordonnance, or every reason why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.prescription import MOST_LINES, Line, Ordonnance
from ordonnance.fhir.codec import Perimeter, decode, decoder_of, encode, parse_tree
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.read.author import read_author
from ordonnance.fhir.read.composition import check_composition
from ordonnance.fhir.read.derogation import read_derogation
from ordonnance.fhir.read.identifiers import unknown_system
from ordonnance.fhir.read.line import read_line
from ordonnance.fhir.read.perimeter import perimeter_issues
from ordonnance.fhir.read.reading import Index, Reading
from ordonnance.fhir.read.relations import read_relations
from ordonnance.fhir.read.subject import read_subject
from ordonnance.fhir.read.values import instant
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.bundle import Bundle
from ordonnance.fhir.resources.prescription import Composition, MedicationRequest
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

BUNDLE_TYPES = ("collection", "document", "searchset")

_decoder = decoder_of(Bundle)

Requests = Sequence[tuple[str, MedicationRequest]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read to be checked.

    `waiting` is what stops its issue, not its reading, each with the number of its line if any.
    """

    ordonnance: Ordonnance
    waiting: tuple[tuple[Issue, int | None], ...]


def read_ordonnance(
    body: bytes, systems: Systems = DEFAULT_SYSTEMS, *, stored: bool = False
) -> Ordonnance:
    """The ordonnance that the Bundle says, lines in the order of the document.

    Raises Refusal with all issues of the first stage that fails: JSON, perimeter, structure,
    meaning. Narrative, technical metadata (`meta`, `id`, `timestamp`, `identifier` of the
    envelope) and dates of measures stay in the stored document and are not part of the result.
    `stored`: these bytes are in the base, hence were read when they were issued: what stops an
    issue since then, and not the reading, does not close what was issued before.
    """
    perimeter = partial(perimeter_issues, systems=systems)
    reading, ordonnance = _opened(body, systems, perimeter, stored=stored)
    if reading.issues.faults or (reading.issues.found and not stored):
        if outside := perimeter(parse_tree(body)):
            raise Refusal(*outside)
        raise Refusal(*reading.issues.found)
    return _whole(ordonnance)


def read_draft(
    body: bytes, systems: Systems = DEFAULT_SYSTEMS, *, most_lines: int = MOST_LINES
) -> Draft:
    """The same, of a document that is not complete yet or that belongs to a hospital.

    Nothing of it is refused that can be read and kept. Raises Refusal like `read_ordonnance` for
    what is wrong.
    """
    perimeter = partial(_elsewhere, systems=systems)
    reading, ordonnance = _opened(body, systems, perimeter, most_lines=most_lines)
    if reading.issues.faults:
        if outside := _elsewhere(parse_tree(body), systems):
            raise Refusal(*outside)
        raise Refusal(*reading.issues.found)
    lines = [at for at, _ in reading.index.of(MedicationRequest)]
    waiting = tuple((issue, _line_at(issue.at or "", lines)) for issue in reading.issues.found)
    return Draft(_whole(ordonnance), waiting)


def _line_at(at: str, lines: list[str]) -> int | None:
    """The number of the line inside which a FHIRPath points."""
    ranks = enumerate(lines, start=1)
    return next((rank for rank, line in ranks if at == line or at.startswith(f"{line}.")), None)


def _elsewhere(tree: object, systems: Systems) -> list[Issue]:
    """What is outside the service even to be checked."""
    found = perimeter_issues(tree, systems)
    return [issue for issue in found if issue.code != "INTRA_HOSPITAL"]


def _opened(
    body: bytes,
    systems: Systems,
    perimeter: Perimeter,
    *,
    stored: bool = False,
    most_lines: int = MOST_LINES,
) -> tuple[Reading, Ordonnance | None]:
    try:
        bundle = decode(body, _decoder, "Bundle", perimeter, stored=stored)
    except Refusal:
        if not stored:
            raise
        bundle = decode(_with_kinds(body), _decoder, "Bundle", perimeter, stored=True)
    issues = Issues()
    index = Index(bundle, issues)
    reading = Reading(
        systems, issues, index, lambda: sha256(body).hexdigest(), most_lines=most_lines
    )
    return reading, _read(reading, bundle)


def _with_kinds(body: bytes) -> bytes:
    """A stored Bundle with the kinds that it leaves out: until 23/11/2026, its own and that of a
    contained medicine could be."""
    tree = parse_tree(body)
    for bundle in _objects([tree]):
        bundle.setdefault("resourceType", "Bundle")
        for entry in _objects(bundle.get("entry")):
            for resource in _objects([entry.get("resource")]):
                for contained in _objects(resource.get("contained")):
                    contained.setdefault("resourceType", "Medication")
    return encode(tree)


def _objects(values: object) -> list[dict[str, Any]]:
    """Those of a list that are objects."""
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _language(reading: Reading, bundle: Bundle) -> str:
    """The language that the document says its words are in, « fr » when it says none."""
    said = [bundle.language, *(each.language for _, each in reading.index.of(Composition))]
    return next((each for each in said if each), "fr").partition("-")[0].casefold()


def _whole(ordonnance: Ordonnance | None) -> Ordonnance:
    if ordonnance is None:
        raise ValueError("nothing was read and nothing was refused")
    return ordonnance


def _requests(reading: Reading) -> Requests:
    """The lines; none when there are none, or too many."""
    requests = reading.index.of(MedicationRequest)
    reading.index.used.update(at for at, _ in requests)
    if not requests:
        reading.issues.add("NO_LINE", "Bundle.entry")
    if len(requests) > reading.most_lines:
        reading.issues.add("LINES_TOO_MANY", "Bundle.entry", limit=reading.most_lines)
        return ()
    return requests


def _read(reading: Reading, bundle: Bundle) -> Ordonnance | None:
    if bundle.type not in BUNDLE_TYPES:
        reading.issues.add("BUNDLE_TYPE", "Bundle.type", type=bundle.type)
        return None
    given = bundle.meta.extension if bundle.meta else ()
    document = reading.extensions(given, "Bundle.meta", "Bundle.meta")
    requests = _requests(reading)
    if not requests:
        return None
    anonymous = document.flag("anonymous")
    author = read_author(reading, requests)
    patient = read_subject(reading, requests, anonymous)
    linked = read_relations(reading, requests)
    lines = [
        read_line(reading, at, number, request, linked)
        for number, (at, request) in enumerate(requests, start=1)
    ]
    at = _established(reading, requests)
    reserved = _reserved(reading, requests)
    derogation = read_derogation(reading, document)
    check_composition(reading, bundle.type, at)
    _refuse_unused(reading)
    kept = [line for line in lines if line is not None]
    _refuse_twin_ids(reading, requests, kept)
    if reading.issues.faults or at is None:
        return None
    return Ordonnance(
        established_at=at,
        prescriber=author.prescriber,
        lines=tuple(kept),
        patient=patient,
        anonymous=anonymous,
        objection=document.flag("objection"),
        hidden_from_representative=document.flag("hidden-from-representative"),
        reserved=reserved,
        hospital_service=document.text("hospital-service"),
        advice=document.text("advice"),
        language=_language(reading, bundle),
        derogation=derogation,
    )


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
                reading.issues.wait("RESOURCE_UNEXPECTED", place.at, type=kind.__name__)


def _refuse_twin_ids(reading: Reading, requests: Requests, lines: list[Line]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            at, _ = requests[line.number - 1]
            reading.issues.invalid(f"{at}.identifier", "deux lignes portent le même identifiant")
        seen.add(line.id)
