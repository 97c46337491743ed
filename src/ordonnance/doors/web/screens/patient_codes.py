"""The code of a patient's first sign-in: handed over at a prescription, typed once."""

from starlette.responses import Response

from ordonnance.bootstrap.held import Held
from ordonnance.bootstrap.patient_sign_in import TO_LINK
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import cookies
from ordonnance.doors.web.screens.signing_in import begun, offered
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases import representing
from ordonnance.usecases.patient_access import LIFE, hand_over, journal_link

TYPING = "/connexion/code"
LINK_SECONDS = int(TO_LINK.total_seconds())


async def hand(visit: Visit) -> Response:
    """A new code for the patient who is there, shown once: a reload makes another one."""
    sign_in = _sign_in(visit)
    given = await hand_over(
        visit.asked(visit.number()), visit.platform.ports, sign_in.patients.accounts
    )
    return visit.page(
        "patient_code.html", given=given, days=LIFE.days, back=visit.request.url.path[:-5],
        provider=sign_in.for_patients(), at=visit.platform.base_url,
    )  # fmt: skip


async def ask(visit: Visit) -> Response:
    """The field for the code, for somebody whom the provider just named."""
    try:
        _sign_in(visit).patients.waiting(cookies.departure_of(visit.request))
    except Refusal as refusal:
        return offered(visit, "/", refusal)
    return visit.page("patient_code_typed.html", refusal=None)


async def typed(visit: Visit) -> Response:
    """Link the account, and open the session."""
    kept = cookies.departure_of(visit.request)
    try:
        arrival = await _sign_in(visit).by_code(kept, visit.form.text("code"))
    except Refusal as refusal:
        if refusal.code == "SIGN_IN_LOST":
            return offered(visit, "/", refusal)
        if refusal.code != "ACCESS_CODE_REFUSED":
            raise
        return visit.page(
            "patient_code_typed.html", refusal.first.entry.status, refusal=refusal
        )  # fmt: skip
    former = cookies.secret_of(visit.request) or ""
    session = await visit.platform.browsing.begin_held(arrival.held, cookies.BROWSER, former)
    if visit.signed_in is not None:
        await visit.platform.browsing.end(visit.signed_in)
    await _journal(visit, session, arrival.held)
    response = await begun(visit, session, former, arrival.back)
    cookies.forget_departure(response, visit.request)
    cookies.keep(response, visit.request, session)
    return response


async def _journal(visit: Visit, session: SignedIn, held: Held) -> None:
    """Journal the link just made: the patient's own, or that of who represents them."""
    platform = visit.platform
    own = await _sign_in(visit).patients.of_session(held)
    if own is not None:
        await journal_link(session.caller, own, platform.ports)
        return
    offered = await platform.browsing.representing.offered(held.proof)
    for made in offered:
        if made.id == held.choice.acting_for:
            await representing.journal_link(session.caller, made, platform.ports)


def _sign_in(visit: Visit) -> SignIn:
    sign_in = visit.platform.browsing.sign_in
    if sign_in is None or not visit.patients_sign_in:
        raise Refusal.of("ROUTE_UNKNOWN")
    return sign_in
