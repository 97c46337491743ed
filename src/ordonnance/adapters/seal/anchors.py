"""The signature of the base under an anchor of its journals, with the keys of the seal.

Its own type, so that an anchor never passes for a seal, nor a seal for an anchor.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc.errors import JoseError

from ordonnance.adapters.seal.compact_jws import (
    canonical_json,
    read_compact,
    read_json_object,
    sign_compact,
    signature_holds,
)
from ordonnance.adapters.seal.keys import CLOCKS_DIFFER, SealKeys, read_published

ANCHOR_TYPE = "ordonnance-anchor+jws"
MAX_ANCHOR = 4 * 1024

_HEADER = frozenset({"alg", "kid", "typ"})


def sign_anchor(keys: SealKeys, content: Mapping[str, object], at: datetime) -> str:
    """The compact JWS of an anchor, by the key active at `at`. Raises NoSealKey."""
    key = keys.active(at)
    if key.private is None:
        raise AssertionError("an active key has its private half")
    header = {"alg": "ES256", "kid": key.kid, "typ": ANCHOR_TYPE}
    return sign_compact(header, canonical_json(content), key.private)


def read_anchor(jws: str, jwks: Mapping[str, Any]) -> dict[str, Any]:
    """What an anchor says. Raises ValueError, in English, when no published key stands for it.

    `content["at"]` is an instant of the life of the key, before it was withdrawn if it was.
    """
    parsed = read_compact(jws, limit=MAX_ANCHOR, members=_HEADER)
    if parsed.text("typ") != ANCHOR_TYPE or parsed.text("alg") != "ES256":
        raise ValueError("not the type or the algorithm of an anchor")
    content = read_json_object(parsed.payload)
    try:
        published = read_published(jwks, parsed.text("kid") or "")
    except JoseError:
        raise ValueError("seal keys: unreadable JWKS") from None
    if published is None:
        raise ValueError("signed by a key that is not published")
    if not signature_holds(parsed, "ES256", published.key):
        raise ValueError("the signature does not hold")
    at = datetime.fromisoformat(str(content.get("at")))
    if at.utcoffset() is None or not published.created - CLOCKS_DIFFER <= at <= published.not_after:
        raise ValueError("signed outside the life of the key")
    if published.withdrawn_at is not None and at >= published.withdrawn_at:
        raise ValueError("signed after the key was withdrawn")
    return content
