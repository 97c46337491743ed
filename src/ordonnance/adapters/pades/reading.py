"""The signatures of a PDF: whose, since when, over what, and whether they hold.

The file is not parsed: a signature covers two ranges of bytes around its own hexadecimal text, and
says which. Reading those and nothing else takes a time proportional to the file, opens no stream
and follows no reference: a hostile PDF has nothing to hold on to. What a signature covers it covers
whole; what was appended after it is counted in `added`.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ordonnance.adapters.pades.cms import (
    CheckedCms,
    CmsAltered,
    CmsForged,
    CmsUnreadable,
    check_cms,
    digested,
    hash_named,
    token_content,
)
from ordonnance.adapters.seal.certificates import SIGNING_PURPOSES, TrustAnchors, check_chain
from ordonnance.adapters.seal.signature_refusals import SignatureFault, SignatureRefused
from ordonnance.domain.ids import InvalidId, Rpps

MAX_FILE = 32 * 1024 * 1024
MAX_SIGNATURES = 16
MAX_CMS = 64 * 1024

_RANGE = re.compile(
    rb"/ByteRange\s{0,4}\[\s{0,4}(\d{1,9})\s{1,20}(\d{1,9})\s{1,20}(\d{1,9})\s{1,20}(\d{1,9})\s{0,80}\]"
)
_NATIONAL_ID = re.compile(r"8[0-9]{11}")
_SUBJECT = (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER, NameOID.USER_ID)
_TIMESTAMPING = frozenset({ExtendedKeyUsageOID.TIME_STAMPING})


class PdfSignatureFault(StrEnum):
    """Why a signature of a PDF proves nothing."""

    ALTERED = "ALTERED"
    FORGED = "FORGED"
    UNREADABLE = "UNREADABLE"

    @property
    def reason(self) -> str:
        """The reason as part of a French sentence."""
        return _REASONS[self]


_REASONS = {
    PdfSignatureFault.ALTERED: "le fichier a été modifié après la signature",
    PdfSignatureFault.FORGED: "la signature n'est pas celle du certificat",
    PdfSignatureFault.UNREADABLE: "la signature n'est pas d'une forme reconnue ici",
}


@dataclass(frozen=True, slots=True, repr=False)
class PdfTimestamp:
    """When the signature existed, says an authority. `untrusted`: why that is not believed."""

    at: datetime
    authority: str
    untrusted: SignatureFault | None


@dataclass(frozen=True, slots=True, repr=False)
class PdfSignature:
    """One signature. It names a person: never logged.

    `fault` is None when it holds: then `signer`, `chain` and the rest are those of who signed.
    `untrusted` says why the chain is not believed, at the instant of a believed timestamp, else at
    that of the reading; None when it ends in a trusted authority. Revocation is not checked.
    """

    fault: PdfSignatureFault | None
    covered: int
    """Bytes that it covers."""
    added: int
    """Bytes of the file after what it covers: 0 when it covers the whole file but itself."""
    signer: str = ""
    rpps: Rpps | None = None
    chain: tuple[x509.Certificate, ...] = ()
    untrusted: SignatureFault | None = None
    timestamp: PdfTimestamp | None = None
    timestamp_fault: PdfSignatureFault | None = None
    """Why the timestamp that it carries proves nothing; None when it holds or there is none."""

    @property
    def holds(self) -> bool:
        """True when what it covers is what was signed, by the key of the certificate."""
        return self.fault is None

    @property
    def whole(self) -> bool:
        """True when nothing was appended to the file after it."""
        return self.added == 0


def read_signatures(
    pdf: bytes,
    trust: TrustAnchors,
    at: datetime,
    *,
    timestamp_trust: TrustAnchors | None = None,
) -> tuple[PdfSignature, ...]:
    """Every signature of a file, in the order of what they cover; none is not an error.

    `trust`: authorities of signers; `timestamp_trust`: authorities of timestamps, the same when
    None. Only the first MAX_SIGNATURES are read. Raises ValueError above MAX_FILE.
    """
    if len(pdf) > MAX_FILE:
        raise ValueError("file too large")
    stamps = trust if timestamp_trust is None else timestamp_trust
    found = sorted(set(_places(pdf)), key=lambda place: place[2])[:MAX_SIGNATURES]
    return tuple(_read(pdf, place, trust, stamps, at) for place in found)


def _places(pdf: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the hexadecimal text of each signature opens and ends, where what it covers ends."""
    for match in _RANGE.finditer(pdf):
        start, length, again, rest = (int(each) for each in match.groups())
        end = again + rest
        if start == 0 and 0 < length < again < end <= len(pdf) and _framed(pdf, length, again):
            yield length, again, end


def _framed(pdf: bytes, opening: int, after: int) -> bool:
    return pdf[opening : opening + 1] == b"<" and pdf[after - 1 : after] == b">"


def _read(
    pdf: bytes,
    place: tuple[int, int, int],
    trust: TrustAnchors,
    stamps: TrustAnchors,
    at: datetime,
) -> PdfSignature:
    opening, after, end = place
    covered, added = opening + end - after, len(pdf) - end

    def digest(algorithm: hashes.HashAlgorithm) -> bytes:
        hashed = hashes.Hash(algorithm)
        hashed.update(memoryview(pdf)[:opening])
        hashed.update(memoryview(pdf)[after:end])
        return hashed.finalize()

    try:
        checked = check_cms(_contents(pdf[opening + 1 : after - 1]), digest)
    except CmsAltered:
        return PdfSignature(PdfSignatureFault.ALTERED, covered, added)
    except CmsForged:
        return PdfSignature(PdfSignatureFault.FORGED, covered, added)
    except CmsUnreadable:
        return PdfSignature(PdfSignatureFault.UNREADABLE, covered, added)
    stamp, fault = _stamp_of(checked, stamps, at)
    believed = stamp.at if stamp is not None and stamp.untrusted is None else at
    return PdfSignature(
        None, covered, added,
        signer=checked.chain[0].subject.rfc4514_string(),
        rpps=rpps_of(checked.chain[0]),
        chain=checked.chain,
        untrusted=_untrusted(checked, trust, believed),
        timestamp=stamp,
        timestamp_fault=fault,
    )  # fmt: skip


def _contents(text: bytes) -> bytes:
    if len(text) > 2 * MAX_CMS:
        raise CmsUnreadable("too long")
    try:
        return binascii.unhexlify(text)
    except binascii.Error:
        raise CmsUnreadable("not hexadecimal") from None


def _stamp_of(
    signature: CheckedCms, trust: TrustAnchors, at: datetime
) -> tuple[PdfTimestamp | None, PdfSignatureFault | None]:
    """The timestamp over the bytes of the signature itself."""
    if signature.timestamp is None:
        return None, None
    try:
        token = check_cms(signature.timestamp, None)
        said = token_content(token)
        imprint = said["message_imprint"]
        algorithm = hash_named(imprint["hash_algorithm"]["algorithm"].native)
        if bytes(imprint["hashed_message"].native) != digested(signature.signature, algorithm):
            return None, PdfSignatureFault.ALTERED
        instant = said["gen_time"].native
    except CmsForged:
        return None, PdfSignatureFault.FORGED
    except (CmsUnreadable, CmsAltered, ValueError, KeyError):
        return None, PdfSignatureFault.UNREADABLE
    untrusted = _stamps_only(token.chain[0]) or _untrusted(token, trust, at, _TIMESTAMPING)
    authority = token.chain[0].subject.rfc4514_string()
    return PdfTimestamp(instant, authority, untrusted), None


def _stamps_only(certificate: x509.Certificate) -> SignatureFault | None:
    """RFC 3161, 2.3: a timestamp authority is certified for that, critically, and nothing else."""
    try:
        stated = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return SignatureFault.SIGNATURE_USAGE
    only = stated.critical and set(stated.value) == _TIMESTAMPING
    return None if only else SignatureFault.SIGNATURE_USAGE


def _untrusted(
    checked: CheckedCms, trust: TrustAnchors, at: datetime,
    purposes: frozenset[x509.ObjectIdentifier] = SIGNING_PURPOSES,
) -> SignatureFault | None:  # fmt: skip
    try:
        check_chain(checked.chain, trust, at, purposes)
    except SignatureRefused as refused:
        return refused.code
    return None


def rpps_of(certificate: x509.Certificate) -> Rpps | None:
    """The RPPS that a certificate of IGC-Santé names; None when it names none, or two."""
    named = {
        str(attribute.value)
        for oid in _SUBJECT
        for attribute in certificate.subject.get_attributes_for_oid(oid)
        if _NATIONAL_ID.fullmatch(str(attribute.value))
    }
    if len(named) != 1:
        return None
    try:
        return Rpps(named.pop()[1:])
    except InvalidId:
        return None
