"""The code flow with one provider (OpenID Connect Core 3.1, RFC 7636, RFC 9207)."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode

from ordonnance.adapters.oidc.exchanges import Answer, Exchanges, Unreachable
from ordonnance.adapters.oidc.id_tokens import (
    NotVerified,
    check_bound,
    check_times,
    subject,
    verified,
)
from ordonnance.adapters.oidc.metadata import Known, Metadata
from ordonnance.adapters.oidc.provider import ClientAuth, Provider
from ordonnance.adapters.seal.compact_jws import canonical_json, encode_base64url, sign_compact

ASSERTION_LIFE = timedelta(minutes=1)
MOST_TOKEN = 32 * 1024
"""Longest access or refresh token kept, in characters."""


class LevelTooLow(NotVerified):
    """The person signed in with less than was asked for."""


class Over(Exception):
    """The provider no longer vouches for that person: the session there is over."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What one sign-in under way knows and nobody else: made anew each time."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def new(cls) -> "Secrets":
        """256 bits for each."""
        return cls(*(encode_base64url(secrets.token_bytes(32)).decode() for _ in range(3)))


SHORTEST_LIFE = timedelta(minutes=1)
"""Of an access token whose provider does not say."""

_LONGEST_LIFE = 3600
"""Seconds for which an access token is believed at most."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a provider vouches for, as it said itself, and what goes on with it."""

    sub: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)
    id_token: str = field(repr=False)
    refresh: str | None = field(repr=False)
    access: str = field(repr=False)
    """What services of the provider are asked with; never kept (Ref. #2, ECO.1.2.5)."""
    access_until: datetime = field(repr=False)


class OidcClient:
    """One provider, asked by us. Raises Unreachable, NotVerified, Over."""

    def __init__(
        self, provider: Provider, exchanges: Exchanges, clock: Callable[[], datetime]
    ) -> None:
        self.provider = provider
        self._exchanges = exchanges
        self._clock = clock
        self._known = Known(provider, exchanges, clock)

    async def departure(self, under_way: Secrets, redirect: str) -> str:
        """The address to which the browser is sent, to sign in there."""
        metadata = await self._known.metadata()
        challenge = hashlib.sha256(under_way.verifier.encode()).digest()
        asked = {
            **self.provider.more,
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": redirect,
            "scope": self.provider.scope,
            "state": under_way.state,
            "nonce": under_way.nonce,
            "code_challenge": encode_base64url(challenge).decode(),
            "code_challenge_method": "S256",
        }
        if self.provider.acr:
            asked["acr_values"] = " ".join(self.provider.acr)
        return _with(metadata.authorization, asked)

    async def check_sender(self, iss: str | None) -> None:
        """An answer that names its sender names this provider; one that always does, did.

        Raises NotVerified: the answer of another provider was sent here (RFC 9207).
        """
        metadata = await self._known.metadata()
        if iss is None and not metadata.names_itself:
            return
        if iss != self.provider.issuer:
            raise NotVerified("iss: of another provider")

    async def vouched(self, code: str, under_way: Secrets, redirect: str) -> Vouched:
        """Whom the code stands for: id_token verified, then the claims of the userinfo."""
        metadata = await self._known.metadata()
        given = await self._granted(metadata, {
            "grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
            "code_verifier": under_way.verifier,
        })  # fmt: skip
        claims = await verified(given.get("id_token"), self.provider, self._known)
        access = _token(given, "access_token")
        check_times(claims, self._clock())
        check_bound(claims, under_way.nonce, access)
        if not self.provider.strong_enough(claims):
            raise LevelTooLow("acr: not the level asked for")
        return await self._told(metadata, given, str(given["id_token"]), subject(claims))

    async def renewed(self, sub: str, id_token: str, refresh: str) -> Vouched:
        """The same person, vouched for again. Raises Over too."""
        metadata = await self._known.metadata()
        given = await self._granted(
            metadata, {"grant_type": "refresh_token", "refresh_token": refresh}
        )
        kept = id_token
        if "id_token" in given:
            claims = await verified(given["id_token"], self.provider, self._known)
            check_times(claims, self._clock())
            if subject(claims) != sub:
                raise NotVerified("sub: another person")
            kept = str(given["id_token"])
        return await self._told(metadata, {"refresh_token": refresh, **given}, kept, sub)

    async def leaving(self, id_token: str, back: str) -> str | None:
        """Where the browser ends the session of the provider too, None when it has no such page."""
        metadata = await self._known.metadata()
        if metadata.end_session is None:
            return None
        return _with(metadata.end_session, {
            "id_token_hint": id_token, "client_id": self.provider.client_id,
            "post_logout_redirect_uri": back,
        })  # fmt: skip

    async def _granted(self, metadata: Metadata, fields: Mapping[str, str]) -> dict[str, Any]:
        provider, basic = self.provider, None
        named = {"client_id": provider.client_id}
        match provider.auth:
            case ClientAuth.BASIC:
                basic, named = (quote_plus(provider.client_id), quote_plus(provider.secret)), {}
            case ClientAuth.POST:
                named["client_secret"] = provider.secret
            case ClientAuth.PRIVATE_KEY:
                named |= self._asserted()
        answer = await self._exchanges.post(metadata.token, {**fields, **named}, basic)
        if answer.status == 200:
            return answer.json()
        if answer.status in (400, 401) and answer.json().get("error") == "invalid_grant":
            raise Over
        raise Unreachable(f"token endpoint: HTTP {answer.status}")

    def _asserted(self) -> dict[str, str]:
        """Our own signature in place of a secret (RFC 7523)."""
        provider, own = self.provider, self.provider.key
        if own is None:
            raise ValueError("private_key_jwt without a key")
        issued = int(self._clock().timestamp())
        claims = {
            "iss": provider.client_id, "sub": provider.client_id, "aud": provider.issuer,
            "jti": secrets.token_urlsafe(16), "iat": issued,
            "exp": issued + int(ASSERTION_LIFE.total_seconds()),
        }  # fmt: skip
        header = {"alg": own.alg, "typ": "JWT"} | ({"kid": own.kid} if own.kid else {})
        return {
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": sign_compact(header, canonical_json(claims), own.key),
        }

    async def _told(
        self, metadata: Metadata, given: Mapping[str, Any], id_token: str, sub: str
    ) -> Vouched:
        answer = await self._exchanges.get(metadata.userinfo, _token(given, "access_token"))
        claims = await self._claims(answer)
        if claims.get("sub") != sub:
            raise NotVerified("userinfo: another person")
        refresh = given.get("refresh_token")
        return Vouched(
            sub, claims, id_token, _token(given, "refresh_token") if refresh is not None else None,
            _token(given, "access_token"), self._clock() + _life(given),
        )  # fmt: skip

    async def _claims(self, answer: Answer) -> Mapping[str, Any]:
        if answer.status == 401:
            raise Over
        if answer.status != 200:
            raise Unreachable(f"userinfo: HTTP {answer.status}")
        if answer.media != "application/jwt":
            return answer.json()
        try:
            token = answer.content.decode("ascii").strip()
        except UnicodeDecodeError:
            raise NotVerified("userinfo: not ASCII") from None
        return await verified(token, self.provider, self._known)


def _token(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MOST_TOKEN or not value.isascii():
        raise NotVerified(f"{name}: text expected")
    return value


def _life(given: Mapping[str, Any]) -> timedelta:
    """How long the access token lives, as its provider says; shortly when it does not."""
    seconds = given.get("expires_in")
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        return SHORTEST_LIFE
    return timedelta(seconds=min(max(seconds, 0), _LONGEST_LIFE))


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
