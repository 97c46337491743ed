"""What links a patient's account to their ordonnances, seen and undone; who represents them."""

from starlette.responses import Response

from ordonnance.bootstrap.held import Held
from ordonnance.bootstrap.representing import account_of
from ordonnance.domain.actors import Representative
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.signing_in import sign_out
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.patient_access import unlink
from ordonnance.usecases.representing import of_the_patient


async def show(visit: Visit) -> Response:
    """Since when the account is linked, until when, and the button that undoes it."""
    if isinstance(visit.caller.actor, Representative):
        return elsewhere("/pour-qui")
    browsing, held = visit.platform.browsing, _held(visit)
    today = legal_day(visit.platform.ports.clock.now(), PARIS)
    told = [
        (each, each.stands(today))
        for each in await of_the_patient(visit.caller, browsing.representing.kept)
    ]
    if browsing.sign_in is None or held is None:
        return visit.page("patient_link.html", link=None, provider="", representatives=told)
    found = await browsing.sign_in.patients.of_session(held)
    name = browsing.sign_in.name(held)
    return visit.page("patient_link.html", link=found, provider=name, representatives=told)


async def undo(visit: Visit) -> Response:
    """Undo it, and close the session, here and at the provider."""
    if isinstance(visit.caller.actor, Representative):
        return elsewhere("/pour-qui")
    sign_in, held = visit.platform.browsing.sign_in, _held(visit)
    if sign_in is not None and held is not None:
        account = account_of(held.iss, held.sub)
        await unlink(visit.caller, account, visit.platform.ports, sign_in.patients.accounts)
    return await sign_out(visit)


def _held(visit: Visit) -> Held | None:
    """What a provider of patients vouched for; None for a person of the demonstration."""
    return visit.session.vouched_for
