"""The lines of a draft: one sentence; moved, mended, removed."""

from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.screens.writing_builder import builder_page
from ordonnance.doors.web.screens.writing_builder_form import fields_of, line_form, parts_in
from ordonnance.doors.web.screens.writing_desk import (
    desk_of,
    draft_of,
    opened,
    require_current,
)
from ordonnance.doors.web.screens.writing_page import Asked, changed, draft_page, shown
from ordonnance.doors.web.screens.writing_typing import chosen_in
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.writing.draft import Draft, DraftLine
from ordonnance.usecases.writing.lines import corrected, understood
from ordonnance.usecases.writing.models import with_model


async def type_line(visit: Visit) -> Response:
    """Add what one sentence says, or put it in place of a line; a favourite adds its lines."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    if model := visit.form.text("modele"):
        return await changed(visit, await with_model(desk_of(visit), draft, model), "#phrase")
    typed = visit.form.text("phrase")
    if not typed:
        return shown(visit, draft, "")
    place = draft.line(visit.form.text("ligne"))
    id = place.id if place else desk_of(visit).fresh()
    platform, chosen = visit.platform, chosen_in(visit)
    now = platform.ports.clock.now()
    try:
        line = understood(
            id, typed, lambda text: platform.typed_line(text, 1, chosen), platform.ports.reader, now
        )
        longer = draft.with_line(line)
    except Refusal as refusal:
        status = refusal.first.entry.status
        return await draft_page(visit, await opened(visit, draft), status, Asked(refusal, typed))
    return await changed(visit, longer, "#phrase")


async def change_line(visit: Visit) -> Response:
    """Remove a line, move it, keep it as it was understood, or correct its parts."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    line = draft.line(visit.path("line"))
    if line is None:
        raise Refusal.of("DRAFT_CHANGED")
    wanted = visit.form.text("faire")
    if wanted == "retirer":
        return await changed(visit, draft.without(line.id), "#lignes")
    if wanted in ("monter", "descendre"):
        moved = draft.moved(line.id, -1 if wanted == "monter" else 1)
        return await changed(visit, moved, "#lignes")
    if wanted == "garder":
        kept = replace(line, rest=(), notes=())
        return await changed(visit, draft.with_line(kept), "#lignes")
    if wanted == "etapes":
        return await builder_page(visit, draft, draft.begun.of_line(line.id) or line_form(line))
    if wanted == "phrase":
        return await draft_page(
            visit, await opened(visit, draft), asked=Asked(typed=line.typed, editing=line.id)
        )
    return await _corrected(visit, draft, line)


async def _corrected(visit: Visit, draft: Draft, line: DraftLine) -> Response:
    parts, ports = parts_in(visit), visit.platform.ports
    done = corrected(line, parts, ports.reader, ports.clock.now())
    if done.problems:
        seen, said = await opened(visit, draft), fields_of(parts)
        asked = Asked(editing=line.id, problems=done.problems, said=said)
        return await draft_page(visit, seen, 422, asked)
    return await changed(visit, draft.with_line(done.line), f"#ligne-{line.id}")
