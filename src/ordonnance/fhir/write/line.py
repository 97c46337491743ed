"""One line as a MedicationRequest."""

from datetime import date
from uuid import UUID

from ordonnance.domain.errors import Refusal
from ordonnance.domain.mentions import (
    Examination,
    NamedPharmacy,
    NotSubstitutable,
    ScheduledIntervention,
)
from ordonnance.domain.prescription import Category, Line
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import (
    Annotation,
    CodeableConcept,
    Extension,
    ExtensionPart,
    Identifier,
    Period,
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
from ordonnance.fhir.write.medication import OWN, flag, medications, product_code
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
        extension=_mentions(line, systems),
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


# --- Mentions


def _mentions(line: Line, systems: Systems) -> tuple[Extension, ...]:
    found = [
        *_words(line, systems),
        *(
            flag(name, systems)
            for name, stands in (
                ("not-reimbursable", line.not_reimbursable),
                ("single-delivery", line.single_delivery),
                ("risk-information", line.risk_information),
                ("active-perfusion", line.active_perfusion),
            )
            if stands
        ),
        *_complex(line, systems),
    ]
    if line.fraction is not None:
        url = definition("fraction").url(systems)
        found.append(Extension(url=url, value_duration=values.duration(line.fraction, systems)))
    if line.care_agreement is not None:
        url = definition("care-agreement").url(systems)
        found.append(Extension(url=url, value_date=line.care_agreement.isoformat()))
    return tuple(found)


def _words(line: Line, systems: Systems) -> list[Extension]:
    found = []
    if line.posology.text is not None:
        url = definition("rendered-dosage").url(systems)
        found.append(Extension(url=url, value_markdown=line.posology.text))
    if line.exoneration is not None:
        url = definition("exoneration").url(systems)
        found.append(Extension(url=url, value_code=line.exoneration.value))
    for name, text in (("in-words", line.in_words), ("i-say", line.i_say)):
        if text is not None:
            found.append(Extension(url=definition(name).url(systems), value_string=text))
    return found


def _complex(line: Line, systems: Systems) -> list[Extension]:
    parts: dict[str, list[ExtensionPart]] = {}
    if line.off_label is not None:
        parts["off-label"] = [ExtensionPart(url="isOffLabelUse", value_boolean=True)]
        if line.off_label.reason is not None:
            reason = values.words(line.off_label.reason)
            parts["off-label"].append(ExtensionPart(url="reason", value_codeable_concept=reason))
    if line.overlap is not None:
        text = ExtensionPart(url="text", value_string=line.overlap.text)
        parts["overlap"] = [text, *_day("over", line.overlap.over)]
    for name, examination in (("examination", line.examination), ("diagnosis", line.diagnosis)):
        if examination is not None:
            parts[name] = _examination(examination, systems)
    if line.intervention is not None:
        parts["intervention"] = _intervention(line.intervention)
    return [
        Extension(url=definition(name).url(systems), extension=tuple(each))
        for name, each in parts.items()
    ]


def _examination(given: Examination, systems: Systems) -> list[ExtensionPart]:
    parts = [ExtensionPart(url="label", value_string=given.label), *_day("on", given.on)]
    if given.lapse is not None:
        lapse = values.duration(given.lapse, systems)
        parts.append(ExtensionPart(url="lapse", value_duration=lapse))
    return parts


def _intervention(given: ScheduledIntervention) -> list[ExtensionPart]:
    parts = [*_day("on", given.on), *_day("discharge-on", given.discharge_on)]
    if given.window is not None:
        first, last = given.window.first.isoformat(), given.window.last.isoformat()
        parts.append(ExtensionPart(url="window", value_period=Period(start=first, end=last)))
    return parts


def _day(name: str, day: date | None) -> list[ExtensionPart]:
    return [ExtensionPart(url=name, value_date=day.isoformat())] if day else []
