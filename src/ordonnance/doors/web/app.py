"""The screens as routes: who is signed in, may they see it, was the form ours; then the screen."""

import re
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ordonnance.bootstrap.operators import Operator
from ordonnance.bootstrap.party_sessions import PartyHere
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.app import Ending, guarded, refusing
from ordonnance.doors.api.incoming import read_request
from ordonnance.doors.api.measures import Measures
from ordonnance.doors.web import answers, static
from ordonnance.doors.web.cookies import (
    BROWSER,
    is_embedded,
    operator_secret_of,
    party_secret_of,
    secret_of,
)
from ordonnance.doors.web.forms import TOKEN_FIELD, Form, read_form
from ordonnance.doors.web.routes import SCREENS
from ordonnance.doors.web.screen import Screen
from ordonnance.doors.web.screens.administration import ENTRANCE
from ordonnance.doors.web.screens.preserie_entrance import ENTRANCE as PARTY_ENTRANCE
from ordonnance.doors.web.visit import Visit, require_ours

_ENDING = Ending(answers.refused, answers.broken)
_WITH_A_PAGE = re.compile(
    r"(/(?:prescrire/\{draft\}|(?:emises|mes-ordonnances)/\{handle\}|messagerie/\{message\}))/.+"
)
"""Addresses of the forms of a draft or of an ordonnance, which has a page of its own."""


def screens(platform: Platform, measures: Measures) -> list[BaseRoute]:
    """A route for each path, and one for the files that the pages need."""
    by_path: dict[str, dict[str, Screen]] = {}
    for screen in SCREENS:
        by_path.setdefault(screen.path, {})[screen.method] = screen
    files = guarded(static.sent, "web /fichiers", measures, _ENDING)
    routes: list[BaseRoute] = [Route(static.PATH, files, methods=["GET"])]
    for path, methods in by_path.items():
        run = guarded(_by_method(methods, platform), f"web {path}", measures, _ENDING)
        routes.append(Route(path, run, methods=list(methods)))
        if "GET" not in methods and _WITH_A_PAGE.fullmatch(path):
            page = guarded(_to_the_page, f"web {path}", measures, _ENDING)
            routes.append(Route(path, page, methods=["GET"]))
    return routes


async def _to_the_page(request: Request) -> Response:
    """« Back », a reload or a copied address asks for what is only sent to: the page is shown."""
    return answers.elsewhere("/".join(request.url.path.split("/")[:3]))


def wrong_method(
    routes: list[BaseRoute], measures: Measures
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Refuse a method that an address does not take: in a page on a screen, in FHIR elsewhere."""
    in_fhir = refusing("METHOD_NOT_ALLOWED", measures)
    in_page = refusing("METHOD_NOT_ALLOWED", measures, _ENDING)
    screened = {route.endpoint for route in routes if isinstance(route, Route)}

    async def handle(request: Request, error: Exception) -> Response:
        tell = in_page if request.scope.get("endpoint") in screened else in_fhir
        return await tell(request, error)

    return handle


def _by_method(
    methods: dict[str, Screen], platform: Platform
) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return answers.told_where(request, await _shown(methods[method], request, platform))

    return handle


async def _shown(screen: Screen, request: Request, platform: Platform) -> Response:
    # Read first: when the base does not answer, what was typed can be sent again.
    form = await _form(screen, request)
    if screen.operator:
        return await _operated(screen, request, platform, form)
    if screen.party:
        return await _of_a_party(screen, request, platform, form)
    signed_in = await _recognised(screen, request, platform)
    setattr(request.state, answers.VISITOR, signed_in)
    if signed_in is not None and signed_in.chosen:
        setattr(request.state, answers.UNREAD, platform.inboxes.unread(signed_in.caller))
    if screen.roles is not None:
        if signed_in is None:
            if is_embedded(request):
                # The sign-in page is framed by nobody: the software launches again.
                raise Refusal.of("LAUNCH_OVER")
            return answers.to_sign_in(request)
        if not signed_in.chosen and not screen.anywhere:
            return answers.to_place(request)
        if not screen.anywhere:
            _require_role(signed_in, screen.roles)
    if screen.method == "POST" and signed_in is not None and not screen.unread:
        anywhere = screen.anywhere or screen.roles is None
        require_ours(signed_in, form.text(TOKEN_FIELD), anywhere=anywhere)
    return await screen.run(Visit(platform, request, signed_in, form))


async def _operated(screen: Screen, request: Request, platform: Platform, form: Form) -> Response:
    """A screen of whoever runs the base: no session of a person counts here, nor theirs there."""
    secret = operator_secret_of(request)
    operator = await platform.operators.resume(secret) if secret else None
    if operator is None:
        return answers.elsewhere(ENTRANCE)
    _require_sent_by(operator, screen, form)
    return await screen.run(Visit(platform, request, None, form, operator))


async def _of_a_party(screen: Screen, request: Request, platform: Platform, form: Form) -> Response:
    """A screen of préséries: no session of a person counts here, nor theirs there."""
    secret = party_secret_of(request)
    here = await platform.parties.resume(secret) if secret else None
    if here is None:
        return answers.elsewhere(PARTY_ENTRANCE)
    _require_sent_by(here, screen, form)
    return await screen.run(Visit(platform, request, None, form, here=here))


def _require_sent_by(who: Operator | PartyHere, screen: Screen, form: Form) -> None:
    """A form of theirs comes from a page of theirs. Raises Refusal FORM_FOREIGN."""
    if screen.method == "POST" and not who.sent_by_us(form.text(TOKEN_FIELD)):
        raise Refusal.of("FORM_FOREIGN")


def _require_role(signed_in: SignedIn, roles: tuple[Role, ...]) -> None:
    role = signed_in.caller.role
    if role not in roles:
        allowed = ", ".join(each.label.lower() for each in roles)
        raise Refusal.of("NOT_ALLOWED", role=role.label.lower(), allowed=allowed)


async def _recognised(screen: Screen, request: Request, platform: Platform) -> SignedIn | None:
    """Who comes; a page that anybody may read is still read when the base cannot say who."""
    if screen.alone:
        return None
    try:
        return await _signed_in(request, platform)
    except Refusal as refusal:
        open_page = screen.roles is None and screen.method == "GET"
        if open_page and refusal.code == "BASE_UNAVAILABLE":
            return None
        raise


async def _signed_in(request: Request, platform: Platform) -> SignedIn | None:
    secret = secret_of(request)
    return await platform.browsing.resume(secret, BROWSER) if secret else None


async def _form(screen: Screen, request: Request) -> Form:
    """What was sent, refused unread when a page of another site sent it."""
    if screen.method != "POST":
        return Form({})
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refusal.of("FORM_FOREIGN")
    if screen.unread:
        return Form({})
    form = read_form(await read_request(request, key_required=False, limit=screen.limit))
    setattr(request.state, answers.FORM, form)
    return form
