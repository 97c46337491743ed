"""Patient, Practitioner, PractitionerRole, Organization."""

from typing import Literal

from ordonnance.fhir.resources.datatypes import (
    Address,
    Code,
    CodeableConcept,
    ContactPoint,
    DomainResource,
    HumanName,
    Identifier,
    Many,
    Reference,
    Text,
)


class Patient(DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Patient"):
    """The person treated (FR Core `fr-core-patient-ins`)."""

    identifier: Many[Identifier] = ()
    active: bool | None = None
    name: Many[HumanName] = ()
    gender: Literal["female", "male", "unknown"] | None = None
    birth_date: Code | None = None


class Practitioner(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Practitioner"
):
    """The author (FR Core `fr-core-practitioner`)."""

    identifier: Many[Identifier] = ()
    active: bool | None = None
    name: Many[HumanName] = ()


class PractitionerRole(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="PractitionerRole"
):
    """Profession, specialty and place of the author."""

    identifier: Many[Identifier] = ()
    active: bool | None = None
    practitioner: Reference | None = None
    organization: Reference | None = None
    code: Many[CodeableConcept] = ()
    specialty: Many[CodeableConcept] = ()
    telecom: Many[ContactPoint] = ()


class Organization(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="Organization"
):
    """The structure of activity."""

    identifier: Many[Identifier] = ()
    active: bool | None = None
    name: Text | None = None
    telecom: Many[ContactPoint] = ()
    address: Many[Address] = ()
