"""Where a person of several places acts: chosen after signing in, changed from any page."""

from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.domain.actors import Assistant, Professional, Role
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import BROWSER, keep
from ordonnance.doors.web.screens.signing_in import carried, own_address, present
from ordonnance.doors.web.visit import Visit


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """One activity to choose. `rank` names it, `role` says what one is there when it differs."""

    rank: str
    name: str
    address: str
    role: str
    here: bool


async def choose(visit: Visit) -> Response:
    """The places that the session proves."""
    session, here = visit.session, visit.session.caller
    proved = await visit.platform.browsing.activities(session)
    same = len({_work(each.actor) for each in proved}) == 1
    offered = [
        PlaceOffered(
            each.rank, each.actor.place.name, each.actor.place.address or "",
            "" if same else _work(each.actor),
            session.chosen and (each.role, each.actor) == (here.role, here.actor),
        )
        for each in proved
    ]  # fmt: skip
    back = own_address(visit.request.query_params.get("suite", "/"))
    return visit.page("place.html", offered=offered, back=back)


async def choose_one(visit: Visit) -> Response:
    """Act there from now on: pages opened at another place do nothing any more."""
    session = await visit.platform.browsing.act_at(visit.session, visit.form.text("lieu"), BROWSER)
    former = session.held.choice.former if session.held is not None else ""
    await present(visit, session)
    back = own_address(visit.form.text("suite"))
    response = elsewhere(carried(visit, former, session, back))
    keep(response, visit.request, session)
    return response


def _work(actor: Professional | Assistant) -> str:
    if isinstance(actor, Assistant):
        return Role.ASSISTANT.label
    return actor.specialty.label if actor.specialty else actor.profession.label
