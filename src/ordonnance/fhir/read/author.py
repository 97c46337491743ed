"""The prescriber of all lines, designated directly or by their role."""

from collections.abc import Sequence
from dataclasses import dataclass

from ordonnance.domain.people import Prescriber
from ordonnance.fhir.read.people import read_prescriber
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import Reference
from ordonnance.fhir.resources.prescription import MedicationRequest

Requests = Sequence[tuple[str, MedicationRequest]]


@dataclass(frozen=True, slots=True)
class Author:
    """The prescriber and the addresses by which lines may name them."""

    prescriber: Prescriber
    places: frozenset[str]


def read_author(reading: Reading, requests: Requests) -> Author:
    """One author for all lines, designated directly or by their role."""
    at, first = requests[0]
    found = _practitioner(reading, first.requester, f"{at}.requester")
    if found is None:
        for line_at, request in requests[1:]:
            if request.requester != first.requester:
                reading.issues.add("PRESCRIBER_MIXED", f"{line_at}.requester")
        return Author(Prescriber(None, (), None, None), frozenset())
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
    author = Author(prescriber, frozenset({place, *(role_at for role_at, _ in roles)}))
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
        return reading.resolve(requester, at, people.Practitioner, waits=True)
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
