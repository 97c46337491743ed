"""From a bearer token to a caller: a JWT of a configured issuer, or nothing.

Order of the checks: form, issuer, key and signature, audience, times, then what the claims say. No
claim but `iss` is looked at before the signature holds. Refused by default: see `refusals`.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.identity.parties import party_of
from ordonnance.adapters.identity.places import MAX_PLACE_HEADER
from ordonnance.adapters.identity.professionals import Activity, activities_proved
from ordonnance.adapters.identity.proofs import Believed, Proof, believed
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.seal.compact_jws import (
    CompactJws,
    MalformedJws,
    read_compact,
    read_json_object,
    signature_holds,
)
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.preserie.parties import Party

MAX_TOKEN = 16 * 1024
"""Longest token read, in bytes."""

SKEW = timedelta(seconds=30)
"""How far the clocks of an issuer and ours may differ."""

CACHE_ENTRIES = 4096

_HEADER = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_LATEST = 253402300799
"""31 December 9999 in seconds: beyond it a date is not one."""


class TokenVerifier:
    """Verifies tokens. `clock` gives the present instant; answers are kept until they expire."""

    def __init__(
        self,
        issuers: Iterable[TrustedIssuer],
        clock: Callable[[], datetime],
        cache_entries: int = CACHE_ENTRIES,
    ) -> None:
        self._issuers: dict[str, TrustedIssuer] = {}
        for issuer in issuers:
            if issuer.iss in self._issuers:
                raise ValueError("two trusted issuers share one iss")
            self._issuers[issuer.iss] = issuer
        self._clock = clock
        self._cache: OrderedDict[tuple[bytes, str | None], Believed] = OrderedDict()
        self._entries = cache_entries
        self._lock = Lock()

    def verify(self, token: str, place: str | None, client: SoftwareClient) -> Caller:
        """The caller that `token` proves, at `place` (header `Ordonnance-Place`).

        Raises TokenRefused. `place` is read for professionals only.
        """
        return self.verified_until(token, place, client)[0]

    def verified_until(
        self, token: str, place: str | None, client: SoftwareClient
    ) -> tuple[Caller, float]:
        """The same, with the instant (seconds since 1970) until which the token is believed."""
        _require_text(token)
        if place is not None and len(place) > MAX_PLACE_HEADER:
            raise TokenRefused(TokenFault.PLACE_UNKNOWN, "place too long")
        now = self._clock().timestamp()
        digest = hashlib.sha256(token.encode("ascii")).digest()
        session = self._remembered((digest, place), now)
        if session is None:
            session = believed(self._proof(token, now), place, now)
            self._remember((digest, place), session)
        return session.caller(client), session.closes

    def proof(self, token: str) -> Proof:
        """What `token` proves, whoever it is about. Raises TokenRefused."""
        _require_text(token)
        return self._proof(token, self._clock().timestamp())

    def activities(self, token: str) -> tuple[Activity, ...]:
        """What a professional may do and where, in the order of the token; none for others.

        Raises TokenRefused, also when no activity at all is served here.
        """
        _require_text(token)
        issuer, claims = self._believed(token, self._clock().timestamp())[:2]
        return activities_proved(claims) if issuer.kind is IssuerKind.PROFESSIONAL else ()

    def party(self, token: str) -> Party:
        """Who takes part in préséries, as `token` proves it. Raises TokenRefused."""
        _require_text(token)
        issuer, claims = self._believed(token, self._clock().timestamp())[:2]
        if issuer.kind is not IssuerKind.PRESERIE:
            raise TokenRefused(TokenFault.TOKEN_CLAIMS, "iss: not an issuer of parties")
        return party_of(claims)

    def _remembered(self, key: tuple[bytes, str | None], now: float) -> Believed | None:
        with self._lock:
            session = self._cache.get(key)
            if session is None:
                return None
            if not session.opens <= now < session.closes:
                # Read again from the start, which says why it no longer holds.
                del self._cache[key]
                return None
            self._cache.move_to_end(key)
            return session

    def _remember(self, key: tuple[bytes, str | None], session: Believed) -> None:
        with self._lock:
            self._cache[key] = session
            while len(self._cache) > self._entries:
                self._cache.popitem(last=False)

    def _proof(self, token: str, now: float) -> Proof:
        issuer, claims, (opens, closes) = self._believed(token, now)
        token_id = _token_id(claims, hashlib.sha256(token.encode("ascii")).digest())
        return Proof(issuer.kind, issuer.iss, claims, token_id, opens, closes)

    def _believed(
        self, token: str, now: float
    ) -> tuple[TrustedIssuer, Mapping[str, Any], tuple[float, float]]:
        """The issuer, the claims, and between which instants they hold."""
        issuer, claims = self._authenticated(token)
        _check_audience(claims, issuer.audience)
        return issuer, claims, _validity(claims, issuer.max_lifetime, now)

    def _authenticated(self, token: str) -> tuple[TrustedIssuer, Mapping[str, Any]]:
        """The issuer and the claims, once the signature holds under one of that issuer's keys."""
        try:
            jws = read_compact(token, limit=MAX_TOKEN, members=_HEADER)
            claims = read_json_object(jws.payload)
            alg, kid = jws.text("alg"), jws.text("kid")
            typ = jws.text("typ")
        except MalformedJws as error:
            raise TokenRefused(TokenFault.TOKEN_MALFORMED, str(error)) from None
        if typ is not None and typ.lower() not in _TYPES:
            raise TokenRefused(TokenFault.TOKEN_MALFORMED, "typ: not a JWT")
        iss = claims.get("iss")
        issuer = self._issuers.get(iss) if isinstance(iss, str) else None
        if issuer is None:
            raise TokenRefused(TokenFault.TOKEN_ISSUER, "iss: not a trusted issuer")
        _check_signature(jws, alg, kid, issuer)
        return issuer, claims


def _require_text(token: str) -> None:
    if not token:
        raise TokenRefused(TokenFault.TOKEN_MISSING, "no token")
    if len(token) > MAX_TOKEN or not token.isascii():
        raise TokenRefused(TokenFault.TOKEN_MALFORMED, "too long or not ASCII")


def _check_signature(
    jws: CompactJws, alg: str | None, kid: str | None, issuer: TrustedIssuer
) -> None:
    known = issuer.keys.get(kid) if kid is not None else None
    if known is None:
        raise TokenRefused(TokenFault.TOKEN_SIGNATURE, "kid: not a key of this issuer")
    # The algorithm is the key's own; the header may only agree.
    if alg != known.alg or not signature_holds(jws, known.alg, known.key):
        raise TokenRefused(TokenFault.TOKEN_SIGNATURE, "signature does not hold")


def _check_audience(claims: Mapping[str, Any], audience: str) -> None:
    aud = claims.get("aud")
    heard = [aud] if isinstance(aud, str) else aud
    if not isinstance(heard, list) or audience not in heard:
        raise TokenRefused(TokenFault.TOKEN_AUDIENCE, "aud: not this base")


def _validity(claims: Mapping[str, Any], longest: timedelta, now: float) -> tuple[float, float]:
    """The instants, skew included, between which the token holds; raises unless `now` is within."""
    skew = SKEW.total_seconds()
    issued, expires = _instant(claims, "iat"), _instant(claims, "exp")
    begins = _instant(claims, "nbf") if "nbf" in claims else issued
    if expires <= issued or expires - issued > longest.total_seconds():
        raise TokenRefused(TokenFault.TOKEN_LIFETIME, "exp - iat: outside what is accepted")
    opens, closes = max(issued, begins) - skew, expires + skew
    if now >= closes:
        raise TokenRefused(TokenFault.TOKEN_EXPIRED, "exp: past")
    if now < opens:
        raise TokenRefused(TokenFault.TOKEN_EXPIRED, "iat or nbf: in the future")
    return opens, closes


def _instant(claims: Mapping[str, Any], name: str) -> int:
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LATEST:
        raise TokenRefused(TokenFault.TOKEN_CLAIMS, f"{name}: seconds expected")
    return value


def _token_id(claims: Mapping[str, Any], digest: bytes) -> str:
    """`jti` when the issuer gives one, else the head of the token's hash: for the journal."""
    jti = claims.get("jti")
    if jti is None:
        return f"sha256:{digest[:16].hex()}"
    if not isinstance(jti, str) or not 0 < len(jti) <= 128 or not jti.isprintable():
        raise TokenRefused(TokenFault.TOKEN_CLAIMS, "jti: short text expected")
    return jti
