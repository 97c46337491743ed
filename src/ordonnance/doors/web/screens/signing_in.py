"""Sign in and out. In the demonstration, one click takes the place of a fictitious person."""

import re
from urllib.parse import quote

from starlette.responses import Response

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import answers
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import BROWSER, forget, keep, secret_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.colleagues import note_presence

_OURS = re.compile(r"/[A-Za-z0-9/_-]*")


async def choose(visit: Visit) -> Response:
    """Who is it?"""
    back = own_address(visit.request.query_params.get("suite", "/"))
    return offered(visit, back)


def offered(visit: Visit, back: str, refusal: Refusal | None = None) -> Response:
    """The ways in: providers, or the people of the demonstration; and why the last try failed."""
    sign_in = visit.platform.browsing.sign_in
    return visit.page(
        "sign_in.html",
        refusal.first.entry.status if refusal else 200,
        refusal=refusal,
        providers=sign_in.offered() if sign_in is not None else (),
        people=visit.platform.demo_people(),
        back=back,
        over=visit.request.query_params.get("fin", ""),
    )


async def sign_in(visit: Visit) -> Response:
    """Open a session for a person of the demonstration."""
    token = visit.platform.demo_token(visit.form.text("qui"))
    if visit.signed_in is not None:
        await visit.platform.browsing.end(visit.signed_in)
    former = secret_of(visit.request) or ""
    session = await visit.platform.browsing.begin(token, None, BROWSER, former)
    response = await begun(visit, session, former, own_address(visit.form.text("suite")))
    keep(response, visit.request, session)
    return response


async def sign_out(visit: Visit) -> Response:
    """Close the session, here and in the base, then at the provider that it came from."""
    session, sign_in = visit.session, visit.platform.browsing.sign_in
    held = session.vouched_for
    await visit.platform.browsing.end(session)
    response = elsewhere("/")
    if sign_in is not None and held is not None:
        name, further = sign_in.name(held), await sign_in.leaving(held)
        if further is not None:
            # A page, not a redirection: the policy of contents lets no form end elsewhere.
            response = answers.page(
                "signed_out.html", visit.request, None, further=further, provider=name
            )
    forget(response, visit.request)
    return response


async def begun(visit: Visit, session: SignedIn, former: str, back: str) -> Response:
    """Where somebody goes who has just signed in: first to say where they act, if they must."""
    if not session.chosen:
        return elsewhere(f"/lieu?suite={quote(back)}")
    await present(visit, session)
    return elsewhere(carried(visit, former, session, back))


async def present(visit: Visit, session: SignedIn) -> None:
    """Colleagues of the place may know from now on that this person works there."""
    platform = visit.platform
    await note_presence(session.caller, platform.desk, platform.ports.clock.now())


def own_address(address: str) -> str:
    """An address of ours, the home page for any other: nobody is sent elsewhere."""
    return address if _OURS.fullmatch(address) and not address.startswith("//") else "/"


def carried(visit: Visit, former: str, session: SignedIn, address: str) -> str:
    """The same page in the new session: handles of the `former` one, over, stand for the same."""
    parts = address.split("/")
    for rank, part in enumerate(parts):
        if handle := visit.platform.browsing.carried(former, part, session):
            parts[rank] = handle
    return "/".join(parts)
