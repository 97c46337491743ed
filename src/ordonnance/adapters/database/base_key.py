"""The key of what belongs to no ordonnance: coverage and reservations.

It is wrapped by the cabinet and bound to what the base is (demonstration or not, scheme, instant of
creation): with another mark written in the database, it no longer opens, and neither does the base.
"""

import hmac
from dataclasses import dataclass

from ordonnance.adapters.keys import DataKey, Dictionary, open_bytes, seal_bytes


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


@dataclass(frozen=True, slots=True)
class BaseKey:
    """The key of a base, from which every purpose and person has one of its own."""

    key: DataKey

    def for_purpose(self, purpose: str, person: str) -> PurposeKey:
        """The derived key: no pepper in it, so that a new pepper leaves old rows readable."""
        message = f"{purpose}|{person}".encode()
        return PurposeKey(DataKey(hmac.digest(self.key.plain, message, "sha256")))
