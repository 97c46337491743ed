"""The signatures of a PDF shown to be verified: checked, then told in words."""

from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from ordonnance.adapters.pades.reading import (
    NO_LIST,
    PdfSignature,
    PdfSignatureFault,
    read_signatures,
)
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.revocation import RevocationLists
from ordonnance.domain.ids import Rpps
from ordonnance.domain.verification import Told
from ordonnance.usecases.verifying_signature_words import SeenSignature, signature_told

NOBODY = TrustAnchors(())
"""No authority is configured: nobody's signature is believed, though it may hold."""


def signatures_told(
    pdf: bytes,
    trust: TrustAnchors | None,
    at: datetime,
    author: Rpps | None,
    lists: RevocationLists = NO_LIST,
) -> tuple[Told, ...]:
    """One point for each signature of the file; `author`: who wrote the ordonnance, if known."""
    found = read_signatures(pdf, trust or NOBODY, at, lists=lists)
    return tuple(signature_told(_seen(each), author) for each in found)


def _seen(signature: PdfSignature) -> SeenSignature:
    stamp = signature.timestamp
    believed = stamp is not None and stamp.untrusted is None
    archived = stamp if signature.archive else None
    untrusted = archived.untrusted if archived else signature.untrusted
    return SeenSignature(
        fault=signature.fault.reason if signature.fault else "",
        unread=signature.fault is PdfSignatureFault.UNREADABLE,
        name=archived.named if archived else _named(signature.chain),
        rpps=signature.rpps,
        untrusted=untrusted.reason if untrusted else "",
        whole=signature.whole,
        dated=stamp.at if stamp is not None and believed else None,
        revocation=signature.revocation,
        archive=signature.archive,
    )


def _named(chain: tuple[x509.Certificate, ...]) -> str:
    """The person as the certificate names them; a card has a number for common name."""
    if not chain:
        return ""
    subject = chain[0].subject
    names = [
        str(attribute.value)
        for oid in (NameOID.GIVEN_NAME, NameOID.SURNAME)
        for attribute in subject.get_attributes_for_oid(oid)
    ] or [str(each.value) for each in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return " ".join(names)
