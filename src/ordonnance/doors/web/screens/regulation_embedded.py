"""The page of a call inside another software (LRM): opened by a launch, told back to its origin."""

from uuid import NAMESPACE_OID, uuid5

from starlette.responses import Response

from ordonnance.bootstrap.browsing import Side
from ordonnance.bootstrap.launching import Launch, Launches, begun
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import cookies
from ordonnance.doors.web.screens import (
    regulation,
    regulation_phone,
    regulation_sent,
)
from ordonnance.doors.web.screens.regulation_desk import Frame, board_of, to_call
from ordonnance.doors.web.screens.regulation_page import capacities
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.calls.board import begin, used_once
from ordonnance.usecases.calls.call import Call, InsFrom

ROOT = cookies.EMBEDDED_PATH


async def arrive(visit: Visit) -> Response:
    """The page that hands the launch over: it stands after # and no server ever logs it."""
    launches_of(visit)
    return visit.page("regulation_arrival.html")


async def launch(visit: Visit) -> Response:
    """Believe the launch once, open the session of its regulator, and their call."""
    launches = launches_of(visit)
    said = launches.read("".join(visit.form.several("lancement")))
    signed_in = await _signed_in(visit, said)
    known = Visit(visit.platform, visit.request, signed_in, visit.form)
    board = await board_of(known)
    if not await used_once(board, str(uuid5(NAMESPACE_OID, said.once)), said.until):
        raise Refusal.of("LAUNCH_OVER")
    call = await begin(board, _call(known, said))
    response = to_call(framed(known, call), call)
    if said.token:
        cookies.keep_embedded(response, signed_in)
    return response


async def _signed_in(visit: Visit, said: Launch) -> SignedIn:
    """The session of the token in the launch; without one, the session that the browser shows.

    Raises Refusal TOKEN_… and LAUNCH_INVALID.
    """
    browsing = visit.platform.browsing
    if said.token:
        return await begun(said, browsing, cookies.BROWSER)
    secret = cookies.secret_of(visit.request)
    found = await browsing.resume(secret, cookies.BROWSER) if secret else None
    if found is None:
        raise Refusal.of("LAUNCH_INVALID", reason="jeton")
    return found


def _call(visit: Visit, said: Launch) -> Call:
    patient, known = said.patient, InsFrom.QUALIFIED if said.qualified else InsFrom.NOBODY
    return Call(
        "", reference=said.reference, client=said.client.id, origin=said.origin, patient=patient,
        ins_from=known if patient.ins else InsFrom.NOBODY,
        capacity=next(iter(capacities(visit)), None),
    )  # fmt: skip


def launches_of(visit: Visit) -> Launches:
    """The software known here. Raises Refusal LAUNCH_NOBODY."""
    launches = visit.platform.launches
    if launches is None:
        raise Refusal.of("LAUNCH_NOBODY")
    return launches


def framed(visit: Visit, call: Call) -> Frame:
    """The pages of a call inside the software that opened it. Raises Refusal LAUNCH_NOBODY."""
    known = launches_of(visit).client(call.client)
    # An origin that whoever runs the base has withdrawn since is told nothing more.
    origin = call.origin if known is not None and call.origin in known.origins else ""
    return Frame(ROOT, "regulation_frame.html", origin, known is not None and known.registered)


async def leave(visit: Visit) -> Response:
    """Close the session, and those of the same person in our own pages."""
    await visit.platform.browsing.end(visit.session, Side.EMBEDDED)
    response = visit.page("regulation_left.html")
    cookies.forget_embedded(response)
    cookies.forget(response, visit.request)
    return response


async def show(visit: Visit) -> Response:
    """A call, inside."""
    return await regulation.shown(visit, framed)


async def change(visit: Visit) -> Response:
    """Whatever was pressed, inside."""
    return await regulation.changed(visit, framed)


async def follow(visit: Visit) -> Response:
    """What became of it, inside."""
    return await regulation_sent.shown(visit, framed)


async def take_back(visit: Visit) -> Response:
    """Take it back, inside."""
    return await regulation_sent.taken_back(visit, framed)


async def other_box(visit: Visit) -> Response:
    """Try the other mailbox of the pharmacy, inside."""
    return await regulation_sent.tried_elsewhere(visit, framed)


async def by_phone(visit: Visit) -> Response:
    """When mail is down, inside."""
    return await regulation_phone.shown(visit, framed)
