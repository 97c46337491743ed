"""What became of a prescription of the SAMU-SAS: its messages, and whether it was served.

Messages may be looked at often and say nothing of the patient: only what was served is journaled,
and kept from the author while the patient objects.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.derogation import Derogation, Sent
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterKind, LetterState, OpenBox
from ordonnance.usecases.access import Act, Subject, relations, require_role
from ordonnance.usecases.acting import Asked, Opened, entry, open_one, opened_from
from ordonnance.usecases.mail.believing import step_of
from ordonnance.usecases.ports import Window
from ordonnance.usecases.samu.models import Destination, Followed, LetterView
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.proposing import require_regulator
from ordonnance.usecases.samu.trying_again import other_box
from ordonnance.usecases.view import state_of, visible_progress

MOST = 100
"""Prescriptions in one digest."""

SOON = "Le message se prépare."
RECONNECT = "Non envoyé\u202f: se reconnecter, le message partira de la boîte."
LATE = (
    "Le message n’est pas parti depuis cinq minutes\u202f: téléphoner au destinataire, ou retirer "
    "la prescription et prendre un autre circuit."
)
OTHER_BOX = (
    "L’autre boîte de cette pharmacie ({shown}) peut être essayée d’ici, sans nouvelle "
    "prescription."
)
AGAIN = (
    "Retirer cette prescription, puis en établir une autre pour un autre destinataire\u202f: une "
    "pharmacie choisie avec l’appelant (cas 1) d’abord."
)


async def follow(asked: Asked, needs: Regulation, *, executions: bool = False) -> Followed:
    """One of the caller's own. `executions`: also whether it was served, which is journaled.

    Raises Refusal: NOT_ALLOWED, NUMBER_UNKNOWN, SAMU_NOT_SENT.
    """
    require_role(asked.caller, Act.REGULATE)
    act = Act.EXECUTIONS if executions else Act.CONSULT
    opened = await open_one(asked, act, needs.ports)
    said = sent_of(opened)
    if executions:
        read = entry(asked.caller, act, opened.at)
        await needs.ports.base.record_access(asked.number, read)
    return await _followed(opened, said, needs, executions=executions)


async def digest(
    caller: Caller, needs: Regulation, days: int = 1, only: frozenset[str] | None = None
) -> tuple[Followed, ...]:
    """The caller's own prescriptions of the last days, newest first: sent or not, served or not.

    `only`: these numbers, the others staying closed. Nothing is journaled, as when one lists one's
    own. Raises as `require_regulator`.
    """
    actor, now = require_regulator(caller, needs), needs.ports.clock.now()
    if actor.rpps is None:
        return ()
    today = legal_day(now, actor.place.zone)
    window = Window(first=today - timedelta(days=max(days, 1) - 1))
    found = []
    for stored in await needs.ports.base.by_author(actor.rpps.value, MOST, window):
        wanted = only is None or stored.number.value in only
        if stored.progress.sent is None or not wanted:
            continue
        document = needs.ports.reader.reopen(stored.document, stored.content_type)
        held = relations(caller, Subject(document.ordonnance, stored.progress))
        if not held:
            continue
        opened = opened_from(stored, document, held, now, needs.ports)
        found.append(await _followed(opened, sent_of(opened), needs, executions=True))
    return tuple(found)


def sent_of(opened: Opened) -> Derogation:
    """What the ordonnance says of its circuit. Raises SAMU_NOT_SENT for one that did not leave."""
    said = opened.ordonnance.derogation
    if said is None or opened.stored.progress.sent is None:
        raise Refusal.of("SAMU_NOT_SENT")
    return said


async def _followed(
    opened: Opened, said: Derogation, needs: Regulation, *, executions: bool
) -> Followed:
    progress, number = visible_progress(opened), opened.stored.number
    letters, sent = await needs.letters.concerning(number.value), opened.stored.progress.sent
    preparing = all(each.id != sent.letter for each in letters) if sent is not None else False
    state = state_of(opened) if executions and progress.objection is None else None
    withdrawn = progress.ending is not None
    views = tuple(_view(each, opened.at, needs) for each in letters)
    other = None if withdrawn or sent is None else _other(said, sent, letters, needs)
    if withdrawn:
        step, again = "", False
    elif preparing:
        step, again = SOON, False
    else:
        step, again = _next(letters, views, other)
    return Followed(
        number=number.value,
        established_on=opened.ordonnance.established_on,
        circuit=said.circuit.value,
        recipient=said.recipient.name if said.recipient else "",
        letters=views,
        withdrawn=withdrawn,
        objection=progress.objection is not None,
        state=state,
        served=None if state is None else _served(progress),
        next_step=step,
        again=again,
        box=None if sent is None else sent.box,
        preparing=preparing,
        other=other,
    )


def _other(
    said: Derogation, sent: Sent, letters: Sequence[Letter], needs: Regulation
) -> Destination | None:
    """The mailbox that may be tried next, None when there is none."""
    try:
        return other_box(said, sent, letters, OpenBox(sent.sender), needs)
    except Refusal:
        # What is open is told; why the rest is not, when it is asked for.
        return None


def _served(progress: Progress) -> bool:
    return any(each.undone is None and each.served for each in progress.dispenses)


def _view(letter: Letter, now: datetime, needs: Regulation) -> LetterView:
    return LetterView(
        letter.id, letter.kind.value, letter.state.value, letter.written_at, letter.late(now),
        letter.read, letter.code, step_of(letter, needs.next_step),
    )  # fmt: skip


def _next(
    letters: Sequence[Letter], views: tuple[LetterView, ...], other: Destination | None
) -> tuple[str, bool]:
    """What the author should do now, and whether to prescribe again."""
    sent = [
        (letter, view)
        for letter, view in zip(letters, views, strict=True)
        if letter.kind is LetterKind.PRESCRIPTION
    ]
    letter, view = sent[-1]
    if other is not None:
        return f"{view.next_step} {OTHER_BOX.format(shown=other.shown)}".strip(), True
    if letter.state.over or letter.came_back:
        return f"{view.next_step} {AGAIN}".strip(), True
    if view.next_step:
        return view.next_step, False
    if letter.state is LetterState.WAITING:
        return (f"{RECONNECT} {LATE}", True) if view.late else (RECONNECT, False)
    return (LATE, True) if view.late else ("", False)
