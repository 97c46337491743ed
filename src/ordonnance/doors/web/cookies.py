"""The cookie of a session: only for this site, never for scripts, gone with the session."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from ordonnance import __version__
from ordonnance.bootstrap.operators import Operator
from ordonnance.bootstrap.party_sessions import PartyHere
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import SoftwareClient

BROWSER = SoftwareClient(editor="ordonnance", product="ordonnance web", version=__version__)
"""What the journal and the counters call the web app."""

_PLAIN, _SECURE = "ordonnance", "__Host-ordonnance"
_OPERATOR = {False: "ordonnance-exploitation", True: "__Host-ordonnance-exploitation"}
_PARTY = {False: "ordonnance-preserie", True: "__Host-ordonnance-preserie"}

_NAMED = "-pharmaciens"

EMBEDDED_PATH = "/integre"
"""Where the pages that another software shows in its own are; their session is theirs alone."""

_EMBEDDED = "__Secure-ordonnance-integre"

UNDER_WAY = "-connexion"
"""After the name of the session: the cookie of a sign-in that is not finished."""


def secret_of(request: Request) -> str | None:
    """The secret that the browser shows, None when it shows none.

    Inside another software it is that of the session that this one opened, if it opened any.
    """
    if is_embedded(request) and (secret := request.cookies.get(_EMBEDDED)):
        return secret
    return request.cookies.get(_name(request))


def is_embedded(request: Request) -> bool:
    """True of a page that another software may show in its own."""
    path = request.url.path
    return path == EMBEDDED_PATH or path.startswith(f"{EMBEDDED_PATH}/")


def keep_embedded(response: Response, signed_in: SignedIn) -> None:
    """Give the browser a session for the pages inside the software that opened it, there only.

    It must be sent though the page around is of another site, and only under that site
    (Partitioned); browsers take Secure from their own machine without TLS.
    """
    response.headers.append(
        "set-cookie",
        f"{_EMBEDDED}={signed_in.secret}; Path={EMBEDDED_PATH}; HttpOnly; Secure; SameSite=None; "
        "Partitioned",
    )


def forget_embedded(response: Response) -> None:
    """Take it back."""
    response.headers.append(
        "set-cookie",
        f"{_EMBEDDED}=; Path={EMBEDDED_PATH}; Max-Age=0; HttpOnly; Secure; SameSite=None; "
        "Partitioned",
    )


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


def named_of(request: Request) -> str:
    """What this workstation remembers of the pharmacists named there."""
    return request.cookies.get(_name(request) + _NAMED, "")


def keep_named(response: Response, request: Request, named: str) -> None:
    """Let this workstation remember them, for half a year."""
    response.set_cookie(
        _name(request) + _NAMED, named, max_age=180 * 24 * 3600, path="/",
        secure=_is_secure(request), httponly=True, samesite="strict",
    )  # fmt: skip


def operator_secret_of(request: Request) -> str | None:
    """The secret of an operator's session, which is no person's."""
    return request.cookies.get(_OPERATOR[_is_secure(request)])


def keep_operator(response: Response, request: Request, operator: Operator) -> None:
    """Give the browser an operator's session."""
    _keep_apart(_OPERATOR, operator.secret, response, request)


def forget_operator(response: Response, request: Request) -> None:
    """Take it back."""
    _forget_apart(_OPERATOR, response, request)


def party_secret_of(request: Request) -> str | None:
    """The secret of the session of a party of préséries, which is no person's."""
    return request.cookies.get(_PARTY[_is_secure(request)])


def keep_party(response: Response, request: Request, here: PartyHere) -> None:
    """Give the browser a party's session."""
    _keep_apart(_PARTY, here.secret, response, request)


def forget_party(response: Response, request: Request) -> None:
    """Take it back."""
    _forget_apart(_PARTY, response, request)


def _keep_apart(
    names: Mapping[bool, str], secret: str, response: Response, request: Request
) -> None:
    """A session that is no person's: never sent from a link of another site."""
    secure = _is_secure(request)
    response.set_cookie(
        names[secure], secret, path="/", secure=secure, httponly=True, samesite="strict"
    )


def _forget_apart(names: Mapping[bool, str], response: Response, request: Request) -> None:
    secure = _is_secure(request)
    response.delete_cookie(names[secure], path="/", secure=secure, httponly=True, samesite="strict")


def _name(request: Request) -> str:
    # A demonstration speaks plain HTTP to its own machine, where browsers keep no secure cookie.
    return _SECURE if _is_secure(request) else _PLAIN


def _is_secure(request: Request) -> bool:
    return not request.app.state.demonstration
