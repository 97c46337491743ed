"""What is written back: search answers, consents, audit events, in the elements that we fill."""

from typing import Literal

from ordonnance.fhir.resources.datatypes import (
    Code,
    CodeableConcept,
    Coding,
    Count,
    DomainResource,
    Element,
    Many,
    Reference,
    Resource,
    Text,
    Uri,
)
from ordonnance.fhir.resources.european import MedicationDispense


class FoundDispense(Element, frozen=True, kw_only=True):
    """One answer of a search."""

    full_url: Uri
    resource: "MedicationDispense | AuditEvent"
    search: "Matched"


class Matched(Element, frozen=True, kw_only=True):
    """Why it is in the answer."""

    # No default: what equals its default is not written, and an empty object is not FHIR.
    mode: Literal["match"]


class SearchSet(Resource, frozen=True, kw_only=True, tag_field="resourceType", tag="Bundle"):
    """The answer to a search."""

    type: Literal["searchset"]
    total: Count
    entry: tuple[FoundDispense, ...] = ()


class Provision(Element, frozen=True, kw_only=True):
    """What is refused or allowed."""

    type: Literal["deny", "permit"]
    action: Many[CodeableConcept] = ()


class Policy(Element, frozen=True, kw_only=True):
    """The text on which the consent stands."""

    uri: Uri


class Consent(DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Consent"):
    """The patient's objection to the reading of executions by the prescriber."""

    status: Literal["active", "inactive"]
    scope: CodeableConcept
    category: Many[CodeableConcept]
    date_time: Code
    policy: Many[Policy]
    provision: Provision


class Agent(Element, frozen=True, kw_only=True):
    """Who acted."""

    role: Many[CodeableConcept] = ()
    name: Text | None = None
    location: Reference | None = None
    requestor: bool


class Source(Element, frozen=True, kw_only=True):
    """The base that recorded it."""

    observer: Reference


class AuditEvent(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="AuditEvent"
):
    """One access to an ordonnance."""

    type: Coding
    subtype: Many[Coding] = ()
    action: Literal["C", "R", "U", "D", "E"]
    recorded: Code
    outcome: Literal["0", "4"]
    outcome_desc: Text | None = None
    agent: Many[Agent]
    source: Source


class OutcomeIssue(Element, frozen=True, kw_only=True):
    """One issue of an OperationOutcome."""

    severity: Literal["fatal", "error", "warning", "information"]
    code: Code
    details: CodeableConcept
    diagnostics: str | None = None
    expression: tuple[str, ...] = ()


class OperationOutcome(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="OperationOutcome"
):
    """What went wrong, or what was found."""

    issue: tuple[OutcomeIssue, ...]
