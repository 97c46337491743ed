"""A draft goes from the desk of an assistant to that of a prescriber of the same place.

The prescriber's copy says who prepared it; the assistant's keeps whom it is for, to whom it went
and what became of it, nothing of what is prescribed. Reasons are not handed over: whoever issues
gives their own.
"""

from dataclasses import replace
from datetime import timedelta

from ordonnance.domain.actors import Assistant, Caller, Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.draft import (
    Draft,
    Handed,
    Outcome,
    Prepared,
    is_issued,
    written_down,
)
from ordonnance.usecases.writing.drafts import MOST_DRAFTS, Writing, draft_on, keep
from ordonnance.usecases.writing.patient import TypedPatient

KEPT_DONE = timedelta(days=7)
"""How long an assistant still sees what became of a draft."""


async def hand_over(writing: Writing, draft: Draft, to: Rpps, name: str) -> Draft:
    """Put the draft on the desk of the prescriber with that RPPS, here; answers what is left.

    `name` is how the assistant knows them. Raises Refusal NOT_ALLOWED, DRAFT_EMPTY,
    DRAFTS_TOO_MANY, DRAFT_CHANGED.
    """
    caller, now = _assistant(writing), writing.clock.now()
    if not draft.lines:
        raise Refusal.of("DRAFT_EMPTY")
    target = replace(writing, caller=caller, desk_of=_desk_of(caller, to))
    by = caller.actor
    prepared = Prepared(
        f"{by.given} {by.family}" if isinstance(by, Assistant) else "", caller.key, now
    )
    given = replace(draft, explained=(), prepared=prepared, looked=None)
    there = await draft_on(target, draft.id)
    if there is None:
        sheets = await writing.desk.all(target.owner, DeskKind.DRAFT, now)
        if sum(not is_issued(each.content) for each in sheets) >= MOST_DRAFTS:
            raise Refusal.of("DRAFTS_TOO_MANY", limit=MOST_DRAFTS)
    elif not _is_mine(there, caller) or there.version > 1:
        raise Refusal.of("DRAFT_TAKEN")
    else:
        # Untouched, it is what a hand-over that was cut short left there.
        await writing.desk.drop(target.owner, DeskKind.DRAFT, draft.id)
    await keep(target, replace(given, version=0))
    try:
        return await keep(writing, _left(draft, Handed(name, to.value, now)))
    except Refusal:
        # Another page changed it meanwhile: what was given is no longer what is written.
        await writing.desk.drop(target.owner, DeskKind.DRAFT, draft.id)
        raise


async def take_back(writing: Writing, id: str) -> Draft:
    """Take back a draft that its prescriber has not touched yet.

    Raises Refusal DRAFT_UNKNOWN, DRAFT_TAKEN.
    """
    caller, left = _assistant(writing), await draft_on(writing, id)
    if left is None or left.handed is None:
        raise Refusal.of("DRAFT_UNKNOWN")
    target = replace(writing, desk_of=_desk_of(caller, Rpps(left.handed.rpps)))
    there = await draft_on(target, id)
    if there is None or not _is_mine(there, caller) or there.version > 1 or there.issued:
        raise Refusal.of("DRAFT_TAKEN")
    taken = replace(there, version=left.version, prepared=None, looked=None)
    back = await keep(writing, taken)
    await writing.desk.drop(target.owner, DeskKind.DRAFT, id)
    return back


async def handed_over(writing: Writing) -> tuple[Draft, ...]:
    """What this assistant handed over, the latest first, with what became of it."""
    _assistant(writing)
    sheets = await writing.desk.all(writing.owner, DeskKind.DRAFT, writing.clock.now())
    found = [await draft_on(writing, each.id) for each in sheets]
    return tuple(each for each in found if each is not None and each.handed is not None)


async def throw_away(writing: Writing, id: str) -> None:
    """Delete a draft; whoever prepared it is told."""
    draft = await draft_on(writing, id)
    if draft is None:
        return
    await writing.desk.drop(writing.owner, DeskKind.DRAFT, id)
    if not draft.issued:
        await tell_preparer(writing, draft, Outcome.DELETED)


async def tell_preparer(writing: Writing, draft: Draft, outcome: Outcome) -> None:
    """Tell whoever prepared the draft what became of it; nobody is told where nobody did."""
    if draft.prepared is None:
        return
    theirs = replace(writing, desk_of=draft.prepared.owner)
    left = await draft_on(theirs, draft.id)
    if left is None or left.handed is None or left.handed.outcome is outcome:
        return
    now = writing.clock.now()
    told = replace(left, handed=replace(left.handed, outcome=outcome, at=now))
    content = written_down(told, writing.reader, now)
    sheet = DeskSheet(draft.id, left.version + 1, content, now)
    # Refused, the other of two clicks has just told the same.
    await writing.desk.put(theirs.owner, DeskKind.DRAFT, sheet, now + KEPT_DONE)


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


def _is_mine(there: Draft, caller: Caller) -> bool:
    return there.prepared is not None and there.prepared.owner == caller.key


def _left(draft: Draft, handed: Handed) -> Draft:
    """What stays with the assistant: a name to know it by, and where it went."""
    patient = (
        TypedPatient(draft.patient.family, draft.patient.given)
        if (not draft.patient.anonymous)
        else TypedPatient(anonymous=True)
    )
    return Draft(draft.id, draft.version, patient, handed=handed)
