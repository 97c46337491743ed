"""The home page: what this is, in ten lines; for who is signed in, their own first screen."""

from starlette.responses import Response

from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.navigation import first_screen
from ordonnance.doors.web.visit import Visit


async def home(visit: Visit) -> Response:
    """The home page."""
    if visit.signed_in is not None and not visit.signed_in.chosen:
        return elsewhere("/lieu")
    if visit.signed_in is not None and (first := first_screen(visit.signed_in)):
        return elsewhere(first)
    return visit.page("home.html")
