"""From an assistant to a prescriber of the same place: a draft handed over, or taken back."""

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import InvalidId, Rpps
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.writing_desk import (
    desk_of,
    draft_of,
    opened,
    require_current,
    to_draft,
)
from ordonnance.doors.web.screens.writing_page import Asked, draft_page, prescribers
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.writing.handing import hand_over, take_back

_LONGEST = 20
"""Characters of an RPPS that are shown again."""


async def hand_one(visit: Visit) -> Response:
    """Hand it over; a refusal comes back on the page of the draft."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    try:
        to, name = await _chosen(visit)
        await hand_over(desk_of(visit), draft, to, name)
    except Refusal as refusal:
        status = refusal.first.entry.status
        said = {name: visit.form.text(name)[:_LONGEST] for name in ("rpps", "prescripteur")}
        again = Asked(refusal, said=said)
        return await draft_page(visit, await opened(visit, draft), status, again)
    return elsewhere("/prescrire#confies")


async def take_one_back(visit: Visit) -> Response:
    """Take it back."""
    return to_draft(await take_back(desk_of(visit), visit.path("draft")))


async def _chosen(visit: Visit) -> tuple[Rpps, str]:
    """Who was typed, else who was chosen. Raises Refusal IDENTIFIER_INVALID."""
    typed = visit.form.text("rpps") or visit.form.text("prescripteur")
    try:
        to = Rpps.parse(typed)
    except InvalidId as error:
        raise Refusal.of(
            "IDENTIFIER_INVALID", "rpps", kind=error.kind, reason=error.reason
        ) from error
    if to.warnings:
        # A figure mistyped would leave the draft with nobody.
        raise Refusal.of("IDENTIFIER_INVALID", "rpps", kind=to.kind, reason=to.warnings[0])
    names = {each.rpps: each.name for each in await prescribers(visit)}
    return to, names.get(to, f"RPPS {to.value}")
