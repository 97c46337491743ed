"""The shared base, its people coming from a provider of our own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.oidc.provider import Provider
from ordonnance.adapters.seal.compact_jws import decode_base64url
from ordonnance.bootstrap.browsing import Browsing
from tests.builders.provider import PROVIDER, OwnProvider
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread

DEPART, RETURN = "/connexion/vers/psc", "/connexion/retour/psc"


@contextmanager
def from_provider(
    base: BaseInThread, *providers: Provider, demonstration: bool = False
) -> Iterator[tuple[str, OwnProvider]]:
    """The address of the base, and its provider; the people of the demonstration are not shown."""
    own, platform = OwnProvider(SystemClock().now), base.platform
    former = platform.browsing
    own.representations = kept = former.representing.kept
    sign_in = own.sign_in(*(providers or (PROVIDER,)))
    now = SystemClock().now
    browsing = Browsing(former.sessions, platform.verifier, now, former.idle, kept, sign_in)
    issuer = platform.demo_issuer if demonstration else None
    with base.served_with(browsing=browsing, demo_issuer=issuer) as address:
        yield address, own


def userinfo(base: BaseInThread, handle: str) -> dict[str, Any]:
    """What the provider says of somebody of the demonstration."""
    return said_by(base.platform.demo_token(handle))


def said_by(token: str) -> dict[str, Any]:
    """What a provider says of whoever has that token."""
    claims: dict[str, Any] = json.loads(decode_base64url(token.split(".")[1].encode()))
    return {name: claims[name] for name in claims.keys() - {"iss", "aud", "iat", "exp", "jti"}}


def left(browser: Browser, back: str = "/", path: str = DEPART) -> httpx.Response:
    """The browser is sent to the provider."""
    return browser.http.get(path, params={"suite": back}, follow_redirects=False)


def came_back(
    browser: Browser, own: OwnProvider, departure: httpx.Response, path: str = RETURN,
    **altered: str,
) -> httpx.Response:  # fmt: skip
    """The person signed in there, and the browser brings the answer."""
    answer = own.answered(departure.headers["location"])
    browser.page = browser.http.get(path, params={**answer, **altered})
    return browser.page


def arrived(browser: Browser, own: OwnProvider, back: str = "/") -> httpx.Response:
    """There and back."""
    return came_back(browser, own, left(browser, back))


def stronger(provider: Provider = PROVIDER) -> Provider:
    """The same, asked for more than it gives."""
    return replace(provider, acr=("eidas3",))
