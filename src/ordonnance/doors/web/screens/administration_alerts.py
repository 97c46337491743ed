"""Harvesting: structures that opened too many ordonnances, seen or not by somebody on duty."""

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.visit import Visit

HERE = "/administration/alertes"


async def show(visit: Visit) -> Response:
    """Every alert, those that nobody has seen first."""
    alerts = await visit.platform.overseeing.alerts()
    return visit.page(
        "administration_alerts.html", alerts=alerts,
        awaiting=sum(each.awaits for each in alerts), cap=visit.platform.overseeing.cap,
        grown="change" in visit.request.query_params,
    )  # fmt: skip


async def seen(visit: Visit) -> Response:
    """Somebody on duty has seen one, as it was shown."""
    if visit.operator is None:
        raise Refusal.of("TOKEN_MISSING")
    overseeing, asked = visit.platform.overseeing, visit.form.text("alerte")
    found = next((each for each in await overseeing.alerts() if each.name == asked), None)
    if found is None:
        # It grew, or went, since the page was shown: its name is not the same any more.
        return elsewhere(f"{HERE}?change=1")
    if not found.awaits or await overseeing.see_alert(found, visit.operator.duty):
        return elsewhere(HERE)
    return elsewhere(f"{HERE}?change=1")
