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
from cryptography.x509.oid import NameOID

from ordonnance.adapters.pades.cms import (
    CheckedCms,
    CmsAltered,
    CmsForged,
    CmsUnreadable,
    check_cms,
    is_timestamp,
)
from ordonnance.adapters.pades.stamps import PdfTimestamp, read_stamp, signature_stamp, untrusted
from ordonnance.adapters.seal.certificates import TrustAnchors, with_anchor
from ordonnance.adapters.seal.revocation import RevocationLists
from ordonnance.adapters.seal.signature_refusals import SignatureFault
from ordonnance.domain.ids import InvalidId, Rpps
from ordonnance.domain.revocation import NOT_CHECKED, Revocation

MAX_FILE = 32 * 1024 * 1024
MAX_SIGNATURES = 16
MAX_CMS = 64 * 1024

_RANGE = re.compile(
    rb"/ByteRange\s{0,4}\[\s{0,4}(\d{1,9})\s{1,20}(\d{1,9})\s{1,20}(\d{1,9})\s{1,20}(\d{1,9})\s{0,80}\]"
)
_NATIONAL_ID = re.compile(r"8[0-9]{11}")
_SUBJECT = (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER, NameOID.USER_ID)
_REFUSED = (CmsUnreadable, CmsAltered, CmsForged)


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
class PdfSignature:
    """One signature. It names a person: never logged.

    `fault` is None when it holds: then `signer`, `chain` and the rest are those of who signed.
    `untrusted` says why the chain is not believed, at the instant of a believed timestamp, else at
    that of the reading; None when it ends in a trusted authority.
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
    revocation: Revocation = NOT_CHECKED
    """What the lists say of a signer who is believed, as of the reading."""
    archive: bool = False
    """Nobody signed: an authority dated the file as it stood (ETSI EN 319 142-1, DocTimeStamp)."""

    @property
    def holds(self) -> bool:
        """True when what it covers is what was signed, by the key of the certificate."""
        return self.fault is None

    @property
    def whole(self) -> bool:
        """True when nothing was appended to the file after it."""
        return self.added == 0


NO_LIST = RevocationLists()
"""No list of revocation is at hand."""


@dataclass(frozen=True, slots=True)
class _Believed:
    """Who may sign, who may date, and what is known of who was revoked."""

    signers: TrustAnchors
    stamps: TrustAnchors
    lists: RevocationLists


def read_signatures(
    pdf: bytes,
    trust: TrustAnchors,
    at: datetime,
    *,
    timestamp_trust: TrustAnchors | None = None,
    lists: RevocationLists = NO_LIST,
) -> tuple[PdfSignature, ...]:
    """Every signature of a file, in the order of what they cover; none is not an error.

    `trust`: authorities of signers; `timestamp_trust`: authorities of timestamps, the same when
    None; `lists`: those of revocation. Only the first MAX_SIGNATURES are read. Raises ValueError
    above MAX_FILE.
    """
    if len(pdf) > MAX_FILE:
        raise ValueError("file too large")
    believed = _Believed(trust, trust if timestamp_trust is None else timestamp_trust, lists)
    found = sorted(set(_places(pdf)), key=lambda place: place[2])[:MAX_SIGNATURES]
    return tuple(_read(pdf, place, believed, at) for place in found)


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
    pdf: bytes, place: tuple[int, int, int], believed: _Believed, at: datetime
) -> PdfSignature:
    opening, after, end = place
    covered, added = opening + end - after, len(pdf) - end

    def digest(algorithm: hashes.HashAlgorithm) -> bytes:
        hashed = hashes.Hash(algorithm)
        hashed.update(memoryview(pdf)[:opening])
        hashed.update(memoryview(pdf)[after:end])
        return hashed.finalize()

    try:
        der = _contents(pdf[opening + 1 : after - 1])
        if is_timestamp(der):
            whole = read_stamp(der, digest, believed.stamps, at)
            return PdfSignature(None, covered, added, timestamp=whole, archive=True)
        checked = check_cms(der, digest)
    except _REFUSED as error:
        return PdfSignature(_fault(error), covered, added)
    stamp, fault = _stamp_of(checked, believed.stamps, at)
    then = stamp.at if stamp is not None and stamp.untrusted is None else at
    refused = untrusted(checked, believed.signers, then)
    standing = NOT_CHECKED
    if refused is None:
        standing = _standing(checked.chain, believed.signers, believed.lists, at)
    return PdfSignature(
        None, covered, added,
        signer=checked.chain[0].subject.rfc4514_string(),
        rpps=rpps_of(checked.chain[0]),
        chain=checked.chain,
        untrusted=refused,
        timestamp=stamp,
        timestamp_fault=fault,
        revocation=standing,
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
        return signature_stamp(signature, trust, at), None
    except _REFUSED as error:
        return None, _fault(error)


def _fault(error: Exception) -> PdfSignatureFault:
    if isinstance(error, CmsAltered):
        return PdfSignatureFault.ALTERED
    if isinstance(error, CmsForged):
        return PdfSignatureFault.FORGED
    return PdfSignatureFault.UNREADABLE


def _standing(
    chain: tuple[x509.Certificate, ...], trust: TrustAnchors, lists: RevocationLists, at: datetime
) -> Revocation:
    """What the lists say of a signer whose chain is believed."""
    return lists.standing(with_anchor(chain, trust), at)


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
