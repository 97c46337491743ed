"""Compact JWS (RFC 7515), read strictly: one way to write each thing, nothing tolerated.

Shared by the seal, the prescriber's signature and the identity tokens. The cryptography is
joserfc's; the reading is ours because a library tolerates what a register must not (duplicate
members, non-canonical base64url, header members that choose the key).
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

VerificationKey = ECKey | RSAKey

MIN_RSA_BITS = 2048

_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)
_BASE64URL = re.compile(rb"[A-Za-z0-9_-]*\Z")


class MalformedJws(ValueError):
    """The text is not a JWS as read here. The message never quotes the text."""


@dataclass(frozen=True, slots=True)
class CompactJws:
    """A parsed, not yet verified, compact JWS. `payload` holds the exact bytes that were signed."""

    header: Mapping[str, Any]
    payload: bytes
    signing_input: bytes
    signature: bytes

    def text(self, name: str) -> str | None:
        """A header member that must be text when present; MalformedJws otherwise."""
        value = self.header.get(name)
        if value is None and name not in self.header:
            return None
        if not isinstance(value, str) or not value:
            raise MalformedJws(f"header member {name} is not text")
        return value


def read_compact(raw: str | bytes, *, limit: int, members: frozenset[str]) -> CompactJws:
    """Split and decode a compact JWS of at most `limit` bytes, without verifying it.

    Header members outside `members` are refused (so are `crit`, `b64`, `jwk`, `jku`, `x5u` unless
    named), as are duplicate members, padding, non-canonical base64url, an empty payload (detached
    content) and an empty signature. Raises MalformedJws.
    """
    try:
        data = raw.encode("ascii") if isinstance(raw, str) else bytes(raw)
    except UnicodeEncodeError:
        raise MalformedJws("not ASCII") from None
    if len(data) > limit:
        raise MalformedJws("too long")
    parts = data.split(b".", 3)
    if len(parts) != 3:
        raise MalformedJws("not three parts")
    header = read_json_object(decode_base64url(parts[0]))
    unknown = header.keys() - members
    if unknown:
        raise MalformedJws("header member not accepted")
    payload, signature = decode_base64url(parts[1]), decode_base64url(parts[2])
    if not payload or not signature:
        raise MalformedJws("empty payload or signature")
    return CompactJws(header, payload, parts[0] + b"." + parts[1], signature)


def decode_base64url(part: bytes) -> bytes:
    """Decode base64url without padding, whose last bits are zero. Raises MalformedJws."""
    if not _BASE64URL.match(part) or len(part) % 4 == 1:
        raise MalformedJws("not base64url")
    value = urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    if encode_base64url(value) != part:
        raise MalformedJws("base64url not canonical")
    return value


def encode_base64url(value: bytes) -> bytes:
    """Encode as base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=")


def read_json_object(raw: bytes) -> dict[str, Any]:
    """Read one JSON object in UTF-8, without duplicate members, NaN or depth abuse.

    Raises MalformedJws.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError):
        raise MalformedJws("not strict JSON") from None
    if not isinstance(value, dict):
        raise MalformedJws("not a JSON object")
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise MalformedJws("duplicate JSON member")
    return value


def _refuse_constant(_: str) -> NoReturn:
    raise MalformedJws("not a JSON number")


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """JSON with sorted members, no spaces, UTF-8: one byte string for one value."""
    return _canonical.encode(value).encode("utf-8")


def signature_holds(jws: CompactJws, alg: str, key: VerificationKey) -> bool:
    """True when `alg` suits the type (and curve) of `key` and the signature verifies.

    `alg` is the caller's choice among what it accepts, never taken blindly from the header.
    """
    model = JWSRegistry.algorithms.get(alg)
    if model is None or alg == "none" or alg.startswith("HS"):
        return False
    try:
        model.check_key(key)
        return bool(model.verify(jws.signing_input, jws.signature, key))
    except (JoseError, ValueError):
        return False


def sign_compact(header: Mapping[str, Any], payload: bytes, key: VerificationKey) -> str:
    """Sign `payload` with the private `key`, by the algorithm that `header` names."""
    head = encode_base64url(canonical_json(header))
    signing_input = head + b"." + encode_base64url(payload)
    signature = JWSRegistry.algorithms[header["alg"]].sign(signing_input, key)
    return (signing_input + b"." + encode_base64url(signature)).decode("ascii")
