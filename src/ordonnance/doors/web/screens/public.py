"""Pages for whoever passes, which answer without a session and without the database."""

from datetime import timedelta

from starlette.responses import Response

from ordonnance import __version__
from ordonnance.domain.french.dates import long
from ordonnance.doors.web.screens.status_words import parts_of, whole_of
from ordonnance.doors.web.visit import Visit


async def landing(visit: Visit) -> Response:
    """Where a phone that reads the code arrives; the number stays in the fragment."""
    return visit.page("landing.html")


async def status(visit: Visit) -> Response:
    """What goes well, what does not, since when."""
    platform = visit.platform
    readiness = platform.vitals.readiness
    ready = await readiness.ask()
    now = platform.ports.clock.now()
    facts = platform.facts()
    return visit.page(
        "status.html", whole=whole_of(ready.checks), now=now, version=__version__,
        parts=parts_of(ready.checks, readiness.failing_for, now),
        begun=now - timedelta(seconds=readiness.running_for),
        warnings=tuple(platform.warnings().values()), facts=f"{facts.label}, {long(facts.dated)}",
    )  # fmt: skip
