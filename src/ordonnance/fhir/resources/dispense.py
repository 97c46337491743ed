"""What is written back: dispensings, consents, audit events, in the elements that we fill."""

from typing import Literal

from ordonnance.fhir.resources.datatypes import (
    Annotation,
    Code,
    CodeableConcept,
    Coding,
    Count,
    DomainResource,
    Element,
    Identifier,
    Many,
    Quantity,
    Reference,
    Resource,
    Text,
    Uri,
)
from ordonnance.fhir.resources.prescription import Batch


class DispensedMedication(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Medication"
):
    """The pack served, with its lot."""

    code: CodeableConcept
    batch: Batch | None = None


class Performer(Element, frozen=True, kw_only=True):
    """Who served."""

    function: CodeableConcept | None = None
    actor: Reference


class Substituted(Element, frozen=True, kw_only=True):
    """Another medicine than the one prescribed."""

    was_substituted: bool
    type: CodeableConcept | None = None
    reason: Many[CodeableConcept] = ()


class MedicationDispense(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="MedicationDispense"
):
    """One line of one dispensing (shape of HL7 Europe MPD)."""

    contained: Many[DispensedMedication] = ()
    identifier: Many[Identifier] = ()
    status: Literal["completed", "declined", "entered-in-error"]
    status_reason_codeable_concept: CodeableConcept | None = None
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    subject: Reference | None = None
    performer: Many[Performer] = ()
    location: Reference | None = None
    authorizing_prescription: Many[Reference] = ()
    type: CodeableConcept | None = None
    quantity: Quantity | None = None
    days_supply: Quantity | None = None
    when_handed_over: Code | None = None
    note: Many[Annotation] = ()
    substitution: Substituted | None = None


class FoundDispense(Element, frozen=True, kw_only=True):
    """One answer of a search."""

    full_url: Uri | None = None
    resource: "MedicationDispense | AuditEvent"
    search: "Matched | None" = None


class Matched(Element, frozen=True, kw_only=True):
    """Why it is in the answer."""

    mode: Literal["match"] = "match"


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
