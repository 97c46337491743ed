"""What a screen answers: a page, another address, a refusal in words."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ordonnance.bootstrap.browsing import SignedIn
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.drawing import drawn

HTML = "text/html; charset=utf-8"

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


def page(
    template: str,
    request: Request,
    signed_in: SignedIn | None,
    status: int = 200,
    headers: Mapping[str, str] = PAGE_HEADERS,
    **values: object,
) -> Response:
    """A template drawn for whoever is signed in."""
    html = drawn(
        template, visitor=signed_in, here=request.url.path,
        demonstration=request.app.state.demonstration, **values,
    )  # fmt: skip
    return Response(html, status, dict(headers), HTML)


def elsewhere(address: str) -> Response:
    """After a form: the address where its outcome stands, so that « reload » sends nothing."""
    return RedirectResponse(address, 303, SECURITY_HEADERS)


def to_sign_in(request: Request) -> Response:
    """The sign-in page, which comes back here; a form that was sent is not sent again."""
    back = request.url.path if request.method == "GET" else "/"
    if request.headers.get("hx-request") == "true":
        return Response("", 401, SECURITY_HEADERS | {"HX-Redirect": "/connexion"}, HTML)
    return elsewhere(f"/connexion?suite={quote(back)}")


def refused(refusal: Refusal) -> Response:
    """A refusal in words, with what to do; its code is small, to copy for support."""
    first = refusal.first
    html = drawn("refused.html", visitor=None, here="", demonstration=False, refusal=refusal)
    return Response(html, first.entry.status, PAGE_HEADERS, HTML)


def broken(incident: str) -> Response:
    """A fault of ours: no detail, the id that the log carries too."""
    return refused(Refusal(Issue("INTERNAL", facts={"incident": incident})))
