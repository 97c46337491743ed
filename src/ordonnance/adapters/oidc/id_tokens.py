"""What a provider signed: an id_token, or a userinfo as a JWT; verified, or nothing."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ordonnance.adapters.oidc.metadata import Known
from ordonnance.adapters.oidc.provider import Provider
from ordonnance.adapters.seal.compact_jws import (
    MalformedJws,
    encode_base64url,
    read_compact,
    read_json_object,
    signature_holds,
)

MAX_TOKEN = 64 * 1024
"""Longest JWT read, in bytes: a userinfo of somebody with many activities is long."""

SKEW = timedelta(seconds=60)
"""How far the clocks of a provider and ours may differ."""

OLDEST = timedelta(minutes=10)
"""An id_token issued before that was not issued for this sign-in."""

_HEADER = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})


class NotVerified(Exception):
    """What came cannot be believed; `reason` names a claim or a rule, never a value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ClocksDiffer(NotVerified):
    """The instants of the id_token are not around ours."""


async def verified(token: object, provider: Provider, known: Known) -> Mapping[str, Any]:
    """The claims of a JWT of that provider for us, once its signature holds.

    The algorithm is that of the key, as everywhere here. Raises NotVerified, Unreachable.
    """
    if not isinstance(token, str):
        raise NotVerified("no token")
    try:
        jws = read_compact(token, limit=MAX_TOKEN, members=_HEADER)
        claims = read_json_object(jws.payload)
        alg, kid = jws.text("alg"), jws.text("kid")
    except MalformedJws as error:
        raise NotVerified(str(error)) from None
    key = await known.key(kid) if kid is not None else None
    if key is None:
        raise NotVerified("kid: not a key of this provider")
    if alg != key.alg or not signature_holds(jws, key.alg, key.key):
        raise NotVerified("signature does not hold")
    if claims.get("iss") != provider.issuer:
        raise NotVerified("iss: another issuer")
    _for_us(claims, provider.client_id)
    return claims


def _for_us(claims: Mapping[str, Any], client_id: str) -> None:
    aud = claims.get("aud")
    heard = [aud] if isinstance(aud, str) else aud
    if not isinstance(heard, list) or client_id not in heard:
        raise NotVerified("aud: not this client")
    if (len(heard) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise NotVerified("azp: not this client")


def check_times(claims: Mapping[str, Any], now: datetime) -> None:
    """The token was issued just now and is not over. Raises ClocksDiffer, NotVerified."""
    at = now.timestamp()
    issued, expires = _instant(claims, "iat"), _instant(claims, "exp")
    if expires <= at - SKEW.total_seconds() or expires <= issued:
        raise ClocksDiffer("exp: past")
    if not at - OLDEST.total_seconds() <= issued <= at + SKEW.total_seconds():
        raise ClocksDiffer("iat: not now")


def _instant(claims: Mapping[str, Any], name: str) -> int:
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**40:
        raise NotVerified(f"{name}: seconds expected")
    return value


def check_bound(claims: Mapping[str, Any], nonce: str, access: str) -> None:
    """The token answers this sign-in, and came with that access token. Raises NotVerified."""
    told = claims.get("nonce")
    if not isinstance(told, str) or not hmac.compare_digest(told.encode(), nonce.encode()):
        raise NotVerified("nonce: of another sign-in")
    if "at_hash" in claims:
        half = hashlib.sha256(access.encode()).digest()[:16]
        if claims["at_hash"] != encode_base64url(half).decode():
            raise NotVerified("at_hash: of another access token")


def subject(claims: Mapping[str, Any]) -> str:
    """`sub`, 255 printable characters at most. Raises NotVerified."""
    sub = claims.get("sub")
    if not isinstance(sub, str) or not 0 < len(sub) <= 255 or not sub.isprintable():
        raise NotVerified("sub: short text expected")
    return sub
