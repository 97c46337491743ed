"""What was served, as records to be told to others and as a searchset of MedicationDispense."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from ordonnance.domain.coding import Coding
from ordonnance.domain.dispense_record import (
    DispenseRecord,
    RecordPerformer,
    RecordStatus,
    RecordSubstitution,
)
from ordonnance.domain.dispensing import Declined, Dispense, Served, SubstitutionKind
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.people import Patient
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.told import Concept, Pointer, ToldMedicine
from ordonnance.fhir import codes
from ordonnance.fhir.codec import encode
from ordonnance.fhir.resources.dispense import FoundDispense, Matched, SearchSet
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import values
from ordonnance.fhir.write.dispense import medication_dispense

_SAME_TREATMENT = (None, SubstitutionKind.GENERIC, SubstitutionKind.BIOSIMILAR)
"""Servings for which the posology prescribed still holds: any other medicine may be dosed
otherwise, and the base does not know how."""


@dataclass(frozen=True, slots=True)
class Execution:
    """One dispensing to write; `fills` says for each line served whether it was first and whole."""

    dispense: Dispense
    fills: Mapping[int, codes.Fill] = field(default_factory=dict)


def write_executions(
    ordonnance: Ordonnance,
    executions: Sequence[Execution],
    systems: Systems = DEFAULT_SYSTEMS,
    statuses: Collection[RecordStatus] = tuple(RecordStatus),
) -> bytes:
    """The JSON of a searchset: one MedicationDispense per line that ended in one of `statuses`.

    A dispensing that was undone stays, `entered-in-error`, with its reason.
    """
    found = tuple(
        FoundDispense(
            full_url=f"urn:uuid:{id}",
            resource=medication_dispense(record, systems, id),
            search=Matched(mode="match"),
        )
        for record in records(ordonnance, executions, systems)
        if record.status in statuses
        for id in (_id(record),)
    )
    return encode(SearchSet(type="searchset", total=len(found), entry=found))


def records(
    ordonnance: Ordonnance, executions: Sequence[Execution], systems: Systems = DEFAULT_SYSTEMS
) -> Iterator[DispenseRecord]:
    """Each line of each dispensing as it is told to others; each pack of a line apart."""
    for execution in executions:
        ranks: Counter[int] = Counter()
        for served in execution.dispense.served:
            ranks[served.line] += 1
            yield _served(ordonnance, execution, served, ranks[served.line], systems)
        for declined in execution.dispense.declined:
            yield _declined(ordonnance, execution.dispense, declined, systems)


def _id(record: DispenseRecord) -> str:
    """Always the same for the same line of the same dispensing, and never another's."""
    seed = f"urn:ordonnance:execution:{record.identifiers[0].value}"
    return str(uuid5(NAMESPACE_URL, seed))


def _served(
    ordonnance: Ordonnance, execution: Execution, served: Served, rank: int, systems: Systems
) -> DispenseRecord:
    dispense, line = execution.dispense, ordonnance.line(served.line)
    fill = execution.fills.get(served.line)
    undone = dispense.undone is not None
    return DispenseRecord(
        status=RecordStatus.ENTERED_IN_ERROR if undone else RecordStatus.COMPLETED,
        recorded_at=dispense.at,
        performers=_performers(dispense, systems),
        quantity=_boxes(served.packs, systems),
        identifiers=(_reference(dispense, served.line, systems, rank),),
        medicine=_pack(served, systems),
        subject=_subject(ordonnance.patient),
        place=_place(dispense, systems),
        prescriptions=_prescriptions(line, systems),
        fill=_coded(systems.act_code, fill.value) if fill else None,
        days=Decimal(served.days) if served.days else None,
        handed_over_at=dispense.at,
        substitution=_substitution(served, systems),
        posology=_posology(line, served),
        note=served.note,
        first_day=served.first_day,
        units=served.units,
        quantity_reason=served.quantity_reason,
        undone=dispense.undone,
        facts=served.facts,
    )


def _declined(
    ordonnance: Ordonnance, dispense: Dispense, declined: Declined, systems: Systems
) -> DispenseRecord:
    undone = dispense.undone is not None
    reason = (Coding(systems.own_code("decline-reason"), declined.reason.value),)
    return DispenseRecord(
        status=RecordStatus.ENTERED_IN_ERROR if undone else RecordStatus.DECLINED,
        recorded_at=dispense.at,
        performers=_performers(dispense, systems),
        quantity=_boxes(Decimal(0), systems),
        identifiers=(_reference(dispense, declined.line, systems),),
        subject=_subject(ordonnance.patient),
        place=_place(dispense, systems),
        prescriptions=_prescriptions(ordonnance.line(declined.line), systems),
        reason=Concept(reason, declined.text),
        undone=dispense.undone,
    )


def _coded(system: str, code: str, text: str | None = None) -> Concept:
    return Concept((Coding(system, code),), text)


def _boxes(count: Decimal, systems: Systems) -> Quantity:
    return Quantity(count, Unit("boîte", codes.BOX, systems.edqm))


def _pack(served: Served, systems: Systems) -> ToldMedicine:
    code = (Coding(systems.cip, served.cip13),) if served.cip13 else ()
    return ToldMedicine(concept=Concept(code, served.label), lot=served.lot)


def _posology(line: Line | None, served: Served) -> Posology | None:
    """The posology prescribed, always with its whole in words: some readers show nothing else."""
    kind = served.substitution.kind if served.substitution else None
    if line is None or kind not in _SAME_TREATMENT:
        return None
    return replace(line.posology, text=line.posology.text or sentence(line.posology))


def _reference(dispense: Dispense, line: int, systems: Systems, rank: int = 1) -> Pointer:
    """The reference of the execution and the line: each MedicationDispense has its own.

    `rank` tells the packs of one line apart, from the second on.
    """
    suffix = f"-{rank}" if rank > 1 else ""
    value = f"{dispense.reference}/{line}{suffix}"
    return Pointer(system=systems.own_code("execution"), value=value)


def _subject(patient: Patient | None) -> Pointer | None:
    """The patient by qualified INS only: any other identity stays in the prescription."""
    if patient is None or patient.ins is None or not patient.ins_qualified:
        return None
    return Pointer(system=patient.ins.oid.fhir_system, value=patient.ins.matricule)


def _performers(dispense: Dispense, systems: Systems) -> tuple[RecordPerformer, ...]:
    """The pharmacist; a préparateur serves under their control, and both are told."""
    executant = dispense.executant
    pharmacist = Pointer(executant.name or None, systems.rpps, executant.rpps)
    if executant.assistant_name is None:
        return (RecordPerformer(pharmacist),)
    checked = Concept((Coding(systems.performer_function, "finalchecker"),), "Pharmacien")
    packed = (
        Coding(systems.own_code("performer"), "assistant"),
        Coding(systems.performer_function, "packager"),
    )
    return (
        RecordPerformer(pharmacist, checked),
        RecordPerformer(Pointer(executant.assistant_name), Concept(packed, "Préparateur")),
    )


def _place(dispense: Dispense, systems: Systems) -> Pointer | None:
    executant = dispense.executant
    known = values.place_identifier(executant.place, systems)
    name = executant.place_label or None
    if known is None:
        return Pointer(name) if name else None
    return Pointer(name, known.system, known.value)


def _prescriptions(line: Line | None, systems: Systems) -> tuple[Pointer, ...]:
    if line is None:
        return ()
    return (Pointer(line.label or None, systems.uuid, f"urn:uuid:{line.id}"),)


def _substitution(served: Served, systems: Systems) -> RecordSubstitution:
    given = served.substitution
    if given is None:
        return RecordSubstitution(False)
    why = [Coding(systems.own_code("substitution"), given.kind.value)]
    if given.kind is SubstitutionKind.SHORTAGE:
        why.append(Coding(systems.act_reason, codes.OUT_OF_STOCK))
    kind = _coded(systems.substitution, codes.SUBSTITUTED[given.kind])
    return RecordSubstitution(True, kind, (Concept(tuple(why), given.text),))
