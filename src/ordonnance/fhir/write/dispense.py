"""One record of a dispensing as a MedicationDispense of HL7 Europe MPD 1.0.0."""

from collections.abc import Iterator

from ordonnance.domain.dispense_record import DispenseRecord, RecordSubstitution
from ordonnance.domain.dispensing import Undone
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import (
    Annotation,
    Extension,
    ExtensionPart,
    Meta,
    Quantity,
    Reference,
)
from ordonnance.fhir.resources.european import (
    AbsentConcept,
    MedicationDispense,
    Performer,
    Substituted,
    ToldMedication,
)
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import counter, told, values
from ordonnance.fhir.write.posology import dosages

NOT_PERFORMED = "not-performed"
"""Why there is no medicine when nothing was served (HL7 data-absent-reason)."""


def medication_dispense(
    record: DispenseRecord, systems: Systems, id: str | None = None
) -> MedicationDispense:
    """The record under that id; the same one always gives the same resource."""
    medicine = record.medicine
    contained: tuple[ToldMedication, ...] = ()
    if medicine is not None and not told.is_plain(medicine):
        contained = told.medications(medicine, systems)
    return MedicationDispense(
        id=id,
        meta=Meta(profile=(systems.mpd_dispense,)),
        contained=contained,
        extension=tuple(_facts(record, systems)),
        identifier=tuple(each for each in map(told.identifier, record.identifiers) if each),
        status=record.status.value,
        status_reason_codeable_concept=told.concept(record.reason),
        medication_codeable_concept=None if contained else _named(record, systems),
        medication_reference=Reference(reference=f"#{told.MEDICINE}") if contained else None,
        subject=told.reference(record.subject, "Patient"),
        performer=tuple(
            Performer(
                function=told.concept(each.function),
                actor=told.reference(each.actor, "Practitioner") or Reference(),
            )
            for each in record.performers
        ),
        location=told.reference(record.place, "Location"),
        authorizing_prescription=tuple(
            each
            for each in (told.reference(p, "MedicationRequest") for p in record.prescriptions)
            if each
        ),
        type=told.concept(record.fill),
        quantity=values.amount(record.quantity),
        days_supply=_days(record, systems),
        when_handed_over=record.handed_over_at.isoformat() if record.handed_over_at else None,
        note=(Annotation(text=record.note),) if record.note else (),
        dosage_instruction=dosages(record.posology, systems) if record.posology else (),
        substitution=_substituted(record.substitution),
    )


def _named(record: DispenseRecord, systems: Systems) -> AbsentConcept:
    if record.medicine is None or record.medicine.concept is None:
        absent = ExtensionPart(url=systems.absent, value_code=NOT_PERFORMED)
        return AbsentConcept(extension=(absent,))
    said = record.medicine.concept
    return AbsentConcept(coding=tuple(map(values.coding, said.codes)), text=said.text)


def _days(record: DispenseRecord, systems: Systems) -> Quantity | None:
    if record.days is None:
        return None
    return Quantity(value=values.number(record.days), unit="jour", system=systems.ucum, code="d")


def _substituted(given: RecordSubstitution | None) -> Substituted | None:
    if given is None:
        return None
    reasons = tuple(each for each in map(told.concept, given.reasons) if each)
    return Substituted(was_substituted=given.done, type=told.concept(given.kind), reason=reasons)


def _facts(record: DispenseRecord, systems: Systems) -> Iterator[Extension]:
    """The instant of recording, the posology in words, and what only our dispensings tell."""

    def url(name: str) -> str:
        return definition(name).url(systems)

    yield Extension(url=url("recorded"), value_date_time=record.recorded_at.isoformat())
    if record.posology is not None and record.posology.text is not None:
        yield Extension(url=url("rendered-dispense"), value_markdown=record.posology.text)
    if record.first_day is not None:
        yield Extension(url=url("first-day"), value_date=record.first_day.isoformat())
    if record.units is not None:
        yield Extension(url=url("units"), value_decimal=values.number(record.units))
    if record.quantity_reason is not None:
        yield Extension(url=url("quantity-reason"), value_code=record.quantity_reason.value)
    if record.facts is not None and (said := counter.parts(record.facts)):
        yield Extension(url=url("counter"), extension=said)
    if record.undone is not None:
        yield Extension(url=url("undone"), extension=_undone(record.undone))


def _undone(undone: Undone) -> tuple[ExtensionPart, ...]:
    parts = [
        ExtensionPart(url="at", value_date_time=undone.at.isoformat()),
        ExtensionPart(url="reason", value_code=undone.reason.value),
    ]
    if undone.text:
        parts.append(ExtensionPart(url="text", value_string=undone.text))
    return tuple(parts)
