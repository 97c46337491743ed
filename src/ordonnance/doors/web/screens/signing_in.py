"""Sign in and out. In the demonstration, one click takes the place of a fictitious person."""

import re

from starlette.responses import Response

from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import BROWSER, forget, keep
from ordonnance.doors.web.visit import Visit

_OURS = re.compile(r"/[A-Za-z0-9/_-]*")


async def choose(visit: Visit) -> Response:
    """Who is it?"""
    back = visit.request.query_params.get("suite", "/")
    return visit.page("sign_in.html", people=visit.platform.demo_people(), back=_own(back))


async def sign_in(visit: Visit) -> Response:
    """Open a session for a person of the demonstration."""
    token = visit.platform.demo_token(visit.form.text("qui"))
    if visit.signed_in is not None:
        await visit.platform.browsing.end(visit.signed_in)
    session = await visit.platform.browsing.begin(token, None, BROWSER)
    response = elsewhere(_own(visit.form.text("suite")))
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
