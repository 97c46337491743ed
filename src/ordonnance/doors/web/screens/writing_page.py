"""The page of a draft, whatever was just asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.writing_desk import Opened, desk_of, to_draft
from ordonnance.doors.web.screens.writing_patients import former_patients
from ordonnance.doors.web.screens.writing_view import WHERE, fact_forms, lines_view
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.colleagues import Colleague, colleagues
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import keep
from ordonnance.usecases.writing.looked import taken
from ordonnance.usecases.writing.models import favourites, models


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


def finding_of(draft: Draft, rule: str, line: str) -> str:
    """What names a finding of that draft as it is now."""
    return f"constat|{draft.id}|{draft.stamp}|{rule}|{line}"


async def review_page(visit: Visit, seen: Opened) -> Response:
    """The draft as it is kept, to be read before it leaves: nothing else does."""
    return visit.page(
        "writing_review.html", draft=seen.draft, patient=seen.patient, light=seen.light,
        lines=lines_view(seen), unfinished=seen.draft.unfinished, said={},
        prepares=visit.caller.role is Role.ASSISTANT, prescribers=await prescribers(visit),
    )  # fmt: skip


async def draft_page(
    visit: Visit, seen: Opened, status: int = 200, asked: Asked = NOTHING
) -> Response:
    """The draft, its light and its lines."""
    nobody = seen.patient.patient is None and not seen.draft.patient.anonymous
    kept = await models(desk_of(visit))
    return visit.page(
        "writing_draft.html", status, draft=seen.draft, patient=seen.patient, light=seen.light,
        lines=lines_view(seen), facts=fact_forms(seen), where=WHERE, refusal=asked.refusal,
        typed=asked.typed, editing=asked.editing, problems=asked.problems, said=asked.said,
        finding_of=finding_of, typed_key=visit.typed_key(seen.draft.id),
        models=kept, favourites=favourites(kept, seen.draft.lines),
        former=await former_patients(visit) if nobody else (),
        handles=_handles(visit, seen.draft),
        running_of=taken(seen.draft.looked.found) if seen.draft.looked else (),
        prepares=visit.caller.role is Role.ASSISTANT,
        prescribers=await prescribers(visit), unfinished=seen.draft.unfinished,
    )  # fmt: skip


async def prescribers(visit: Visit) -> tuple[Colleague, ...]:
    """The prescribers known where the assistant works; nobody for who hands nothing over."""
    if visit.caller.role is not Role.ASSISTANT:
        return ()
    platform = visit.platform
    return await colleagues(
        visit.caller, Role.PRESCRIBER, platform.desk, platform.ports.clock.now()
    )


async def changed(visit: Visit, draft: Draft, part: str = "") -> Response:
    """Keep the draft, then show it at one of its parts, or to be read before it leaves."""
    return shown(visit, await keep(desk_of(visit), draft), part)


def shown(visit: Visit, draft: Draft, part: str) -> Response:
    """The draft as it is kept: at one of its parts, or to be read before it leaves."""
    if visit.form.text("puis") == "relire":
        return elsewhere(f"/prescrire/{draft.id}/relire")
    return to_draft(draft, part)


def _handles(visit: Visit, draft: Draft) -> dict[str, str]:
    """What stands, in the addresses of this session, for the numbers of the treatments."""
    found = draft.looked.found if draft.looked else ()
    return {each.number: visit.handle(OrdonnanceNumber(each.number)) for each in found}
