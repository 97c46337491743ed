"""The Bundle of a prescription, as it may arrive."""

from typing import Annotated, Literal

from msgspec import Meta as Limits

from ordonnance.fhir.resources.datatypes import Code, Count, Element, Identifier, Resource, Uri
from ordonnance.fhir.resources.group import RequestGroup
from ordonnance.fhir.resources.people import (
    Organization,
    Patient,
    Practitioner,
    PractitionerRole,
)
from ordonnance.fhir.resources.prescription import (
    Composition,
    Medication,
    MedicationRequest,
    Observation,
)

Entered = (
    Patient
    | Practitioner
    | PractitionerRole
    | Organization
    | MedicationRequest
    | Medication
    | Observation
    | Composition
    | RequestGroup
)

MAX_ENTRIES = 200


class SearchMode(Element, frozen=True, kw_only=True):
    """Why an entry answers a search."""

    mode: Literal["match", "include"] | None = None


class Link(Element, frozen=True, kw_only=True):
    """An address of the search that gave this Bundle."""

    relation: Code
    url: Uri


class Entry(Element, frozen=True, kw_only=True):
    """One resource of the Bundle."""

    full_url: Uri | None = None
    resource: Entered
    search: SearchMode | None = None


class Bundle(Resource, frozen=True, kw_only=True, tag_field="resourceType", tag="Bundle"):
    """A prescription: `collection`, `document` or `searchset`. Envelope data carry no meaning."""

    identifier: Identifier | None = None
    type: Code
    timestamp: Code | None = None
    total: Count | None = None
    link: Annotated[tuple[Link, ...], Limits(min_length=1, max_length=10)] = ()
    entry: Annotated[tuple[Entry, ...], Limits(min_length=1, max_length=MAX_ENTRIES)] = ()
