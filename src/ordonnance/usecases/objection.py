"""The patient objects to the prescriber reading the executions, or withdraws it (R.4072-1).

It never blocks dispensing. At establishment it is a flag of the issued document; later it comes
from the patient, a recorded representative, or, at their request and saying how it was received, a
fund agent or the author. The author lifts only what came through the author: an objection that the
patient recorded elsewhere is not theirs to lift. One that stands through the author shuts nobody
out: whoever else records theirs takes its place, and the author may no longer lift it.
"""

from dataclasses import dataclass

from ordonnance.domain.actors import Caller, Role
from ordonnance.domain.dispensing import Objection, ObjectionOrigin
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked, Opened, change, entry
from ordonnance.usecases.ports import Change, Ports
from ordonnance.usecases.results import ObjectionRecorded
from ordonnance.usecases.view import state_of

_AUTHORS = (Role.PRESCRIBER, Role.REGULATING_PHARMACIST)
_FOR_ANOTHER = (Role.FUND_AGENT, *_AUTHORS)
"""Who records at the request of the patient, and says how it was received."""

_ORIGINS = {
    **dict.fromkeys(_AUTHORS, ObjectionOrigin.PRESCRIBER),
    Role.PATIENT: ObjectionOrigin.PATIENT,
    Role.REPRESENTATIVE: ObjectionOrigin.REPRESENTATIVE,
    Role.FUND_AGENT: ObjectionOrigin.FUND_AGENT,
}


@dataclass(frozen=True, slots=True)
class Object:
    """Record the objection, or withdraw it. Whoever does it for the patient says how they know."""

    asked: Asked
    withdraw: bool = False
    proof: str | None = None


async def record_objection(command: Object, ports: Ports) -> ObjectionRecorded:
    """Record or withdraw. Raises Refusal: OBJECTION_UNCHANGED, PROOF_REQUIRED,
    OBJECTION_NOT_YOURS."""
    if command.asked.caller.role in _FOR_ANOTHER and not command.proof:
        raise Refusal.of("PROOF_REQUIRED", "Parameters.parameter.where(name='proof')")

    async def decided(opened: Opened) -> Change:
        return decide(opened, command)

    result = await change(command.asked, Act.OBJECT, ports, decided)
    if not isinstance(result, ObjectionRecorded):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result


def decide(opened: Opened, command: Object) -> Change:
    """The progress with or without the objection."""
    asked = command.asked
    former, by_author = opened.stored.progress.objection, asked.caller.role in _AUTHORS
    if not _changes(former, command):
        raise Refusal.of(
            "OBJECTION_UNCHANGED", state="levée" if command.withdraw else "enregistrée"
        )
    if by_author and former is not None and not former.origin.through_author:
        raise Refusal.of("OBJECTION_NOT_YOURS")
    objection = None if command.withdraw else Objection(
        opened.at, origin_of(asked.caller), command.proof
    )  # fmt: skip
    progress = opened.stored.progress.next(by_author=by_author, objection=objection)
    details = {"withdraw": "true" if command.withdraw else "false"}
    if command.proof:
        # Lifted, the objection is gone with its own proof: the journal alone keeps both.
        details["proof"] = command.proof
    return Change(
        progress,
        state_of(opened, progress),
        entry(asked.caller, Act.OBJECT, opened.at, **details),
        asked.scope,
        ObjectionRecorded(asked.number.value, not command.withdraw, opened.at),
    )


def carried_over(former: Objection | None, written: Objection | None) -> Objection | None:
    """The objection after a correction, which concerns the same treatment.

    One that the author may not lift stays so, whatever the corrected document says.
    """
    if former is not None and not former.origin.through_author:
        return former
    return written or former


def _changes(former: Objection | None, command: Object) -> bool:
    """Whether anything would change: nobody but the author has theirs in one of the author's."""
    if command.withdraw or former is None:
        return command.withdraw is (former is not None)
    return former.origin.through_author and command.asked.caller.role not in _AUTHORS


def origin_of(caller: Caller) -> ObjectionOrigin:
    """Who records, by role."""
    return _ORIGINS[caller.role]
