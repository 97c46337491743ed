"""What was served, as a searchset of MedicationDispense in the shape of HL7 Europe MPD."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ordonnance.domain.dispensing import Declined, Dispense, Served
from ordonnance.domain.people import Patient
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.fhir import codes
from ordonnance.fhir.codec import encode
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import (
    Annotation,
    CodeableConcept,
    Coding,
    Extension,
    ExtensionPart,
    Identifier,
    Quantity,
    Reference,
)
from ordonnance.fhir.resources.dispense import (
    DispensedMedication,
    FoundDispense,
    Matched,
    MedicationDispense,
    Performer,
    SearchSet,
    Substituted,
)
from ordonnance.fhir.resources.prescription import Batch
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import values
from ordonnance.fhir.write.people import ins_identifier


@dataclass(frozen=True, slots=True)
class Execution:
    """One dispensing to write; `fills` says for each line served whether it was first and whole."""

    dispense: Dispense
    fills: Mapping[int, codes.Fill] = field(default_factory=dict)


def write_executions(
    ordonnance: Ordonnance, executions: Sequence[Execution], systems: Systems = DEFAULT_SYSTEMS
) -> bytes:
    """The JSON of a searchset: one MedicationDispense per line served or declined.

    A dispensing that was undone stays, `entered-in-error`, with its reason.
    """
    found = [
        FoundDispense(resource=each, search=Matched())
        for execution in executions
        for each in _of(ordonnance, execution, systems)
    ]
    return encode(SearchSet(type="searchset", total=len(found), entry=tuple(found)))


def _of(
    ordonnance: Ordonnance, execution: Execution, systems: Systems
) -> Iterator[MedicationDispense]:
    ranks: Counter[int] = Counter()
    for served in execution.dispense.served:
        ranks[served.line] += 1
        yield _served(ordonnance, execution, served, ranks[served.line], systems)
    for declined in execution.dispense.declined:
        yield _declined(ordonnance, execution.dispense, declined, systems)


def _served(
    ordonnance: Ordonnance, execution: Execution, served: Served, rank: int, systems: Systems
) -> MedicationDispense:
    dispense = execution.dispense
    fill = execution.fills.get(served.line)
    medication = _pack(served, systems)
    undone = dispense.undone is not None
    return MedicationDispense(
        contained=(medication,) if served.lot else (),
        extension=_facts(dispense, served, systems),
        identifier=(_reference(dispense, served.line, systems, rank),),
        status="entered-in-error" if undone else "completed",
        medication_codeable_concept=None if served.lot else medication.code,
        medication_reference=Reference(reference="#pack") if served.lot else None,
        subject=_subject(ordonnance.patient, systems),
        performer=_performers(dispense, systems),
        location=_location(dispense, systems),
        authorizing_prescription=_authorizing(ordonnance.line(served.line), systems),
        type=values.code(systems.act_code, fill.value) if fill else None,
        quantity=values.boxes(served.packs, systems),
        days_supply=Quantity(
            value=values.number(served.days), unit="jour", system=systems.ucum, code="d"
        ),
        when_handed_over=dispense.at.isoformat(),
        note=(Annotation(text=served.note),) if served.note else (),
        substitution=_substituted(served, systems),
    )


def _declined(
    ordonnance: Ordonnance, dispense: Dispense, declined: Declined, systems: Systems
) -> MedicationDispense:
    absent = Coding(
        system="http://terminology.hl7.org/CodeSystem/data-absent-reason", code="not-performed"
    )
    reason = values.code(systems.own_code("decline-reason"), declined.reason.value, declined.text)
    return MedicationDispense(
        extension=(_recorded(dispense, systems),),
        identifier=(_reference(dispense, declined.line, systems),),
        status="declined" if dispense.undone is None else "entered-in-error",
        status_reason_codeable_concept=reason,
        medication_codeable_concept=CodeableConcept(coding=(absent,)),
        subject=_subject(ordonnance.patient, systems),
        performer=_performers(dispense, systems),
        location=_location(dispense, systems),
        authorizing_prescription=_authorizing(ordonnance.line(declined.line), systems),
        quantity=values.boxes(0, systems),
    )


def _pack(served: Served, systems: Systems) -> DispensedMedication:
    codings = (Coding(system=systems.cip, code=served.cip13),) if served.cip13 else ()
    return DispensedMedication(
        id="pack",
        code=CodeableConcept(coding=codings, text=served.label),
        batch=Batch(lot_number=served.lot) if served.lot else None,
    )


def _recorded(dispense: Dispense, systems: Systems) -> Extension:
    return Extension(
        url=definition("recorded").url(systems), value_date_time=dispense.at.isoformat()
    )


def _facts(dispense: Dispense, served: Served, systems: Systems) -> tuple[Extension, ...]:
    first_day = definition("first-day").url(systems)
    found = [
        _recorded(dispense, systems),
        Extension(url=first_day, value_date=served.first_day.isoformat()),
    ]
    if served.units is not None:
        url = definition("units").url(systems)
        found.append(Extension(url=url, value_decimal=values.number(served.units)))
    if served.quantity_reason is not None:
        url = definition("quantity-reason").url(systems)
        found.append(Extension(url=url, value_code=served.quantity_reason.value))
    if dispense.undone is not None:
        undone = dispense.undone
        parts = [
            ExtensionPart(url="at", value_date_time=undone.at.isoformat()),
            ExtensionPart(url="reason", value_code=undone.reason.value),
        ]
        if undone.text:
            parts.append(ExtensionPart(url="text", value_string=undone.text))
        found.append(Extension(url=definition("undone").url(systems), extension=tuple(parts)))
    return tuple(found)


def _reference(dispense: Dispense, line: int, systems: Systems, rank: int = 1) -> Identifier:
    """The reference of the execution and the line: each MedicationDispense has its own.

    `rank` tells the packs of one line apart, from the second on.
    """
    suffix = f"-{rank}" if rank > 1 else ""
    value = f"{dispense.reference}/{line}{suffix}"
    return Identifier(system=systems.own_code("execution"), value=value)


def _subject(patient: Patient | None, systems: Systems) -> Reference | None:
    """The patient by qualified INS only: any other identity stays in the prescription."""
    if patient is None or patient.ins is None or not patient.ins_qualified:
        return None
    return Reference(type="Patient", identifier=ins_identifier(patient.ins, systems))


def _performers(dispense: Dispense, systems: Systems) -> tuple[Performer, ...]:
    executant = dispense.executant
    pharmacist = Identifier(system=systems.rpps, value=executant.rpps)
    found = [Performer(actor=values.named(executant.name, pharmacist))]
    if executant.assistant_name is not None:
        function = values.code(systems.own_code("performer"), "assistant", "Préparateur")
        actor = values.named(executant.assistant_name)
        found.append(Performer(function=function, actor=actor))
    return tuple(found)


def _location(dispense: Dispense, systems: Systems) -> Reference:
    executant = dispense.executant
    return values.named(executant.place_label, values.place_identifier(executant.place, systems))


def _authorizing(line: Line | None, systems: Systems) -> tuple[Reference, ...]:
    if line is None:
        return ()
    identifier = Identifier(system=systems.uuid, value=f"urn:uuid:{line.id}")
    return (Reference(type="MedicationRequest", identifier=identifier, display=line.label or None),)


def _substituted(served: Served, systems: Systems) -> Substituted:
    given = served.substitution
    if given is None:
        return Substituted(was_substituted=False)
    own = values.code(systems.own_code("substitution"), given.kind.value, given.text)
    done = values.code(systems.substitution, codes.SUBSTITUTED[given.kind])
    return Substituted(was_substituted=True, type=done, reason=(own,))
