"""Favourites and protocols: lines kept under a name by their prescriber, added in one click."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.mentions import NotSubstitutable, OffLabel
from ordonnance.domain.prescription import Line
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.draft import ID, Draft, DraftLine, document_of, lines_of
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


def impersonal(line: Line) -> Line:
    """What of a line is meant for anybody: what was written for one patient alone stays behind.

    Dates of examinations, documents and former prescriptions, motives, advice, the pharmacy named,
    what is said of the patient: a model never holds them, whatever a line comes to hold.
    """
    kept = line.not_substitutable
    return Line(
        line.number,
        line.id,
        line.category,
        line.posology,
        line.product,
        line.preparation,
        line.duration,
        line.packs,
        line.renewals,
        exoneration=line.exoneration,
        not_substitutable=NotSubstitutable(kept.reason) if kept is not None else None,
        not_reimbursable=line.not_reimbursable,
        off_label=OffLabel() if line.off_label is not None else None,
        fraction=line.fraction,
        single_delivery=line.single_delivery,
        in_words=line.in_words,
        access=line.access,
        active_perfusion=line.active_perfusion,
    )


def favourites(models: Iterable[Model], lines: Iterable[DraftLine]) -> dict[str, str]:
    """Id of a line -> id of the favourite that says the same."""
    known = {_alike(each.lines[0]): each.id for each in models if len(each.lines) == 1}
    found = ((each.id, known.get(_alike(each.line))) for each in lines if each.line is not None)
    return {line: model for line, model in found if model is not None}


def _alike(line: Line) -> Line:
    return replace(impersonal(line), number=1, id="")


async def turn_favourite(writing: Writing, draft: Draft, id: str) -> None:
    """Make a line of the draft a favourite, named after its medicine, or one no more.

    Raises Refusal MODEL_EMPTY for a line that is not there, or not understood.
    """
    held = draft.line(id)
    if held is None or held.line is None:
        raise Refusal.of("MODEL_EMPTY")
    known = favourites(await models(writing), (held,)).get(id)
    if known is not None:
        await forget_model(writing, known)
        return
    await keep_model(writing, held.line.label.split(", ")[0], (replace(held.line, number=1),))


async def keep_model(writing: Writing, name: str, lines: tuple[Line, ...]) -> None:
    """Keep the lines under that name, without what is of one patient.

    Raises Refusal MODEL_EMPTY without a name or a line.
    """
    called = " ".join(name.split())[:MOST_NAME]
    if not called or not lines:
        raise Refusal.of("MODEL_EMPTY")
    at = writing.clock.now()
    lines = tuple(impersonal(each) for each in lines)
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
