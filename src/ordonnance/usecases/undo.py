"""Take back a dispensing: only the pharmacy that recorded it, with a coded reason."""

from dataclasses import dataclass, replace

from ordonnance.domain.dispensing import Dispense, Undone, UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked, Opened, change, entry
from ordonnance.usecases.coverage import forget
from ordonnance.usecases.outside import on_withdrawal
from ordonnance.usecases.ports import Change, Ports
from ordonnance.usecases.registering import unregistering
from ordonnance.usecases.results import Undid
from ordonnance.usecases.view import seen_by


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the dispensing `reference`, or the latest of this pharmacy when None."""

    asked: Asked
    reason: UndoReason
    reference: str | None = None
    text: str | None = None


async def undo(command: Undo, ports: Ports) -> Undid:
    """Free again what a dispensing had taken.

    Raises Refusal: DISPENSE_UNKNOWN (also when another pharmacy served it, or none),
    DISPENSE_ALREADY_UNDONE.
    """

    async def decided(opened: Opened) -> Change:
        return decide(opened, command)

    result = await change(command.asked, Act.UNDO, ports, decided)
    if not isinstance(result, Undid):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    await forget(command.asked.number, result.reference, ports)
    return result


def decide(opened: Opened, command: Undo) -> Change:
    """The progress with that dispensing marked undone."""
    asked = command.asked
    taken = _target(opened, command)
    undone = replace(
        taken,
        undone=Undone(opened.at, command.reason, asked.caller.actor.person_key, command.text),
    )
    progress = opened.stored.progress.next(
        dispenses=tuple(
            undone if d.reference == taken.reference else d
            for d in opened.stored.progress.dispenses
        )
    )
    state, lines = seen_by(opened, progress)
    return Change(
        progress,
        state,
        entry(asked.caller, Act.UNDO, opened.at, reference=taken.reference, reason=command.reason),
        asked.scope,
        Undid(asked.number.value, progress.version, taken.reference, lines),
        on_withdrawal(
            opened.ordonnance,
            opened.medicines,
            taken.reference,
            command.reason.value,
            taken=(taken,),
            running=opened.running,
        ),
        unregistering(opened, taken),
    )


def _target(opened: Opened, command: Undo) -> Dispense:
    place = command.asked.caller.place
    here = place.key if place else ""
    if command.reference is None:
        mine = [
            d
            for d in opened.stored.progress.dispenses
            if d.executant.place == here and d.undone is None
        ]
        if not mine:
            raise Refusal.of("DISPENSE_UNKNOWN")
        return mine[-1]
    found = opened.stored.progress.dispense(command.reference)
    if found is None or found.executant.place != here:
        # Another pharmacy's dispensing looks like none: its existence is not this caller's affair.
        raise Refusal.of("DISPENSE_UNKNOWN")
    if found.undone is not None:
        raise Refusal.of("DISPENSE_ALREADY_UNDONE")
    return found
