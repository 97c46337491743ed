"""Drafts on the desk of their author: begun, kept at each change, listed, thrown away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import MOST_LINES
from ordonnance.law.register import IDS
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Clock, Desk, DeskKind, DeskSheet, Reader
from ordonnance.usecases.writing.begun import (
    NOTHING_BEGUN,
    Begun,
    LineForm,
    forms_down,
    forms_up,
)
from ordonnance.usecases.writing.draft import (
    ID,
    Draft,
    Explained,
    Standing,
    require_room,
    standing_of,
    taken_up,
    written_down,
)

KEPT = timedelta(days=30)
"""How long a draft that nobody touches is kept."""

MOST_DRAFTS = 100
"""Most drafts that one person began at one place and did not issue nor hand over yet."""

MOST_EXPLAINED = 200
"""Most reasons that one draft holds."""

ATTEMPTS = 5
"""How often a form is written again when another page has just written one of the same draft."""

KEPT_ISSUED = timedelta(days=1)
"""How long a draft that was issued still leads to its ordonnance: a second click finds it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One person at their desk. `fresh` makes the ids of drafts and lines.

    `desk_of`: the key of another one whose desk an act reaches (handing over, telling), never a
    screen.
    """

    caller: Caller
    desk: Desk
    reader: Reader
    clock: Clock
    fresh: Callable[[], str]
    desk_of: str = ""

    @property
    def owner(self) -> str:
        """Whose sheets these are: this person, in this role, at this place."""
        require_role(self.caller, Act.DRAFT)
        return self.desk_of or self.caller.key


async def begin(writing: Writing, draft: Draft | None = None) -> Draft:
    """A new draft, kept at once. Raises Refusal DRAFTS_TOO_MANY."""
    if await count(writing, Standing.OWN) >= MOST_DRAFTS:
        raise Refusal.of("DRAFTS_TOO_MANY", limit=MOST_DRAFTS)
    return await keep(writing, replace(draft or Draft(""), id=writing.fresh(), version=0))


async def count(writing: Writing, standing: Standing) -> int:
    """How many sheets of that desk are that to their owner."""
    sheets = await writing.desk.all(writing.owner, DeskKind.DRAFT, writing.clock.now())
    return sum(standing_of(each.content) is standing for each in sheets)


async def keep(writing: Writing, draft: Draft) -> Draft:
    """Keep a change.

    Raises Refusal DRAFT_CHANGED when another page changed it meanwhile, LINES_TOO_MANY for a
    draft that is longer than an ordonnance, unless it was already and did not grow.
    """
    if len(draft.lines) > MOST_LINES:
        former = await draft_on(writing, draft.id) if draft.version else None
        former = former or Draft("")
        if len(draft.lines) > len(former.lines):
            require_room(draft.lines)
    at = writing.clock.now()
    content = written_down(draft, writing.reader, at)
    sheet = DeskSheet(draft.id, draft.version + 1, content, at)
    until = at + (KEPT_ISSUED if draft.issued else KEPT)
    if not await writing.desk.put(writing.owner, DeskKind.DRAFT, sheet, until):
        raise Refusal.of("DRAFT_CHANGED")
    return replace(draft, version=sheet.version, written_at=at)


async def open_draft(writing: Writing, id: str) -> Draft:
    """One of one's own drafts. Raises Refusal DRAFT_UNKNOWN, DRAFT_HANDED."""
    draft = await draft_on(writing, id)
    if draft is None:
        raise Refusal.of("DRAFT_UNKNOWN")
    if draft.handed is not None:
        raise Refusal.of("DRAFT_HANDED")
    return replace(draft, begun=(await _begun(writing, id))[0])


async def draft_on(writing: Writing, id: str) -> Draft | None:
    """The draft with that id on that desk, whatever became of it; None when there is none."""
    if not ID.fullmatch(id):
        return None
    now = writing.clock.now()
    sheet = await writing.desk.get(writing.owner, DeskKind.DRAFT, id, now)
    return None if sheet is None else _read(writing, sheet)


async def drafts(writing: Writing) -> tuple[Draft, ...]:
    """One's drafts that are neither issued nor handed over, the latest first."""
    return await sheets_of(writing, Standing.OWN, Standing.PREPARED)


async def sheets_of(writing: Writing, *standing: Standing) -> tuple[Draft, ...]:
    """What of that desk is one of these to its owner, the latest first."""
    sheets = await writing.desk.all(writing.owner, DeskKind.DRAFT, writing.clock.now())
    kept = (each for each in sheets if standing_of(each.content) in standing)
    return tuple(_read(writing, each) for each in kept)


async def keep_form(writing: Writing, draft: Draft, form: LineForm) -> None:
    """Keep a line begun step by step; one that is over stays over. Raises Refusal DRAFT_CHANGED."""
    await _change_begun(writing, draft.id, lambda there: there.with_form(form))


async def form_over(writing: Writing, draft: Draft, id: str) -> None:
    """The line of that form was added, or it was given up. Raises Refusal DRAFT_CHANGED."""
    await _change_begun(writing, draft.id, lambda there: there.without(id))


async def _begun(writing: Writing, draft: str) -> tuple[Begun, int]:
    """What was begun for that draft, and the version of its sheet."""
    sheet = await writing.desk.get(writing.owner, DeskKind.BEGUN, draft, writing.clock.now())
    return (forms_up(sheet.content), sheet.version) if sheet is not None else (NOTHING_BEGUN, 0)


async def _change_begun(writing: Writing, draft: str, changed: Callable[[Begun], Begun]) -> None:
    """Read, change, write; again when another page wrote meanwhile."""
    for _ in range(ATTEMPTS):
        there, version = await _begun(writing, draft)
        now = changed(there)
        if now == there:
            return
        at = writing.clock.now()
        sheet = DeskSheet(draft, version + 1, forms_down(now), at)
        if await writing.desk.put(writing.owner, DeskKind.BEGUN, sheet, at + KEPT):
            return
    raise Refusal.of("DRAFT_CHANGED")


def explained(draft: Draft, said: Explained, *, asked: bool) -> Draft:
    """The draft with that reason. `asked`: a finding of this draft as it is waits for it.

    The light alone cannot tell: what the patient's history brings is found by the issue. A reason
    that was given may always be taken back. Raises Refusal ACKNOWLEDGEMENT_UNKNOWN,
    ELEMENT_TOO_MANY.
    """
    given = {(each.rule, each.line) for each in draft.explained}
    answers = asked and said.rule in IDS and not (said.line and draft.line(said.line) is None)
    if not answers and (said.reason or (said.rule, said.line) not in given):
        raise Refusal.of("ACKNOWLEDGEMENT_UNKNOWN", rule=said.rule[:60])
    told = draft.explaining(said)
    if len(told.explained) > MOST_EXPLAINED:
        raise Refusal.of("ELEMENT_TOO_MANY", "motif", element="motif", limit=MOST_EXPLAINED)
    return told


def _read(writing: Writing, sheet: DeskSheet) -> Draft:
    return taken_up(sheet.id, sheet.version, sheet.content, sheet.written_at, writing.reader)
