"""The author ends an ordonnance: what is not served can no longer be."""

from dataclasses import dataclass

from ordonnance.domain.dispensing import CancelReason, Ending
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked, Opened, change, entry
from ordonnance.usecases.coverage import forget
from ordonnance.usecases.outside import on_withdrawal
from ordonnance.usecases.ports import Change, Ports
from ordonnance.usecases.results import Ended
from ordonnance.usecases.samu.taking_back import taken_back
from ordonnance.usecases.view import seen_by, state_of, visible_progress


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancel with a coded reason; OTHER asks for a text."""

    asked: Asked
    reason: CancelReason
    text: str | None = None


async def cancel(command: Cancel, ports: Ports) -> Ended:
    """End what is not served. Raises Refusal: ALREADY_ENDED, NOTHING_LEFT, TEXT_REQUIRED.

    While an objection stands the answer is the same whether or not anything was served.
    """
    if command.reason is CancelReason.OTHER and not command.text:
        raise Refusal.of("TEXT_REQUIRED", "Parameters.parameter.where(name='text')")

    async def decided(opened: Opened) -> Change:
        return decide(opened, command)

    result = await change(command.asked, Act.CANCEL, ports, decided)
    if not isinstance(result, Ended):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    await forget(command.asked.number, "", ports)
    return result


def decide(opened: Opened, command: Cancel) -> Change:
    """The progress with its ending."""
    asked = command.asked
    require_endable(opened)
    progress = opened.stored.progress.next(
        by_author=True, ending=Ending(opened.at, command.reason, command.text)
    )
    result = Ended(asked.number.value, progress.author_version, OrdonnanceState.CANCELLED)
    return Change(
        progress,
        state_of(opened, progress),
        entry(asked.caller, Act.CANCEL, opened.at, reason=command.reason),
        asked.scope,
        result,
        (
            *on_withdrawal(
                opened.ordonnance,
                opened.medicines,
                "",
                command.reason.value,
                taken=progress.dispenses,
                running=opened.running,
            ),
            *taken_back(progress, opened.at),
        ),
    )


def require_endable(opened: Opened) -> None:
    """Refuse to end twice, or to end what is entirely served (as far as the author may know).

    What a pharmacist may still renew is not entirely over: its author may end that.
    """
    seen = visible_progress(opened)
    if seen.ending is not None:
        state = "remplacée" if seen.ending.replaced_by else "annulée"
        raise Refusal.of("ALREADY_ENDED", state=state)
    whole, lines = seen_by(opened, seen)
    if whole is OrdonnanceState.EXECUTED and all(line.renewal is None for line in lines):
        raise Refusal.of("NOTHING_LEFT")
