"""The base's own seal: who wrote what is in the document, when the base took it is in the seal.

Inside: SHA-256 of the bytes as received, number, instant. Outside, because it changes: state,
remaining quantities, executions, objection (ARCHITECTURE, Truth and time 2).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from joserfc.errors import JoseError

from ordonnance.adapters.seal.compact_jws import (
    CompactJws,
    MalformedJws,
    canonical_json,
    read_compact,
    read_json_object,
    sign_compact,
    signature_holds,
)
from ordonnance.adapters.seal.keys import CLOCKS_DIFFER, SealKeys, read_published
from ordonnance.domain.number import OrdonnanceNumber

SEAL_TYPE = "ordonnance-seal+jws"
RESERVATION_TYPE = "ordonnance-reservation+jws"

MAX_SEAL = 4 * 1024
MAX_RESERVATION = 256 * 1024
"""Longest reservation read, in bytes: about 9 000 numbers."""

_HEADER = frozenset({"alg", "kid", "typ"})
_DIGEST = "sha-256:"


class SealStatus(StrEnum):
    """What a seal is worth."""

    VALID = "valid"
    SEALED_BY_WITHDRAWN_KEY = "sealed_by_withdrawn_key"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says: digest of the document, number (a secret), instant."""

    digest: bytes = field(repr=False)
    number: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class SealVerdict:
    """The status, why in one English phrase, and what was sealed unless invalid."""

    status: SealStatus
    reason: str
    sealed: Sealed | None = None

    def covers(self, document: bytes, number: str) -> bool:
        """True when the seal is not invalid and is about these bytes under that number."""
        return (
            self.sealed is not None
            and self.sealed.digest == hashlib.sha256(document).digest()
            and self.sealed.number == number
        )


class BaseSealer:
    """Seals and signs reservations with the base's keys (port `Sealer`)."""

    def __init__(self, keys: SealKeys) -> None:
        self._keys = keys
        self._jwks = keys.jwks()

    def seal(self, document: bytes, number: OrdonnanceNumber, at: datetime) -> tuple[str, str]:
        """(compact JWS over digest, number and instant; id of the key). Raises NoSealKey."""
        return self.seal_digest(hashlib.sha256(document).digest(), number.value, at)

    def seal_digest(self, digest: bytes, number: str, at: datetime) -> tuple[str, str]:
        """The same for a document known by its SHA-256 (32 bytes)."""
        return self._sign(SEAL_TYPE, _content(Sealed(digest, number, at)), at)

    def sign_reservation(self, content: Mapping[str, object], at: datetime | None = None) -> str:
        """Signed list of reserved numbers; `content` is JSON. Raises NoSealKey.

        `at` chooses the key; without it, the newest one that still has its private half signs.
        """
        token, _ = self._sign(RESERVATION_TYPE, content, at)
        return token

    def read_reservation(self, token: str) -> dict[str, Any]:
        """Content of a list signed by this base; raises ValueError when it is not.

        A list signed by a key since withdrawn is refused: ask for another one.
        """
        jws = read_compact(token, limit=MAX_RESERVATION, members=_HEADER)
        content = read_json_object(jws.payload)
        kid = _key_id(jws, RESERVATION_TYPE)
        published = read_published(self._jwks, kid)
        if published is None or not signature_holds(jws, "ES256", published.key):
            raise ValueError("reservation: not signed by this base")
        if published.withdrawn_at is not None:
            raise ValueError("reservation: signed by a key since withdrawn")
        return content

    def jwks(self) -> dict[str, Any]:
        """The public keys to publish, past ones included."""
        return self._jwks

    def verify(self, seal: str) -> SealVerdict:
        """`verify_seal` with this base's own keys."""
        return verify_seal(seal, self._jwks)

    def holds(self, seal: str, document: bytes, number: OrdonnanceNumber) -> bool:
        """True when the seal is ours and about these bytes under that number.

        A key since withdrawn does not undo what it sealed before (see `verify_seal`).
        """
        return self.verify(seal).covers(document, number.value)

    def _sign(
        self, typ: str, content: Mapping[str, object], at: datetime | None
    ) -> tuple[str, str]:
        key = self._keys.active(at) if at is not None else self._keys.newest()
        if key.private is None:
            raise AssertionError("an active key has its private half")
        header = {"alg": "ES256", "kid": key.kid, "typ": typ}
        return sign_compact(header, canonical_json(content), key.private), key.kid


def verify_seal(seal: str, jwks: Mapping[str, Any]) -> SealVerdict:
    """Judge a seal with a published JWKS of the base; anyone may, without the base.

    The verdict is about the seal alone: compare the document with `SealVerdict.covers`. Raises
    ValueError only when the JWKS itself is unreadable.
    """
    try:
        jws = read_compact(seal, limit=MAX_SEAL, members=_HEADER)
        kid = _key_id(jws, SEAL_TYPE)
        sealed = _read(jws.payload)
    except ValueError as error:
        return SealVerdict(SealStatus.INVALID, str(error))
    try:
        published = read_published(jwks, kid)
    except JoseError as error:
        raise ValueError("seal keys: unreadable JWKS") from error
    if published is None:
        return SealVerdict(SealStatus.INVALID, "unknown key")
    if not signature_holds(jws, "ES256", published.key):
        return SealVerdict(SealStatus.INVALID, "signature does not hold")
    if not published.created - CLOCKS_DIFFER <= sealed.at <= published.not_after:
        return SealVerdict(SealStatus.INVALID, "sealed outside the life of the key")
    if published.withdrawn_at is None:
        return SealVerdict(SealStatus.VALID, "sealed by this base", sealed)
    if sealed.at >= published.withdrawn_at:
        return SealVerdict(SealStatus.INVALID, "sealed after the key was withdrawn")
    return SealVerdict(
        SealStatus.SEALED_BY_WITHDRAWN_KEY, "sealed by a key since withdrawn", sealed
    )


def _key_id(jws: CompactJws, typ: str) -> str:
    """The `kid` of a JWS of ours; its type keeps a seal from passing for a reservation."""
    if jws.text("typ") != typ or jws.text("alg") != "ES256":
        raise MalformedJws("not the expected type or algorithm")
    kid = jws.text("kid")
    if kid is None:
        raise MalformedJws("no kid")
    return kid


def _content(sealed: Sealed) -> dict[str, str]:
    """What is signed: the one way to write it, so that reading compares with it."""
    if len(sealed.digest) != hashlib.sha256().digest_size:
        raise ValueError("seal: a SHA-256 digest is expected")
    if sealed.at.utcoffset() is None:
        raise ValueError("seal: an instant with a zone is expected")
    at = sealed.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "digest": _DIGEST + sealed.digest.hex(),
        "number": sealed.number,
        "at": at.replace("+00:00", "Z"),
    }


def _read(payload: bytes) -> Sealed:
    content = read_json_object(payload)
    if content.keys() != {"digest", "number", "at"} or canonical_json(content) != payload:
        raise MalformedJws("not the content of a seal")
    if not all(isinstance(each, str) for each in content.values()):
        raise MalformedJws("not the content of a seal")
    try:
        digest = bytes.fromhex(content["digest"].removeprefix(_DIGEST))
        sealed = Sealed(digest, content["number"], datetime.fromisoformat(content["at"]))
        again = _content(sealed)
    except ValueError:
        raise MalformedJws("not the content of a seal") from None
    if again != content:
        raise MalformedJws("not the content of a seal")
    return sealed
