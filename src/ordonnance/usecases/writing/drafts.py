"""Drafts on the desk of their author: begun, kept at each change, listed, thrown away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from ordonnance.domain.actors import Caller, Role
from ordonnance.domain.errors import Refusal
from ordonnance.law.register import IDS
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Clock, Desk, DeskKind, DeskSheet, Reader
from ordonnance.usecases.writing.draft import (
    ID,
    Draft,
    Explained,
    is_issued,
    require_room,
    taken_up,
    written_down,
)

WRITERS = (Role.PRESCRIBER, Role.ASSISTANT)
KEPT = timedelta(days=30)
"""How long a draft that nobody touches is kept."""

MOST_DRAFTS = 100
"""Most drafts of one person at one place that are not issued yet."""

MOST_EXPLAINED = 200
"""Most reasons that one draft holds."""

KEPT_ISSUED = timedelta(days=1)
"""How long a draft that was issued still leads to its ordonnance: a second click finds it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One person at their desk. `fresh` makes the ids of drafts and lines."""

    caller: Caller
    desk: Desk
    reader: Reader
    clock: Clock
    fresh: Callable[[], str]

    @property
    def owner(self) -> str:
        """Whose sheets these are: this person, in this role, at this place."""
        if self.caller.role not in WRITERS:
            allowed = ", ".join(role.label.lower() for role in WRITERS)
            raise Refusal.of("NOT_ALLOWED", role=self.caller.role.label.lower(), allowed=allowed)
        require_role(self.caller, Act.MEDICINES)
        return self.caller.key


async def begin(writing: Writing, draft: Draft | None = None) -> Draft:
    """A new draft, kept at once. Raises Refusal DRAFTS_TOO_MANY."""
    sheets = await writing.desk.all(writing.owner, DeskKind.DRAFT, writing.clock.now())
    if sum(not is_issued(each.content) for each in sheets) >= MOST_DRAFTS:
        raise Refusal.of("DRAFTS_TOO_MANY", limit=MOST_DRAFTS)
    return await keep(writing, replace(draft or Draft(""), id=writing.fresh(), version=0))


async def keep(writing: Writing, draft: Draft) -> Draft:
    """Keep a change.

    Raises Refusal DRAFT_CHANGED when another page changed it meanwhile, LINES_TOO_MANY for a
    draft that could not be opened again.
    """
    require_room(draft.lines)
    at = writing.clock.now()
    content = written_down(draft, writing.reader, at)
    sheet = DeskSheet(draft.id, draft.version + 1, content, at)
    until = at + (KEPT_ISSUED if draft.issued else KEPT)
    if not await writing.desk.put(writing.owner, DeskKind.DRAFT, sheet, until):
        raise Refusal.of("DRAFT_CHANGED")
    return replace(draft, version=sheet.version, written_at=at)


async def open_draft(writing: Writing, id: str) -> Draft:
    """One of one's own drafts. Raises Refusal DRAFT_UNKNOWN."""
    sheet = None
    if ID.fullmatch(id):
        now = writing.clock.now()
        sheet = await writing.desk.get(writing.owner, DeskKind.DRAFT, id, now)
    if sheet is None:
        raise Refusal.of("DRAFT_UNKNOWN")
    return _read(writing, sheet)


async def drafts(writing: Writing) -> tuple[Draft, ...]:
    """One's drafts that are not issued yet, the latest first."""
    sheets = await writing.desk.all(writing.owner, DeskKind.DRAFT, writing.clock.now())
    found = (_read(writing, each) for each in sheets)
    return tuple(each for each in found if not each.issued)


async def throw_away(writing: Writing, id: str) -> None:
    """Delete a draft."""
    if ID.fullmatch(id):
        await writing.desk.drop(writing.owner, DeskKind.DRAFT, id)


def explained(draft: Draft, said: Explained) -> Draft:
    """The draft with that reason, for a rule that we know and one of its lines.

    Findings that the patient's history brings are not in the light before the issue: every rule of
    the register may be answered. Raises Refusal ACKNOWLEDGEMENT_UNKNOWN, ELEMENT_TOO_MANY.
    """
    if said.rule not in IDS or (said.line and draft.line(said.line) is None):
        raise Refusal.of("ACKNOWLEDGEMENT_UNKNOWN", rule=said.rule[:60])
    told = draft.explaining(said)
    if len(told.explained) > MOST_EXPLAINED:
        raise Refusal.of("ELEMENT_TOO_MANY", "motif", element="motif", limit=MOST_EXPLAINED)
    return told


def _read(writing: Writing, sheet: DeskSheet) -> Draft:
    return taken_up(sheet.id, sheet.version, sheet.content, sheet.written_at, writing.reader)
