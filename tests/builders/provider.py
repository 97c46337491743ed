"""An OpenID provider of our own, in this process, honest or as hostile as a test wants.

own = OwnProvider(); client = own.client(); a browser is taken there and back by `own.answered`.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlsplit

import httpx
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.database.base_key import PurposeKey
from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.keys import DataKey
from ordonnance.adapters.memory import MemoryPatientAccounts, MemoryRepresentations
from ordonnance.adapters.oidc.client import OidcClient
from ordonnance.adapters.oidc.exchanges import Exchanges
from ordonnance.adapters.oidc.provider import ClientAuth, Provider
from ordonnance.adapters.seal.compact_jws import canonical_json, encode_base64url, sign_compact
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.usecases.ports import PatientAccounts, Representations
from tests.builders.tokens import NOW, jwk

ISSUER = "https://fournisseur.example/royaume"
US = "https://base.example"
SECRET = "un secret d’exemple: 100 %"
PROVIDER = Provider(
    id="psc", name="Pro Exemple Connect", kind=IssuerKind.PROFESSIONAL, issuer=ISSUER,
    client_id="base exemple", auth=ClientAuth.BASIC, scope="openid scope_all", acr=("eidas1",),
    secret=SECRET,
)  # fmt: skip
KEY = ECKey.generate_key("P-256", private=True)
SEALING = PurposeKey(DataKey(bytes(range(32))))

Handler = Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


class MovingClock:
    """A clock that moves when told to."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def later(self, **shift: float) -> None:
        self.at += timedelta(**shift)


class OwnProvider:
    """`person`: the userinfo of whoever signs in; `altered`: what is wrong in an id_token."""

    def __init__(
        self, clock: Callable[[], datetime] | None = None, provider: Provider = PROVIDER
    ) -> None:
        self.clock = clock or MovingClock()
        self.provider = provider
        self.key: ECKey | RSAKey = KEY
        self.kid, self.alg = "2026", "ES256"
        self.person: dict[str, Any] = {"sub": "f:exemple:899900000078"}
        self.altered: dict[str, Any] = {}
        self.instead: dict[str, Handler] = {}
        self.asked: list[str] = []
        self.refreshes = True
        self.accounts: PatientAccounts = MemoryPatientAccounts()
        self.representations: Representations = MemoryRepresentations()
        issuer = provider.issuer
        self.metadata: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/auth",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/certs",
            "end_session_endpoint": f"{issuer}/logout",
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        self._codes: dict[str, dict[str, str]] = {}
        self._refresh: set[str] = set()

    def client(self, provider: Provider | None = None, seconds: float = 5.0) -> OidcClient:
        """Us, at this provider."""
        exchanges = Exchanges(httpx.MockTransport(self.answer), seconds)
        return OidcClient(provider or self.provider, exchanges, self.clock)

    def sign_in(self, *others: Provider, address: str = US, seconds: float = 5.0) -> SignIn:
        """The sign-in of a base at this provider, under each of these configurations."""
        providers = others or (self.provider,)
        clients = [self.client(each, seconds) for each in providers]
        return SignIn(clients, SEALING, self.clock, address, self.accounts, self.representations)

    def answered(self, address: str) -> dict[str, str]:
        """The person signs in at the address to which they were sent: what the browser brings."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = encode_base64url(hashlib.sha256(asked["state"].encode()).digest()).decode()
        self._codes[code] = asked
        return {"state": asked["state"], "code": code, "iss": self.provider.issuer}

    def id_token(self, **more: Any) -> str:
        """An id_token for the person, signed."""
        issued = int(self.clock().timestamp())
        claims = {
            "iss": self.provider.issuer, "aud": self.provider.client_id,
            "sub": self.person["sub"], "iat": issued, "exp": issued + 120, "acr": "eidas1",
            **more, **self.altered,
        }  # fmt: skip
        kept = {name: value for name, value in claims.items() if value is not None}
        return self.signed(kept)

    def signed(self, claims: dict[str, Any]) -> str:
        """A JWT of this provider."""
        return sign_compact({"alg": self.alg, "kid": self.kid}, canonical_json(claims), self.key)

    # --- What it answers over HTTP

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """What it answers to us."""
        part = request.url.path.removeprefix("/royaume")
        self.asked.append(part)
        if part in self.instead:
            found = self.instead[part](request)
            return found if isinstance(found, httpx.Response) else await found
        match part:
            case "/.well-known/openid-configuration":
                return httpx.Response(200, json=self.metadata)
            case "/certs":
                return httpx.Response(200, json={"keys": [jwk(self.key, self.kid)]})
            case "/token":
                return self._token(request)
            case "/userinfo":
                return httpx.Response(200, json=self.person)
        return httpx.Response(404)

    def _token(self, request: httpx.Request) -> httpx.Response:
        sent = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        if not self._is_us(request):
            return httpx.Response(401, json={"error": "invalid_client"})
        if sent["grant_type"] == "refresh_token":
            return self._refreshed(sent["refresh_token"])
        asked = self._codes.pop(sent["code"], None)
        challenge = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if (
            asked is None
            or asked["code_challenge"] != encode_base64url(challenge).decode()
            or asked["redirect_uri"] != sent["redirect_uri"]
        ):
            return httpx.Response(400, json={"error": "invalid_grant"})
        return self._granted(nonce=asked["nonce"])

    def _refreshed(self, refresh: str) -> httpx.Response:
        if refresh not in self._refresh:
            return httpx.Response(400, json={"error": "invalid_grant"})
        self._refresh.remove(refresh)
        return self._granted()

    def _granted(self, **more: str) -> httpx.Response:
        half = encode_base64url(hashlib.sha256(b"acces").digest()[:16]).decode()
        given = {"access_token": "acces", "id_token": self.id_token(at_hash=half, **more)}
        if self.refreshes:
            given["refresh_token"] = f"encore-{len(self.asked)}"
            self._refresh.add(given["refresh_token"])
        return httpx.Response(200, json=given)

    def _is_us(self, request: httpx.Request) -> bool:
        scheme, _, coded = request.headers.get("authorization", "").partition(" ")
        if scheme != "Basic":
            return False
        named, _, secret = base64.b64decode(coded).decode().partition(":")
        known = (self.provider.client_id, self.provider.secret)
        return (unquote_plus(named), unquote_plus(secret)) == known


def patients(**more: Any) -> Provider:
    """The same provider, for patients."""
    return replace(
        PROVIDER, id="patients", name="Patient Exemple Connect", kind=IssuerKind.PATIENT, **more
    )
