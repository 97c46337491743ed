"""Sign in and out. In the demonstration, one click takes the place of a fictitious person."""

import re

from starlette.responses import Response

from ordonnance.bootstrap.browsing import SignedIn
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import BROWSER, forget, keep, secret_of
from ordonnance.doors.web.visit import Visit

_OURS = re.compile(r"/[A-Za-z0-9/_-]*")


async def choose(visit: Visit) -> Response:
    """Who is it?"""
    back = visit.request.query_params.get("suite", "/")
    return visit.page(
        "sign_in.html",
        people=visit.platform.demo_people(),
        back=_own(back),
        over="fin" in visit.request.query_params,
    )


async def sign_in(visit: Visit) -> Response:
    """Open a session for a person of the demonstration."""
    token = visit.platform.demo_token(visit.form.text("qui"))
    if visit.signed_in is not None:
        await visit.platform.browsing.end(visit.signed_in)
    session = await visit.platform.browsing.begin(token, None, BROWSER)
    response = elsewhere(_carried(visit, session, _own(visit.form.text("suite"))))
    keep(response, visit.request, session)
    return response


async def sign_out(visit: Visit) -> Response:
    """Close the session, here and in the base."""
    await visit.platform.browsing.end(visit.session)
    response = elsewhere("/")
    forget(response, visit.request)
    return response


def _own(address: str) -> str:
    """An address of ours, the home page for any other: nobody is sent elsewhere."""
    return address if _OURS.fullmatch(address) and not address.startswith("//") else "/"


def _carried(visit: Visit, session: SignedIn, address: str) -> str:
    """The same place in the new session: handles of the one that is over stand for the same."""
    former = secret_of(visit.request) or ""
    parts = address.split("/")
    for rank, part in enumerate(parts):
        if handle := visit.platform.browsing.carried(former, part, session):
            parts[rank] = handle
    return "/".join(parts)
