"""What a screen answers: a page, another address, a refusal in words."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS, waiting
from ordonnance.doors.web.cookies import is_embedded, secret_of
from ordonnance.doors.web.drawing import drawn
from ordonnance.doors.web.forms import Form
from ordonnance.usecases.writing.draft import ID

HTML = "text/html; charset=utf-8"

VISITOR, FORM = "visitor", "form"
"""What a request carries for the page that tells why it was refused."""

UNREAD = "unread"
"""The same for the head of pages: new messages of the pharmacy, None without a mailbox."""

BY_SCRIPT = "ordonnance-envoi"
"""The header of a form that our script sends for the browser."""

UNAVAILABLE = (503, 507)
"""With these nothing was wrong with what was sent: it may be sent again."""

PAGE_HEADERS = SECURITY_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""Nothing but our own files runs, nothing frames us, nothing is kept by a cache."""


CAMERA_HEADERS = PAGE_HEADERS | {
    "Content-Security-Policy": PAGE_HEADERS["Content-Security-Policy"].replace(
        "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
    ),
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}
"""On the one page that has the camera, whose reader of codes is WebAssembly."""


def page_headers(request: Request) -> Mapping[str, str]:
    """The headers of a page: those inside another software may be framed by its origins, only."""
    origins: tuple[str, ...] = request.app.state.origins
    if not (is_embedded(request) and origins):
        return PAGE_HEADERS
    policy = PAGE_HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}"
    )
    return PAGE_HEADERS | {"Content-Security-Policy": policy}


WHOLE_PART = {"HX-Retarget": "#contenu", "HX-Reselect": "#contenu", "HX-Reswap": "outerHTML"}
"""For a script that expected another part of the page: what is told takes the place of it all."""

_OF_DRAFT = re.compile(rf"(/prescrire/{ID.pattern})(?:/.*)?")


def page(
    template: str,
    request: Request,
    signed_in: SignedIn | None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response:
    """A template drawn for whoever is signed in."""
    refusal = values.get("refusal")
    more = dict(page_headers(request) if headers is None else headers)
    if isinstance(refusal, Refusal):
        request.state.refused = refusal.code
        more.update(waiting(refusal))
    html = drawn(
        template, visitor=signed_in, here=request.url.path,
        demonstration=request.app.state.demonstration,
        unread=getattr(request.state, UNREAD, None), **values,
    )  # fmt: skip
    return Response(html, status, more, HTML)


def elsewhere(address: str) -> Response:
    """After a form: the address where its outcome stands, so that « reload » sends nothing."""
    return RedirectResponse(address, 303, SECURITY_HEADERS)


def told_where(request: Request, response: Response) -> Response:
    """The same; our script is told the address, so that it asks for that page only once."""
    if response.status_code == 303 and BY_SCRIPT in request.headers:
        response.status_code = 200
        response.headers["Ordonnance-Adresse"] = response.headers["location"]
        del response.headers["location"]
    return response


def to_sign_in(request: Request) -> Response:
    """The sign-in page, which comes back here; a form that was sent is not sent again.

    A form of an ordonnance comes back to the ordonnance, one of a draft to the draft. Whoever had
    a session is told that it is over.
    """
    sent, path = request.method == "POST", request.url.path
    draft = _OF_DRAFT.fullmatch(path)
    back = (draft[1] if draft else path.rpartition("/")[0] or "/") if sent else path
    ended = "envoi" if sent else "session" if secret_of(request) else ""
    address = f"/connexion?suite={quote(back)}" + (f"&fin={ended}" if ended else "")
    if request.headers.get("hx-request") == "true":
        return Response("", 401, SECURITY_HEADERS | {"HX-Redirect": address}, HTML)
    return elsewhere(address)


def to_place(request: Request) -> Response:
    """The choice of the place, which then goes on to what was asked."""
    back = "/" if request.method == "POST" else request.url.path
    if request.headers.get("hx-request") == "true":
        return Response("", 401, SECURITY_HEADERS | {"HX-Redirect": "/lieu"}, HTML)
    return elsewhere(f"/lieu?suite={quote(back)}")


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal in words, with what to do; its code is small, to copy for support.

    A form that met an unavailable base can be sent again as it was: the same key serves once.
    """
    first = refusal.first
    form: Form | None = getattr(request.state, FORM, None)
    if first.entry.status not in UNAVAILABLE:
        form = None
    draft = _OF_DRAFT.fullmatch(request.url.path)
    html = drawn(
        "refused.html", visitor=getattr(request.state, VISITOR, None), here=request.url.path,
        refusal=refusal, demonstration=request.app.state.demonstration, form=form,
        draft=draft[1] if draft and first.code != "DRAFT_UNKNOWN" else "",
        unread=getattr(request.state, UNREAD, None),
    )  # fmt: skip
    in_part = request.headers.get("hx-request") == "true"
    headers = {**page_headers(request), **waiting(refusal), **(WHOLE_PART if in_part else {})}
    return Response(html, first.entry.status, headers, HTML)


def broken(request: Request, incident: str) -> Response:
    """A fault of ours: no detail, the id that the log carries too."""
    return refused(request, Refusal(Issue("INTERNAL", facts={"incident": incident})))
