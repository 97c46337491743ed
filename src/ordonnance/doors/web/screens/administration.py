"""Whoever runs the base: in by a link used once, the health of the parts, out."""

from datetime import timedelta

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import forget_operator, keep_operator
from ordonnance.doors.web.screens.administration_health import database, figures, parts
from ordonnance.doors.web.screens.status_words import whole_of
from ordonnance.doors.web.visit import Visit

ENTRANCE = "/administration/entrer"
FIRST = "/administration"


async def ask(visit: Visit) -> Response:
    """The code of the link."""
    return _entrance(visit, None)


async def enter(visit: Visit) -> Response:
    """Open a session for whoever brings a link, or with one click in the demonstration."""
    operators = visit.platform.operators
    try:
        if visit.form.has("demonstration"):
            operator = await operators.enter_demonstration()
        else:
            operator = await operators.enter(visit.form.text("code"))
    except Refusal as refusal:
        if refusal.code != "OPERATOR_LINK":
            raise
        return _entrance(visit, refusal)
    response = elsewhere(FIRST)
    keep_operator(response, visit.request, operator)
    return response


async def leave(visit: Visit) -> Response:
    """Close the session, here and in the base."""
    if visit.operator is not None:
        await visit.platform.operators.end(visit.operator)
    response = elsewhere("/")
    forget_operator(response, visit.request)
    return response


async def health(visit: Visit) -> Response:
    """Each part: its state, since when, what to do."""
    seen = await visit.platform.overseeing.health()
    now = visit.platform.ports.clock.now()
    demonstration = visit.platform.ports.demonstration
    return visit.page(
        "administration_health.html", whole=whole_of(seen.reading.ready.checks),
        figures=figures(seen), parts=parts(seen), database=database(seen),
        waiting=seen.survey.waiting if seen.survey else (), now=now, begun=seen.begun,
        warnings=tuple(visit.platform.warnings().values()), demo=demonstration,
        minute=timedelta(minutes=1),
    )  # fmt: skip


def _entrance(visit: Visit, refusal: Refusal | None) -> Response:
    status = refusal.first.entry.status if refusal else 200
    return visit.page(
        "administration_entrance.html", status, refusal=refusal,
        demo=visit.platform.ports.demonstration,
    )  # fmt: skip
