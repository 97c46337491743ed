"""Resources in the shape of HL7 Europe MPD 1.0.0 (R4), with the elements that its profiles name."""

from typing import Annotated, Literal

from msgspec import Meta as Limits

from ordonnance.fhir.resources.bundle import MAX_ENTRIES, Link, SearchMode
from ordonnance.fhir.resources.datatypes import (
    Annotation,
    Code,
    CodeableConcept,
    Coding,
    Count,
    DomainResource,
    Element,
    Extension,
    ExtensionPart,
    Identifier,
    Many,
    Meta,
    OfKind,
    Period,
    Quantity,
    Ratio,
    Reference,
    Resource,
    Uri,
)
from ordonnance.fhir.resources.people import (
    Organization,
    Patient,
    Practitioner,
    PractitionerRole,
)
from ordonnance.fhir.resources.prescription import Batch, Dosage, Substitution


class AbsentConcept(CodeableConcept, frozen=True, kw_only=True):
    """A concept that may say why it is absent (`data-absent-reason`)."""

    extension: Many[ExtensionPart] = ()


class ToldRatio(Ratio, frozen=True, kw_only=True):
    """A strength and the substance for which it is told."""

    extension: Many[ExtensionPart] = ()


class ToldIngredient(Element, frozen=True, kw_only=True):
    """A substance, or an item of a combined pack."""

    item_codeable_concept: CodeableConcept | None = None
    item_reference: Reference | None = None
    is_active: bool | None = None
    strength: ToldRatio | None = None


class ToldMedication(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Medication"
):
    """A medicine (`Medication-eu-mpd`), with its lot when it was served."""

    identifier: Many[Identifier] = ()
    code: CodeableConcept | None = None
    status: Literal["active"] | None = None
    manufacturer: Reference | None = None
    form: CodeableConcept | None = None
    amount: Ratio | None = None
    ingredient: Many[ToldIngredient] = ()
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
    """One line of one dispensing (`MedicationDispense-eu-mpd`)."""

    contained: Many[OfKind[ToldMedication]] = ()
    identifier: Many[Identifier] = ()
    status: Literal["completed", "declined", "entered-in-error"]
    status_reason_codeable_concept: CodeableConcept | None = None
    medication_codeable_concept: AbsentConcept | None = None
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
    dosage_instruction: Many[Dosage] = ()
    substitution: Substituted | None = None


class ToldMeta(Meta, frozen=True, kw_only=True):
    """Metadata with tags: « actionable » says that the request authorises serving."""

    tag: Many[Coding] = ()


class ToldDispenseRequest(Element, frozen=True, kw_only=True):
    """What may be served, and until when."""

    extension: Many[Extension] = ()
    validity_period: Period | None = None
    number_of_repeats_allowed: Count | None = None
    quantity: Quantity | None = None


class ToldRequest(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="MedicationRequest"
):
    """One prescribed item (`MedicationRequest-eu-mpd`)."""

    meta: ToldMeta | None = None
    contained: Many[OfKind[ToldMedication]] = ()
    identifier: Many[Identifier] = ()
    status: Code
    intent: Code
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    subject: Reference
    authored_on: Code
    requester: Reference
    reason_code: Many[CodeableConcept] = ()
    group_identifier: Identifier | None = None
    note: Many[Annotation] = ()
    dosage_instruction: Many[Dosage] = ()
    dispense_request: ToldDispenseRequest | None = None
    substitution: Substitution | None = None


class ToldAction(Element, frozen=True, kw_only=True):
    """One item of a group."""

    resource: Reference


class ToldGroup(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="RequestGroup"
):
    """The items that were prescribed together; it holds them, and is not the prescription."""

    status: Code
    intent: Code
    subject: Reference | None = None
    group_identifier: Identifier
    action: Many[ToldAction] = ()


Told = (
    MedicationDispense
    | ToldRequest
    | ToldMedication
    | ToldGroup
    | Patient
    | Practitioner
    | PractitionerRole
    | Organization
)


class ToldEntry(Element, frozen=True, kw_only=True):
    """One resource of the Bundle."""

    full_url: Uri | None = None
    resource: Told
    search: SearchMode | None = None


class ToldBundle(Resource, frozen=True, kw_only=True, tag_field="resourceType", tag="Bundle"):
    """Requests or dispensings of another system, with what they refer to."""

    identifier: Identifier | None = None
    type: Literal["collection", "searchset"]
    timestamp: Code | None = None
    total: Count | None = None
    link: Annotated[tuple[Link, ...], Limits(min_length=1, max_length=10)] = ()
    entry: Annotated[tuple[ToldEntry, ...], Limits(max_length=MAX_ENTRIES)] = ()
