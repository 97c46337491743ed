"""One line as a MedicationRequest."""

from uuid import UUID

from ordonnance.domain.errors import Refusal
from ordonnance.domain.mentions import (
    NamedPharmacy,
    NotSubstitutable,
)
from ordonnance.domain.prescription import Category, Line
from ordonnance.fhir.resources.datatypes import (
    Annotation,
    CodeableConcept,
    Identifier,
    Reference,
)
from ordonnance.fhir.resources.prescription import (
    DispenseRequest,
    MedicationRequest,
    Substitution,
    ValidityPeriod,
)
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values
from ordonnance.fhir.write.medication import OWN, medications, product_code
from ordonnance.fhir.write.mentions import mentions
from ordonnance.fhir.write.posology import dosages

_WRITTEN = (Category.MEDICINE, Category.PREPARATION)


def medication_request(
    line: Line,
    subject: Reference,
    requester: Reference,
    authored_on: str,
    group: Identifier | None,
    systems: Systems,
    *,
    linked: bool = False,
) -> MedicationRequest:
    """The line, an option when it is linked to others; its id must be a UUID.

    Refuses a kind that has no writing yet (OUT_OF_SCOPE).
    """
    if line.category not in _WRITTEN:
        raise Refusal.of("OUT_OF_SCOPE", kind=f"« {line.category.value} »")
    contained = medications(line, systems)
    concept = None
    if not contained and line.product is not None:
        concept = product_code(line.product, systems)
    return MedicationRequest(
        contained=contained,
        extension=mentions(line, systems),
        identifier=(Identifier(system=systems.uuid, value=f"urn:uuid:{UUID(line.id)}"),),
        status="active",
        intent="option" if linked else "order",
        medication_codeable_concept=concept,
        medication_reference=Reference(reference=f"#{OWN}") if contained else None,
        subject=subject,
        authored_on=authored_on,
        requester=requester,
        reason_code=(CodeableConcept(text=line.motive),) if line.motive is not None else (),
        group_identifier=group,
        note=(Annotation(text=line.advice),) if line.advice is not None else (),
        dosage_instruction=dosages(line.posology, systems),
        dispense_request=_dispense_request(line, systems),
        substitution=_substitution(line.not_substitutable, systems),
    )


# --- What may be served


def _dispense_request(line: Line, systems: Systems) -> DispenseRequest | None:
    bounded = line.posology.total_duration()
    if line.duration is not None and bounded is not None and line.duration != bounded:
        raise ValueError("la durée de la ligne diffère de celle de sa posologie")
    start = line.not_before
    request = DispenseRequest(
        validity_period=ValidityPeriod(start=start.isoformat()) if start else None,
        number_of_repeats_allowed=line.renewals,
        quantity=values.boxes(line.packs, systems) if line.packs is not None else None,
        expected_supply_duration=None if bounded else values.duration(line.duration, systems),
        performer=_pharmacy(line.named_pharmacy, systems),
    )
    return request if request != DispenseRequest() else None


def _pharmacy(given: NamedPharmacy | None, systems: Systems) -> Reference | None:
    if given is None:
        return None
    identifier = None
    if given.finess is not None:
        identifier = Identifier(system=systems.finess, value=given.finess.value)
    return Reference(type="Organization", display=given.name, identifier=identifier)


def _substitution(given: NotSubstitutable | None, systems: Systems) -> Substitution | None:
    if given is None:
        return None
    reason = values.words(given.text)
    if given.reason is not None:
        system = systems.own_code("non-substitution")
        reason = values.code(system, given.reason.value, given.text)
    return Substitution(
        allowed_codeable_concept=values.code(systems.substitution, "N"), reason=reason
    )
