"""A draft goes from the desk of an assistant to that of a prescriber of the same place.

The prescriber's copy says who prepared it; the assistant's keeps whom it is for, to whom it went
and what became of it, nothing of what is prescribed. Reasons are not handed over: whoever issues
gives their own.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from ordonnance.domain.actors import Assistant, Caller, Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.begun import NOTHING_BEGUN
from ordonnance.usecases.writing.draft import Draft, Standing, written_down
from ordonnance.usecases.writing.drafts import Writing, count, draft_on, keep, sheets_of
from ordonnance.usecases.writing.hands import Handed, Outcome, Prepared
from ordonnance.usecases.writing.patient import TypedPatient

KEPT_DONE = timedelta(days=7)
"""How long an assistant still sees what became of a draft."""

MOST_PREPARED = 50
"""Most drafts that wait on the desk of one prescriber at one place, whoever prepared them."""

UNTOUCHED = 1
"""The version of a copy that its prescriber neither changed nor began to issue."""

ATTEMPTS = 3
"""How often what became of a draft is told again when its sheet has just changed."""


async def hand_over(writing: Writing, draft: Draft, to: Rpps, name: str) -> Draft:
    """Put the draft on the desk of the prescriber with that RPPS, here; answers what is left.

    Where it goes is written first, on the assistant's own sheet, which stays whole until the copy
    lies there: cut short anywhere, it has one prescriber, and `take_back` undoes it. `name` is how
    the assistant knows them. Raises Refusal NOT_ALLOWED, DRAFT_EMPTY,
    DRAFT_UNFINISHED, PREPARED_TOO_MANY, DRAFT_TAKEN, DRAFT_CHANGED.
    """
    caller, now = _assistant(writing), writing.clock.now()
    if not draft.lines:
        raise Refusal.of("DRAFT_EMPTY")
    if draft.unfinished:
        raise Refusal.of("DRAFT_UNFINISHED")
    target = replace(writing, caller=caller, desk_of=_desk_of(caller, to))
    there = await draft_on(target, draft.id)
    if there is not None:
        _require_untouched(there, caller)
    elif await count(target, Standing.PREPARED) >= MOST_PREPARED:
        raise Refusal.of("PREPARED_TOO_MANY", limit=MOST_PREPARED)
    handed = Handed(name, to.value, now)
    going = await keep(writing, replace(draft, handed=handed))
    try:
        if there is not None and not await _dropped(target, there):
            raise Refusal.of("DRAFT_TAKEN")
        await keep(target, _given(writing, draft, now))
    except Refusal:
        await keep(writing, replace(going, handed=None))
        raise
    return await _leave(writing, target, _left(going, handed))


async def take_back(writing: Writing, id: str) -> Draft:
    """Take back a draft that its prescriber has not touched yet.

    It is whole here before it goes there, and is open here once it is gone there: cut short
    anywhere, it is taken back again. Raises Refusal DRAFT_UNKNOWN, DRAFT_TAKEN.
    """
    caller, left = _assistant(writing), await draft_on(writing, id)
    if left is None or left.handed is None:
        raise Refusal.of("DRAFT_UNKNOWN")
    target = replace(writing, desk_of=_desk_of(caller, Rpps(left.handed.rpps)))
    there = await draft_on(target, id)
    if there is None:
        if not left.lines or left.handed.outcome is not Outcome.WAITING:
            raise Refusal.of("DRAFT_TAKEN")
        return await keep(writing, replace(left, handed=None))
    _require_untouched(there, caller)
    back = replace(there, version=left.version, prepared=None, looked=None, handed=left.handed)
    back = await keep(writing, back)
    if not await _dropped(target, there):
        await _leave(writing, target, _left(back, left.handed))
        raise Refusal.of("DRAFT_TAKEN")
    return await keep(writing, replace(back, handed=None))


async def handed_over(writing: Writing) -> tuple[Draft, ...]:
    """What this assistant handed over, the latest first, with what became of it."""
    _assistant(writing)
    return await sheets_of(writing, Standing.HANDED)


async def throw_away(writing: Writing, id: str) -> None:
    """Delete a draft; whoever prepared it is told. One just taken back is theirs again."""
    draft = await draft_on(writing, id)
    if draft is None:
        return
    await writing.desk.drop(writing.owner, DeskKind.BEGUN, id)
    if draft.prepared is None:
        await writing.desk.drop(writing.owner, DeskKind.DRAFT, id)
    elif await _dropped(writing, draft) and not draft.issued:
        await tell_preparer(writing, draft, Outcome.DELETED)


async def tell_preparer(writing: Writing, draft: Draft, outcome: Outcome) -> None:
    """Tell whoever prepared the draft what became of it; nobody is told where nobody did."""
    if draft.prepared is None:
        return
    theirs = replace(writing, desk_of=draft.prepared.owner)
    for _ in range(ATTEMPTS):
        left = await draft_on(theirs, draft.id)
        if left is None or left.handed is None or left.handed.outcome is outcome:
            return
        now = writing.clock.now()
        told = _left(left, replace(left.handed, outcome=outcome, at=now))
        content = written_down(told, writing.reader, now)
        sheet = DeskSheet(draft.id, left.version + 1, content, now)
        if await writing.desk.put(theirs.owner, DeskKind.DRAFT, sheet, now + KEPT_DONE):
            return
        # Refused: another click has just told the same, or the hand-over has just ended.


async def _leave(writing: Writing, target: Writing, left: Draft) -> Draft:
    """Keep nothing here of what lies there. Raises DRAFT_CHANGED when it was just taken back."""
    try:
        return await keep(writing, left)
    except Refusal:
        # Its prescriber may have been quicker: then what became of it stands here already.
        here = await draft_on(writing, left.id)
        if here is not None and here.handed is not None:
            return here
        await writing.desk.drop_seen(target.owner, DeskKind.DRAFT, left.id, UNTOUCHED)
        raise


async def _dropped(writing: Writing, seen: Draft) -> bool:
    """Throw that sheet away as it was seen; False when somebody changed or took it since."""
    return await writing.desk.drop_seen(writing.owner, DeskKind.DRAFT, seen.id, seen.version)


def _assistant(writing: Writing) -> Caller:
    caller = writing.caller
    if caller.role is not Role.ASSISTANT or caller.place is None:
        allowed = Role.ASSISTANT.label.lower()
        raise Refusal.of("NOT_ALLOWED", role=caller.role.label.lower(), allowed=allowed)
    return caller


def _desk_of(caller: Caller, to: Rpps) -> str:
    """The desk of a prescriber at the caller's own place: at no other one is it ever put."""
    place = caller.place
    if place is None:
        raise Refusal.of("PLACE_REQUIRED")
    return Caller.key_of(Role.PRESCRIBER, f"8{to.value}", place)


def _require_untouched(there: Draft, caller: Caller) -> None:
    """What lies there is as this assistant put it. Raises Refusal DRAFT_TAKEN."""
    mine = there.prepared is not None and there.prepared.owner == caller.key
    if not mine or there.version > UNTOUCHED:
        raise Refusal.of("DRAFT_TAKEN")


def _given(writing: Writing, draft: Draft, now: datetime) -> Draft:
    """The prescriber's copy, which says who prepared it."""
    caller = writing.caller
    by = caller.actor
    name = f"{by.given} {by.family}" if isinstance(by, Assistant) else ""
    prepared = Prepared(name, caller.key, now, copy=writing.fresh())
    return replace(
        draft, version=0, explained=(), prepared=prepared, looked=None, begun=NOTHING_BEGUN
    )


def _left(draft: Draft, handed: Handed) -> Draft:
    """What stays with the assistant: a name to know it by, and where it went."""
    patient = (
        TypedPatient(draft.patient.family, draft.patient.given)
        if (not draft.patient.anonymous)
        else TypedPatient(anonymous=True)
    )
    return Draft(draft.id, draft.version, patient, handed=handed)
