"""The page of a draft, whatever was just asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.screens.writing_desk import Opened, desk_of, to_draft
from ordonnance.doors.web.screens.writing_patients import former_patients
from ordonnance.doors.web.screens.writing_view import lines_view
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import keep
from ordonnance.usecases.writing.models import models


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked and could not be done yet: shown again, to be mended.

    `typed` is a sentence in the field, `editing` the line that it or the form is about, `said` what
    was entered in that form.
    """

    refusal: Refusal | None = None
    typed: str = ""
    editing: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


NOTHING = Asked()


async def draft_page(
    visit: Visit, seen: Opened, status: int = 200, asked: Asked = NOTHING
) -> Response:
    """The draft, its light and its lines."""
    nobody = seen.patient.patient is None and not seen.draft.patient.anonymous
    return visit.page(
        "writing_draft.html", status, draft=seen.draft, patient=seen.patient, light=seen.light,
        lines=lines_view(seen), refusal=asked.refusal, typed=asked.typed, editing=asked.editing,
        problems=asked.problems, said=asked.said, models=await models(desk_of(visit)),
        former=await former_patients(visit) if nobody else (),
    )  # fmt: skip


async def changed(visit: Visit, draft: Draft, part: str = "") -> Response:
    """Keep the draft, then show it at one of its parts."""
    return to_draft(await keep(desk_of(visit), draft), part)
