"""The head of a `document` Bundle: it must agree with the lines and adds nothing to them."""

from datetime import datetime

from ordonnance.domain.calendar import legal_day
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import instant
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import Reference
from ordonnance.fhir.resources.prescription import Composition


def check_composition(reading: Reading, kind: str, established_at: datetime | None) -> None:
    """Exactly one Composition, first, in a `document`; none elsewhere."""
    found = reading.index.of(Composition)
    if kind != "document":
        for at, _ in found:
            reading.issues.add("RESOURCE_UNEXPECTED", at, type="Composition")
        return
    if not found or found[0][0] != reading.index.places[0].at:
        reading.issues.add("ELEMENT_MISSING", "Bundle.entry[0].resource", element="Composition")
    for at, _ in found[1:]:
        reading.issues.too_many(at, "Composition")
    if found:
        _check(reading, *found[0], established_at)


def _check(
    reading: Reading, at: str, composition: Composition, established_at: datetime | None
) -> None:
    reading.extensions(composition.extension, "Composition", at)
    dated = instant(reading, composition.date, f"{at}.date")
    if dated is not None and established_at is not None:
        days = {legal_day(when, reading.zone) for when in (dated, established_at)}
        if len(days) > 1:
            reading.issues.add("DATE_MIXED", f"{at}.date")
    if composition.subject is not None:
        _among(reading, composition.subject, f"{at}.subject", "PATIENT_MIXED", people.Patient)
    authors = (people.Practitioner, people.PractitionerRole)
    for index, author in enumerate(composition.author):
        _among(reading, author, f"{at}.author[{index}]", "PRESCRIBER_MIXED", *authors)
    if composition.custodian is not None:
        place = f"{at}.custodian"
        _among(reading, composition.custodian, place, "RESOURCE_UNEXPECTED", people.Organization)
    for number, section in enumerate(composition.section):
        for index, entry in enumerate(section.entry):
            _among(reading, entry, f"{at}.section[{number}].entry[{index}]", "RESOURCE_UNEXPECTED")


def _among(reading: Reading, reference: Reference, at: str, code: str, *kinds: type) -> None:
    """The reference designates a resource that the lines already use."""
    reading.extensions(reference.extension, "none", at)
    place = reading.index.find(reference.reference or "")
    if place is None:
        named = reference.reference or ""
        reading.issues.add("REFERENCE_UNRESOLVED", f"{at}.reference", reference=named)
    elif place.at not in reading.index.used or (kinds and not isinstance(place.resource, kinds)):
        reading.issues.add(code, at, type=type(place.resource).__name__)
