"""Where a prescriber begins: drafts, what was issued, the letterhead of their sheets."""

from dataclasses import fields

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.writing_desk import desk_of, letterhead_of, to_draft
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import TABLE, Act
from ordonnance.usecases.writing.drafts import begin, drafts
from ordonnance.usecases.writing.handing import handed_over, throw_away
from ordonnance.usecases.writing.letterhead import Letterhead, keep_letterhead
from ordonnance.usecases.writing.models import models

MOST_WORDS = 200
"""Longest text of one field of the letterhead."""


async def desk(visit: Visit) -> Response:
    """Drafts, the latest first."""
    here = desk_of(visit)
    found = await drafts(here)
    prepares = visit.caller.role is Role.ASSISTANT
    return visit.page(
        "writing.html", drafts=found, models=await models(here), prepares=prepares,
        prepared=sum(each.prepared is not None for each in found),
        handed=await handed_over(here) if prepares else (),
    )  # fmt: skip


async def begin_one(visit: Visit) -> Response:
    """A new ordonnance."""
    return to_draft(await begin(desk_of(visit)))


async def delete(visit: Visit) -> Response:
    """Throw a draft away."""
    await throw_away(desk_of(visit), visit.path("draft"))
    return elsewhere("/prescrire")


async def letterhead(visit: Visit) -> Response:
    """What the sheet says of the practice."""
    return visit.page(
        "writing_letterhead.html", letterhead=await letterhead_of(visit), back=_back(visit)
    )


async def save_letterhead(visit: Visit) -> Response:
    """Keep it."""
    said = {each.name: visit.form.text(each.name)[:MOST_WORDS] for each in fields(Letterhead)}
    at = visit.platform.ports.clock.now()
    await keep_letterhead(visit.caller, Letterhead(**said), visit.platform.desk, at)
    return elsewhere(_back(visit))


def _back(visit: Visit) -> str:
    """The desk of who drafts; the board of who only prescribes during a call."""
    return "/prescrire" if (visit.caller.role, Act.DRAFT) in TABLE else "/regulation"
