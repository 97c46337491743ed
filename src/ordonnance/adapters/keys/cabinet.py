"""KeyCabinet: key-encryption keys, peppers and the other secrets of a base.

Kept in a file or in the environment. An HSM (PKCS#11) is not supported yet: it would replace
`wrap`, `unwrap` and the keyed hashes, whose signatures do not show a key.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ordonnance.adapters.keys import store
from ordonnance.adapters.keys.errors import KeyUnknown, SealBroken
from ordonnance.adapters.keys.material import (
    KeySet,
    Pepper,
    new_kek,
    new_key,
    read_json,
    write_json,
)
from ordonnance.adapters.keys.seal import NONCE_BYTES, DataKey

NUMBER_BITS = 70
PERSON_HASH_BYTES = 16
OPERATOR_MARK_BYTES = 16
_WRAP_PURPOSE = b"ordonnance/data-key/1"
_OPERATOR_PURPOSE = b"ordonnance/operator-link/1"
_PAGE_PURPOSE = b"ordonnance/page/1"


class PersonKind(StrEnum):
    """Whose identifier is hashed: the same value under two kinds gives unrelated hashes."""

    PATIENT = "patient"
    AUTHOR = "author"
    STRUCTURE = "structure"
    CALLER = "caller"


class KeyCabinet:
    """Immutable; rotation gives another cabinet, to be saved before it is used."""

    __slots__ = ("_active", "_keys", "_pepper_versions", "_peppers", "_wrapping")

    def __init__(self, keys: KeySet) -> None:
        self._keys = keys
        self._wrapping = {kek.id: AESGCM(kek.key) for kek in keys.keks}
        self._active = next(kek.id for kek in keys.keks if kek.active)
        self._peppers = {pepper.version: pepper.key for pepper in keys.peppers}
        self._pepper_versions = tuple(sorted(self._peppers, reverse=True))

    @classmethod
    def generate(cls, on: datetime) -> Self:
        """New keys, in memory only; `on` dates the first key-encryption key."""
        peppers = (Pepper(1, new_key()),)
        return cls(KeySet((new_kek(on),), peppers, numbering=new_key(), log=new_key()))

    @classmethod
    def create(cls, folder: Path, on: datetime) -> Self:
        """New keys in `folder`/keys.json. Raises KeysUnavailable when keys are already there."""
        cabinet = cls.generate(on)
        store.write_text(folder, write_json(cabinet._keys), replace=False)
        return cabinet

    @classmethod
    def load(cls, source: Path | Mapping[str, str]) -> Self:
        """Read a keys folder, or the variable ORDONNANCE_KEYS of an environment.

        Raises KeysUnavailable: missing, unreadable, or readable by other accounts.
        """
        return cls(read_json(store.read_text(source)))

    def save(self, folder: Path) -> None:
        """Replace `folder`/keys.json by this cabinet, all of it or nothing."""
        store.write_text(folder, write_json(self._keys), replace=True)

    def __repr__(self) -> str:
        return f"KeyCabinet(keks={sorted(self._wrapping)}, peppers={sorted(self._peppers)})"

    @property
    def active_kek_id(self) -> str:
        """The id of the key that `wrap` uses; a row keeps it beside its wrapped data key."""
        return self._active

    @property
    def pepper_version(self) -> int:
        """The newest pepper: the one that new rows use."""
        return self._pepper_versions[0]

    @property
    def pepper_versions(self) -> tuple[int, ...]:
        """Every pepper still held, newest first: a look-up tries them all."""
        return self._pepper_versions

    def with_new_kek(self, on: datetime) -> Self:
        """The same cabinet with a new active key-encryption key; past ones still unwrap."""
        past = tuple(replace(kek, active=False) for kek in self._keys.keks)
        return type(self)(replace(self._keys, keks=(*past, new_kek(on))))

    def with_new_pepper(self) -> Self:
        """The same cabinet with one more pepper; hashes of past versions stay computable."""
        pepper = Pepper(self.pepper_version + 1, new_key())
        return type(self)(replace(self._keys, peppers=(*self._keys.peppers, pepper)))

    def new_data_key(self) -> DataKey:
        """A fresh key for one ordonnance."""
        return DataKey(AESGCM.generate_key(256))

    def wrap(self, data_key: DataKey, number: str) -> bytes:
        """Encrypt a data key under the active key (`active_kek_id`), bound to `number`.

        60 bytes: nonce, ciphertext, tag. Bound, so that a wrapped key moved to another row does
        not open.
        """
        nonce = os.urandom(NONCE_BYTES)
        aad = _join(_WRAP_PURPOSE, self._active.encode(), number.encode())
        return nonce + self._wrapping[self._active].encrypt(nonce, data_key.plain, aad)

    def unwrap(self, kek_id: str, wrapped: bytes, number: str) -> DataKey:
        """The data key of a row. Raises SealBroken (altered, other row) or KeyUnknown."""
        wrapping = self._wrapping.get(kek_id)
        if wrapping is None:
            raise KeyUnknown(kek_id)
        aad = _join(_WRAP_PURPOSE, kek_id.encode(), number.encode())
        try:
            return DataKey(wrapping.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], aad))
        except (InvalidTag, ValueError):
            raise SealBroken from None

    def person_hash(self, kind: PersonKind, value: str, version: int) -> bytes:
        """16 bytes that stand for an identifier in clear columns (HMAC-SHA256, peppered).

        `value` is the canonical form of the identifier. Raises KeyUnknown for an unheld version.
        """
        pepper = self._peppers.get(version)
        if pepper is None:
            raise KeyUnknown(f"pepper {version}")
        return hmac.digest(pepper, _join(kind.encode(), value.encode()), "sha256")[
            :PERSON_HASH_BYTES
        ]

    def number_for(self, caller: str, idempotency_key: str, attempt: int) -> int:
        """70 bits for the number of an ordonnance, the same for the same request retried.

        The numbering key never rotates: a retry after a rotation must find its number.
        `attempt` (0 to 2**32 - 1) moves on when the number is already taken.
        """
        message = _join(caller.encode(), idempotency_key.encode(), attempt.to_bytes(4, "big"))
        digest = hmac.digest(self._keys.numbering, message, "sha256")
        return int.from_bytes(digest, "big") >> (len(digest) * 8 - NUMBER_BITS)

    def operator_mark(self, message: bytes) -> bytes:
        """16 bytes that only whoever holds these keys can make: they sign an operator's link."""
        own = hmac.digest(self._keys.log, _OPERATOR_PURPOSE, "sha256")
        return hmac.digest(own, message, "sha256")[:OPERATOR_MARK_BYTES]

    def page_key(self, subject: str) -> bytes:
        """32 bytes under which a page covers what was typed, until its person signs in again.

        `subject` names who, where, and what the page shows.
        """
        own = hmac.digest(self._keys.log, _PAGE_PURPOSE, "sha256")
        return hmac.digest(own, subject.encode(), "sha256")

    def key_dates(self) -> tuple[tuple[str, datetime, bool], ...]:
        """Id, instant of creation, whether active, of each key-encryption key, newest first."""
        known = sorted(self._keys.keks, key=lambda kek: kek.created, reverse=True)
        return tuple((kek.id, kek.created, kek.active) for kek in known)

    def log_hash(self, number: str) -> str:
        """Eight hexadecimal characters that stand for a number in logs, and give it to nobody."""
        return hmac.digest(self._keys.log, number.encode(), "sha256")[:4].hex()


def _join(*parts: bytes) -> bytes:
    # Each part after its length: ("ab", "c") and ("a", "bc") are never the same message.
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])
