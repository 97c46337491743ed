"""The desk of a prescriber as screens see it: one person, one draft, what a page shows of it."""

import uuid
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.bootstrap.writing import demo_letterhead
from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Prescriber
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import Writing, open_draft
from ordonnance.usecases.writing.letterhead import Letterhead, prescriber_of, read_letterhead
from ordonnance.usecases.writing.light import Light, light_of
from ordonnance.usecases.writing.patient import ReadPatient, read_patient


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft, who writes it, whom it is for, and its light."""

    draft: Draft
    patient: ReadPatient
    prescriber: Prescriber
    light: Light


def desk_of(visit: Visit) -> Writing:
    """The desk of this person."""
    ports = visit.platform.ports
    return Writing(
        visit.caller, visit.platform.desk, ports.reader, ports.clock, lambda: str(uuid.uuid4())
    )


async def letterhead_of(visit: Visit) -> Letterhead:
    """What their sheets say."""
    platform = visit.platform
    proposed = demo_letterhead(visit.caller, platform)
    return await read_letterhead(visit.caller, platform.desk, platform.ports.clock.now(), proposed)


async def draft_of(visit: Visit) -> Draft:
    """The draft of the address. Raises Refusal DRAFT_UNKNOWN."""
    return await open_draft(desk_of(visit), visit.path("draft"))


async def opened(visit: Visit, draft: Draft) -> Opened:
    """Everything that its page shows."""
    ports = visit.platform.ports
    prescriber = prescriber_of(visit.caller, await letterhead_of(visit))
    patient = read_patient(draft.patient, demonstration=ports.demonstration)
    light = light_of(draft, patient, prescriber, visit.caller, ports)
    return Opened(draft, patient, prescriber, light)


def require_current(visit: Visit, draft: Draft) -> None:
    """The form was made for the draft as it is. Raises Refusal DRAFT_CHANGED."""
    if visit.form.text("version") not in draft.shown_as:
        raise Refusal.of("DRAFT_CHANGED")


def to_draft(draft: Draft, part: str = "") -> Response:
    """The page of a draft, at one of its parts."""
    return elsewhere(f"/prescrire/{draft.id}{part}")
