"""The cookie of a session: only for this site, never for scripts, gone with the session."""

from starlette.requests import Request
from starlette.responses import Response

from ordonnance import __version__
from ordonnance.bootstrap.browsing import SignedIn
from ordonnance.bootstrap.operators import Operator
from ordonnance.domain.actors import SoftwareClient

BROWSER = SoftwareClient(editor="ordonnance", product="ordonnance web", version=__version__)
"""What the journal and the counters call the web app."""

_PLAIN, _SECURE = "ordonnance", "__Host-ordonnance"
_OPERATOR = {False: "ordonnance-exploitation", True: "__Host-ordonnance-exploitation"}


UNDER_WAY = "-connexion"
"""After the name of the session: the cookie of a sign-in that is not finished."""


def secret_of(request: Request) -> str | None:
    """The secret that the browser shows, None when it shows none."""
    return request.cookies.get(_name(request))


def keep(response: Response, request: Request, signed_in: SignedIn) -> None:
    """Give the browser its session."""
    response.set_cookie(
        _name(request), signed_in.secret, path="/", secure=_is_secure(request), httponly=True,
        samesite="lax",
    )  # fmt: skip


def forget(response: Response, request: Request) -> None:
    """Take it back."""
    response.delete_cookie(
        _name(request), path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )


def keep_departure(response: Response, request: Request, cookie: str, seconds: int) -> None:
    """Give the browser what it must show when it comes back from the provider."""
    response.set_cookie(
        _name(request) + UNDER_WAY, cookie, max_age=seconds, path="/", secure=_is_secure(request),
        httponly=True, samesite="lax",
    )  # fmt: skip


def departure_of(request: Request) -> str | None:
    """What the browser kept of the sign-in that it began."""
    return request.cookies.get(_name(request) + UNDER_WAY)


def forget_departure(response: Response, request: Request) -> None:
    """It has served, whatever came of it."""
    response.delete_cookie(
        _name(request) + UNDER_WAY, path="/", secure=_is_secure(request), httponly=True,
        samesite="lax",
    )  # fmt: skip


def operator_secret_of(request: Request) -> str | None:
    """The secret of an operator's session, which is no person's."""
    return request.cookies.get(_OPERATOR[_is_secure(request)])


def keep_operator(response: Response, request: Request, operator: Operator) -> None:
    """Give the browser an operator's session: never sent from a link of another site."""
    secure = _is_secure(request)
    response.set_cookie(
        _OPERATOR[secure], operator.secret, path="/", secure=secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def forget_operator(response: Response, request: Request) -> None:
    """Take it back."""
    secure = _is_secure(request)
    response.delete_cookie(
        _OPERATOR[secure], path="/", secure=secure, httponly=True, samesite="strict"
    )


def _name(request: Request) -> str:
    # A demonstration speaks plain HTTP to its own machine, where browsers keep no secure cookie.
    return _SECURE if _is_secure(request) else _PLAIN


def _is_secure(request: Request) -> bool:
    return not request.app.state.demonstration
