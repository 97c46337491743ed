"""The timestamps of a PDF: on a signature, and on the whole file (« archive », ETSI.RFC3161)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from ordonnance.adapters.pades.cms import (
    CheckedCms,
    CmsAltered,
    CmsUnreadable,
    check_cms,
    digested,
    hash_named,
    token_content,
)
from ordonnance.adapters.seal.certificates import SIGNING_PURPOSES, TrustAnchors, check_chain
from ordonnance.adapters.seal.signature_refusals import SignatureFault, SignatureRefused

_TIMESTAMPING = frozenset({ExtendedKeyUsageOID.TIME_STAMPING})


@dataclass(frozen=True, slots=True, repr=False)
class PdfTimestamp:
    """When something existed, says an authority. `untrusted`: why that is not believed.

    `named` is how the authority's certificate calls it.
    """

    at: datetime
    authority: str
    untrusted: SignatureFault | None
    named: str = ""


def signature_stamp(signature: CheckedCms, trust: TrustAnchors, at: datetime) -> PdfTimestamp:
    """The timestamp over the bytes of a signature itself, which carries one.

    Raises CmsUnreadable, CmsAltered, CmsForged.
    """
    return read_stamp(
        signature.timestamp or b"",
        lambda algorithm: digested(signature.signature, algorithm),
        trust,
        at,
    )


def read_stamp(
    der: bytes, digest: Callable[[hashes.HashAlgorithm], bytes], trust: TrustAnchors, at: datetime
) -> PdfTimestamp:
    """A timestamp over what `digest` digests. Raises CmsUnreadable, CmsAltered, CmsForged."""
    token = check_cms(der, None)
    said = token_content(token)
    instant = _instant(said, digest)
    first = token.chain[0]
    refused = _stamps_only(first) or untrusted(token, trust, at, _TIMESTAMPING)
    names = [str(each.value) for each in first.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return PdfTimestamp(instant, first.subject.rfc4514_string(), refused, " ".join(names))


def _instant(said: Any, digest: Callable[[hashes.HashAlgorithm], bytes]) -> datetime:
    try:
        imprint = said["message_imprint"]
        named = imprint["hash_algorithm"]["algorithm"].native
        stated, instant = bytes(imprint["hashed_message"].native), said["gen_time"].native
    except (ValueError, KeyError, TypeError) as error:
        raise CmsUnreadable(type(error).__name__) from None
    if stated != digest(hash_named(named)):
        raise CmsAltered("another digest")
    if not isinstance(instant, datetime):
        raise CmsUnreadable("no instant")
    return instant


def _stamps_only(certificate: x509.Certificate) -> SignatureFault | None:
    """RFC 3161, 2.3: a timestamp authority is certified for that, critically, and nothing else."""
    try:
        stated = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return SignatureFault.SIGNATURE_USAGE
    only = stated.critical and set(stated.value) == _TIMESTAMPING
    return None if only else SignatureFault.SIGNATURE_USAGE


def untrusted(
    checked: CheckedCms, trust: TrustAnchors, at: datetime,
    purposes: frozenset[ObjectIdentifier] = SIGNING_PURPOSES,
) -> SignatureFault | None:  # fmt: skip
    """Why the chain of a signature is not believed at that instant; None when it is."""
    try:
        check_chain(checked.chain, trust, at, purposes)
    except SignatureRefused as refused:
        return refused.code
    return None
