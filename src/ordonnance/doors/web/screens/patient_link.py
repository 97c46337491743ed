"""What links a patient's account to their ordonnances: seen, and undone by the person."""

from starlette.responses import Response

from ordonnance.bootstrap.held import Held
from ordonnance.bootstrap.patient_sign_in import account_of
from ordonnance.doors.web.screens.signing_in import sign_out
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.patient_access import unlink


async def show(visit: Visit) -> Response:
    """Since when the account is linked, until when, and the button that undoes it."""
    sign_in, held = visit.platform.browsing.sign_in, _held(visit)
    if sign_in is None or held is None:
        return visit.page("patient_link.html", link=None, provider="")
    found = await sign_in.patients.of_session(held)
    return visit.page("patient_link.html", link=found, provider=sign_in.name(held))


async def undo(visit: Visit) -> Response:
    """Undo it, and close the session, here and at the provider."""
    sign_in, held = visit.platform.browsing.sign_in, _held(visit)
    if sign_in is not None and held is not None:
        account = account_of(held.iss, held.sub)
        await unlink(visit.caller, account, visit.platform.ports, sign_in.patients.accounts)
    return await sign_out(visit)


def _held(visit: Visit) -> Held | None:
    """What a provider of patients vouched for; None for a person of the demonstration."""
    return visit.session.vouched_for
