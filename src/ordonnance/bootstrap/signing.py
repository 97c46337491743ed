"""A PDF signed by its prescriber, on their own machine: no base takes part in it.

Imported by `ordonnance sign` alone, and what it imports in its functions is the extra `sign`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.x509 import Certificate

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.pades.key_file import KeyInFile
from ordonnance.adapters.pades.reading import PdfSignature, read_signatures
from ordonnance.adapters.pades.refusals import signature_differs
from ordonnance.adapters.pades.signing_key import SigningKey, require_valid
from ordonnance.adapters.seal.certificates import TrustAnchors

if TYPE_CHECKING:
    from ordonnance.adapters.pades.token import TokenChoice

_NOBODY = TrustAnchors(())


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where the key is: the content of a PKCS#12 file, or a PKCS#11 library and what it holds."""

    file: bytes | None = field(default=None, repr=False)
    module: str = ""
    token: str | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The file signed, and what its signature says."""

    content: bytes = field(repr=False)
    signer: str = field(repr=False)
    rpps: str | None
    expires: datetime
    timestamp: datetime | None

    @property
    def level(self) -> str:
        """The baseline of PAdES (EN 319 142-1)."""
        return "B-T" if self.timestamp is not None else "B-B"


def sign(pdf: bytes, place: KeyPlace, secret: str, tsa: str | None) -> SignedFile:
    """The file with the signature of that key, timestamped by `tsa` when there is one.

    `secret`: the PIN of the card, or the password of the file. Raises SigningRefused, and
    ImportError when the extra `sign` is not installed.
    """
    from ordonnance.adapters.pades.signing import signed
    from ordonnance.adapters.pades.timestamping import HttpTimestamps

    now = SystemClock().now()
    timestamps = HttpTimestamps(tsa) if tsa else None
    with _opened(place, secret) as key:
        require_valid(key.chain[0], now)
        content = signed(pdf, key, timestamps)
        own = key.chain[0]
    made = _read_back(content, own, now)
    at = made.timestamp.at if made.timestamp is not None else None
    rpps = made.rpps.value if made.rpps is not None else None
    return SignedFile(content, made.signer, rpps, own.not_valid_after_utc, at)


@contextmanager
def _opened(place: KeyPlace, secret: str) -> Iterator[SigningKey]:
    if place.file is not None:
        yield KeyInFile.open(place.file, secret)
        return
    from ordonnance.adapters.pades.token import opened

    with opened(_choice(place), secret) as key:
        yield key


def _choice(place: KeyPlace) -> "TokenChoice":
    from ordonnance.adapters.pades.token import TokenChoice

    return TokenChoice(place.module, place.token, place.certificate)


def _read_back(content: bytes, own: Certificate, now: datetime) -> PdfSignature:
    """The signature just made, read by other code than what made it.

    The two share the parser of ASN.1 (asn1crypto), the proofs of `cryptography`, nothing else.
    """
    found = read_signatures(content, _NOBODY, now)
    last = found[-1] if found else None
    if last is None or not last.holds or not last.whole or last.chain[0] != own:
        raise signature_differs()
    if last.timestamp_fault is not None:
        raise signature_differs()
    return last
