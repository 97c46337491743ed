"""Medication, MedicationRequest and the few resources that go with them."""

from typing import Literal

from ordonnance.fhir.resources.datatypes import (
    Annotation,
    Code,
    CodeableConcept,
    Count,
    DomainResource,
    Element,
    Extension,
    ExtensionPart,
    Identifier,
    Integer,
    Many,
    Narrative,
    Number,
    OfKind,
    Period,
    Quantity,
    Range,
    Ratio,
    Reference,
    Text,
)


class Ingredient(Element, frozen=True, kw_only=True):
    """A substance of a medicine, or an ingredient of a preparation."""

    extension: Many[ExtensionPart] = ()
    item_codeable_concept: CodeableConcept | None = None
    item_reference: Reference | None = None
    is_active: bool | None = None
    strength: Ratio | None = None


class Batch(Element, frozen=True, kw_only=True):
    """The lot served (dispensing only)."""

    lot_number: Text | None = None


class Medication(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Medication"
):
    """A medicine in common name or a preparation, described by its composition."""

    code: CodeableConcept | None = None
    status: Literal["active"] | None = None
    form: CodeableConcept | None = None
    amount: Ratio | None = None
    ingredient: Many[Ingredient] = ()


class Repeat(Element, frozen=True, kw_only=True):
    """When a medicine is taken."""

    bounds_duration: Quantity | None = None
    bounds_period: Period | None = None
    count: Count | None = None
    count_max: Count | None = None
    duration: Number | None = None
    duration_unit: Code | None = None
    frequency: Count | None = None
    frequency_max: Count | None = None
    period: Number | None = None
    period_max: Number | None = None
    period_unit: Code | None = None
    day_of_week: Many[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = ()
    time_of_day: Many[Code] = ()
    when: Many[Code] = ()
    offset: Count | None = None


class Timing(Element, frozen=True, kw_only=True):
    """The timing of one step; a code of its own is kept, never read."""

    repeat: Repeat
    code: CodeableConcept | None = None


class DoseAndRate(Element, frozen=True, kw_only=True):
    """How much is taken at once."""

    extension: Many[ExtensionPart] = ()
    type: CodeableConcept | None = None
    dose_quantity: Quantity | None = None
    dose_range: Range | None = None
    rate_ratio: Ratio | None = None


class Dosage(Element, frozen=True, kw_only=True):
    """One step of a posology."""

    extension: Many[Extension] = ()
    sequence: Integer | None = None
    text: Text | None = None
    additional_instruction: Many[CodeableConcept] = ()
    patient_instruction: Text | None = None
    timing: Timing | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: CodeableConcept | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    dose_and_rate: Many[DoseAndRate] = ()
    max_dose_per_period: Ratio | None = None
    max_dose_per_administration: Quantity | None = None


class ValidityPeriod(Element, frozen=True, kw_only=True):
    """When serving may begin; the last day follows from the law, not from the document."""

    start: Code


class DispenseRequest(Element, frozen=True, kw_only=True):
    """What may be served."""

    validity_period: ValidityPeriod | None = None
    number_of_repeats_allowed: Count | None = None
    quantity: Quantity | None = None
    expected_supply_duration: Quantity | None = None
    performer: Reference | None = None


class Substitution(Element, frozen=True, kw_only=True):
    """Whether another medicine may be served, and why not."""

    allowed_boolean: bool | None = None
    allowed_codeable_concept: CodeableConcept | None = None
    reason: CodeableConcept | None = None


class MedicationRequest(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="MedicationRequest"
):
    """One line of an ordonnance."""

    contained: Many[OfKind[Medication]] = ()
    identifier: Many[Identifier] = ()
    status: Code
    intent: Code
    category: Many[CodeableConcept] = ()
    priority: Code | None = None
    do_not_perform: bool | None = None
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    subject: Reference
    encounter: Reference | None = None
    supporting_information: Many[Reference] = ()
    authored_on: Code
    requester: Reference
    reason_code: Many[CodeableConcept] = ()
    group_identifier: Identifier | None = None
    note: Many[Annotation] = ()
    dosage_instruction: Many[Dosage]
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None


class Observation(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Observation"
):
    """Weight or height of the patient."""

    status: Literal["final", "amended", "corrected"]
    category: Many[CodeableConcept] = ()
    code: CodeableConcept
    subject: Reference | None = None
    effective_date_time: Code | None = None
    value_quantity: Quantity


class Section(Element, frozen=True, kw_only=True):
    """A section of a document: its entries must be in the Bundle, its text is narrative."""

    title: Text | None = None
    code: CodeableConcept | None = None
    text: Narrative | None = None
    entry: Many[Reference] = ()


class Composition(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Composition"
):
    """The head of a `document` Bundle: checked against the lines, adds nothing to them."""

    identifier: Identifier | None = None
    status: Literal["final"]
    type: CodeableConcept
    subject: Reference | None = None
    date: Code
    author: Many[Reference]
    title: Text
    custodian: Reference | None = None
    section: Many[Section] = ()


__all__ = [
    "Batch",
    "Composition",
    "DispenseRequest",
    "Dosage",
    "DoseAndRate",
    "Extension",
    "Ingredient",
    "Medication",
    "MedicationRequest",
    "Observation",
    "Repeat",
    "Section",
    "Substitution",
    "Timing",
    "ValidityPeriod",
]
