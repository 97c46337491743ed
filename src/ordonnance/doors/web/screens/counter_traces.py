"""What a pharmacy is shown of the présérie that it takes part in: what is traced, how to refuse."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from ordonnance.doors.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Traced:
    """One workstation of this pharmacy: for which présérie, since when, shown to whom when."""

    title: str
    editor: str
    workstation: str
    since: date
    shown: date
    until: date | None


async def show(visit: Visit) -> Response:
    """The workstations of this pharmacy that are traced, and what their traces hold."""
    place = visit.caller.place
    number = place.am.value if place is not None and place.am is not None else None
    found = () if number is None else await traced_at(visit, number)
    return visit.page("counter_traces.html", found=found)


async def traced_at(visit: Visit, number: str) -> tuple[Traced, ...]:
    """The workstations of a site, those of every présérie, the first one first."""
    return tuple(
        Traced(
            state.pilot.title, state.pilot.editor, each.installation.workstation,
            each.installation.since, each.shown, each.installation.until,
        )
        for state in await visit.platform.preserie.every()
        for each in state.workstations.values()
        if each.installation.site.value == number
    )  # fmt: skip
