"""Favourites and protocols: lines kept under a name by their prescriber, added in one click."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Line
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.draft import ID, Draft, document_of, lines_of
from ordonnance.usecases.writing.drafts import Writing
from ordonnance.usecases.writing.lines import added, copied

KEPT = timedelta(days=3650)
MOST_NAME = 60
"""Longest name of a model, in characters."""


@dataclass(frozen=True, slots=True)
class Model:
    """Lines under a name."""

    id: str
    name: str
    lines: tuple[Line, ...]


async def keep_model(writing: Writing, name: str, lines: tuple[Line, ...]) -> None:
    """Keep the lines under that name. Raises Refusal MODEL_EMPTY without a name or a line."""
    called = " ".join(name.split())[:MOST_NAME]
    if not called or not lines:
        raise Refusal.of("MODEL_EMPTY")
    at = writing.clock.now()
    document = document_of(lines, writing.reader, at).decode()
    content = json.dumps({"name": called, "document": document}, ensure_ascii=False).encode()
    sheet = DeskSheet(writing.fresh(), 1, content, at)
    if not await writing.desk.put(writing.owner, DeskKind.MODEL, sheet, at + KEPT):
        raise Refusal.of("CONFLICT_RETRY")


async def models(writing: Writing) -> tuple[Model, ...]:
    """One's models, by name."""
    sheets = await writing.desk.all(writing.owner, DeskKind.MODEL, writing.clock.now())
    return tuple(sorted((_read(writing, each) for each in sheets), key=lambda one: one.name))


async def with_model(writing: Writing, draft: Draft, id: str) -> Draft:
    """The draft with the lines of a model at its end.

    Raises Refusal DRAFT_UNKNOWN, LINES_TOO_MANY.
    """
    sheet = None
    if ID.fullmatch(id):
        now = writing.clock.now()
        sheet = await writing.desk.get(writing.owner, DeskKind.MODEL, id, now)
    if sheet is None:
        raise Refusal.of("DRAFT_UNKNOWN")
    lines = copied(_read(writing, sheet).lines, writing.fresh)
    # Numbers of former lines never meet those of the draft: each copy takes its place at the end.
    ranks = range(len(draft.lines) + 1, len(draft.lines) + len(lines) + 1)
    placed = (
        replace(each, line=replace(each.line, number=rank))
        for each, rank in zip(lines, ranks, strict=True)
        if each.line is not None
    )
    return added(draft, placed)


async def forget_model(writing: Writing, id: str) -> None:
    """Throw a model away."""
    if ID.fullmatch(id):
        await writing.desk.drop(writing.owner, DeskKind.MODEL, id)


def _read(writing: Writing, sheet: DeskSheet) -> Model:
    held = json.loads(sheet.content)
    return Model(sheet.id, held["name"], lines_of(held["document"].encode(), writing.reader))
