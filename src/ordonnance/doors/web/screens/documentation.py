"""The guides, served by the base itself."""

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.guides import guides
from ordonnance.doors.web.visit import Visit


async def index(visit: Visit) -> Response:
    """One guide for each person."""
    return visit.page("guides.html", guides=tuple(guides().values()))


async def guide(visit: Visit) -> Response:
    """One of them. Raises ROUTE_UNKNOWN."""
    found = guides().get(visit.path("guide"))
    if found is None:
        raise Refusal.of("ROUTE_UNKNOWN")
    return visit.page("guide.html", guide=found)
