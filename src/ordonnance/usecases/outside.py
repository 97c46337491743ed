"""What leaves the base after a commit, and the references given to executions.

The coverage index is also written at once by the act; its message makes sure that it is, should the
process stop in between.
"""

from collections.abc import Iterable, Mapping

from ordonnance.domain.dispensing import Dispense, SubstitutionKind
from ordonnance.domain.drug import Medicine
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases.overlap import lines_under_rule
from ordonnance.usecases.ports import OutboxMessage

Medicines = Mapping[int, Medicine | None]
_TOLD = SubstitutionKind.BIOSIMILAR


def deposit_wanted(ordonnance: Ordonnance) -> bool:
    """True when a copy goes to the patient's record: INS qualified, never anonymous (MP-07)."""
    patient = ordonnance.patient
    return not ordonnance.anonymous and patient is not None and patient.ins_qualified


def on_issue(
    ordonnance: Ordonnance, medicines: Medicines, *, running: bool = False
) -> tuple[OutboxMessage, ...]:
    """Messages of an issue: the record, the coverage index (every line of it when `running`)."""
    indexed = running or bool(lines_under_rule(ordonnance, medicines))
    return _messages(ordonnance, indexed, "record.deposit", "coverage.established", {})


def on_dispense(
    ordonnance: Ordonnance, medicines: Medicines, given: Dispense, *, running: bool = False,
    silent: bool = False,
) -> tuple[OutboxMessage, ...]:  # fmt: skip
    """Messages of a dispensing. `silent`: the patient objects, the prescriber is told nothing."""
    about = {"reference": given.reference}
    indexed = running or bool(lines_under_rule(ordonnance, medicines))
    messages = _messages(ordonnance, indexed, "record.execution", "coverage.executed", about)
    if silent or not prescriber_concerned(given):
        return messages
    return (*messages, OutboxMessage("prescriber.notice", about))


def prescriber_concerned(given: Dispense) -> bool:
    """True for what the prescriber is told at once: a refusal in the patient's interest, a
    prolongation, a biosimilar (L.5125-23, R.5123-2-1, L.5125-23-2)."""
    return any(each.concerns_prescriber for each in given.declined) or any(
        (each.exceptional is not None and each.exceptional.told_to_prescriber)
        or (each.substitution is not None and each.substitution.kind is _TOLD)
        for each in given.served
    )


def on_withdrawal(
    ordonnance: Ordonnance, medicines: Medicines, reference: str, reason: str, *,
    taken: Iterable[Dispense], running: bool = False,
) -> tuple[OutboxMessage, ...]:  # fmt: skip
    """Messages of an undoing (`reference`) or of an ending (empty reference).

    What was left to the prescriber of the dispensings `taken` back goes too, also where nothing was
    copied to a record: anonymous, or INS not qualified.
    """
    about = {"reference": reference, "reason": reason}
    indexed = running or bool(lines_under_rule(ordonnance, medicines))
    messages = _messages(ordonnance, indexed, "record.withdraw", "coverage.forgotten", about)
    if not messages and any(prescriber_concerned(each) for each in taken):
        return (OutboxMessage("record.withdraw", about),)
    return messages


def execution_reference(number: OrdonnanceNumber, rank: int) -> str:
    """Reference of an execution: rank and the two check characters; no secret by itself."""
    return f"EX-{number.value[-2:]}-{rank:03d}"


def _messages(
    ordonnance: Ordonnance, indexed: bool, record: str, coverage: str, about: dict[str, str]
) -> tuple[OutboxMessage, ...]:
    messages = []
    if deposit_wanted(ordonnance):
        messages.append(OutboxMessage(record, about))
        if indexed:
            messages.append(OutboxMessage(coverage, about))
    return tuple(messages)
