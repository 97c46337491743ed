"""The key of what belongs to no ordonnance: coverage and reservations.

It is wrapped by the cabinet and bound to what the base is (demonstration or not, scheme, instant of
creation): with another mark written in the database, it no longer opens, and neither does the base.
"""

import base64
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from ordonnance.adapters.keys import DataKey, Dictionary, SealBroken, open_bytes, seal_bytes

COVERED_BYTES = 96
"""Covered codes have one length, at least: it would tell some of them apart."""


@dataclass(frozen=True, slots=True)
class PurposeKey:
    """The key of one purpose and one person."""

    key: DataKey

    def seal(self, plain: bytes, place: bytes, dictionary: Dictionary | None = None) -> bytes:
        """The ciphertext for that place."""
        return seal_bytes(self.key, plain, place, dictionary)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """What `seal` sealed at the same place. Raises SealBroken."""
        return open_bytes(self.key, sealed, place)

    def hash(self, value: bytes) -> bytes:
        """16 bytes that stand for a value in this purpose, for this person."""
        return hmac.digest(self.key.plain, b"hash|" + value, "sha256")[:16]

    def cover(self, code: str) -> str:
        """What stands for a short code: always the same, so that it can be counted unread."""
        padded = code.encode().ljust(COVERED_BYTES, b"\0")
        return base64.urlsafe_b64encode(self._cover().encrypt(padded, None)).decode()

    def uncover(self, covered: str) -> str:
        """The code that `cover` covered. Raises SealBroken for anything else."""
        try:
            padded = self._cover().decrypt(base64.urlsafe_b64decode(covered), None)
        except (InvalidTag, ValueError):
            raise SealBroken from None
        return padded.rstrip(b"\0").decode()

    def _cover(self) -> AESSIV:
        return AESSIV(hmac.digest(self.key.plain, b"cover", "sha512"))


@dataclass(frozen=True, slots=True)
class BaseKey:
    """The key of a base, from which every purpose and person has one of its own."""

    key: DataKey

    def for_purpose(self, purpose: str, person: str) -> PurposeKey:
        """The derived key: no pepper in it, so that a new pepper leaves old rows readable."""
        message = f"{purpose}|{person}".encode()
        return PurposeKey(DataKey(hmac.digest(self.key.plain, message, "sha256")))
