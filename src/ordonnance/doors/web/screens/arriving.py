"""To a provider and back: the browser leaves with a sealed cookie, and comes back with a session.

Nothing is believed of the address by which it comes back, but what the provider confirms.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ordonnance.bootstrap.patient_sign_in import ToLink
from ordonnance.bootstrap.sign_in import UNDER_WAY, Arrival, SignIn
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web import cookies
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.patient_codes import LINK_SECONDS, TYPING
from ordonnance.doors.web.screens.signing_in import begun, offered, own_address
from ordonnance.doors.web.visit import Visit

_ANSWER = ("state", "code", "error", "iss")
_LONGEST = 4096
"""Longest part of what a provider sends back, in characters."""


async def depart(visit: Visit) -> Response:
    """To the provider, if a page of ours or nobody's asked for it."""
    back = own_address(visit.request.query_params.get("suite", "/"))
    if visit.request.headers.get("sec-fetch-site") == "cross-site":
        return elsewhere("/connexion")
    try:
        departure = await _sign_in(visit).departure(visit.path("provider"), back)
    except Refusal as refusal:
        return _again(visit, refusal, back)
    response = RedirectResponse(departure.address, 303, SECURITY_HEADERS)
    seconds = int(UNDER_WAY.total_seconds())
    cookies.keep_departure(response, visit.request, departure.cookie, seconds)
    return response


async def arrive(visit: Visit) -> Response:
    """Back from the provider: a session for whom it vouches, where they were going."""
    sign_in, kept = _sign_in(visit), cookies.departure_of(visit.request)
    try:
        found = await sign_in.arrival(visit.path("provider"), kept, _answer(visit.request))
        if isinstance(found, ToLink):
            response = elsewhere(TYPING)
            cookies.keep_departure(response, visit.request, found.cookie, LINK_SECONDS)
            return response
        response = await _opened(visit, found)
    except Refusal as refusal:
        response = _again(visit, refusal, "/")
    cookies.forget_departure(response, visit.request)
    return response


async def _opened(visit: Visit, arrival: Arrival) -> Response:
    browsing = visit.platform.browsing
    former = cookies.secret_of(visit.request) or ""
    session = await browsing.begin_held(arrival.held, cookies.BROWSER, former)
    if visit.signed_in is not None:
        await browsing.end(visit.signed_in)
    response = await begun(visit, session, former, arrival.back)
    cookies.keep(response, visit.request, session)
    return response


def _answer(request: Request) -> dict[str, str]:
    """What came back, each part once. Raises SIGN_IN_LOST."""
    found = request.query_params.multi_items()
    answer = {name: value for name, value in found if name in _ANSWER}
    twice = len(answer) < sum(name in _ANSWER for name, _ in found)
    if twice or any(len(value) > _LONGEST for value in answer.values()):
        raise Refusal.of("SIGN_IN_LOST")
    return answer


def _sign_in(visit: Visit) -> SignIn:
    sign_in = visit.platform.browsing.sign_in
    if sign_in is None:
        raise Refusal.of("ROUTE_UNKNOWN")
    return sign_in


def _again(visit: Visit, refusal: Refusal, back: str) -> Response:
    """The page of sign-in, with what happened: the next try is one click away."""
    if refusal.code == "ROUTE_UNKNOWN":
        raise refusal
    return offered(visit, back, refusal)
