"""The signatures of a PDF shown to be verified, as points told in French."""

from collections.abc import Iterator
from datetime import datetime

from cryptography.x509.oid import NameOID

from ordonnance.adapters.pades.reading import PdfSignature, PdfSignatureFault, read_signatures
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import visible
from ordonnance.domain.ids import Rpps
from ordonnance.domain.verification import Point, Proof, Told

NOBODY = TrustAnchors(())
"""No authority is configured: nobody's signature is believed, though it may hold."""

_LONGEST_NAME = 120


def signatures_told(
    pdf: bytes, trust: TrustAnchors | None, at: datetime, author: Rpps | None
) -> tuple[Told, ...]:
    """One point for each signature of the file; `author`: who wrote the ordonnance, if known."""
    found = read_signatures(pdf, trust or NOBODY, at)
    return tuple(told for each in found for told in _told(each, author))


def _told(signature: PdfSignature, author: Rpps | None) -> Iterator[Told]:
    if signature.fault is PdfSignatureFault.UNREADABLE:
        said = f"Une signature de ce PDF n'a pas été lue\u202f: {signature.fault.reason}."
        yield Told(Point.FILE_SIGNATURE, Proof.NOT_PROVEN, said)
        return
    if signature.fault is not None:
        said = f"Une signature de ce PDF ne tient pas\u202f: {signature.fault.reason}."
        yield Told(Point.FILE_SIGNATURE, Proof.CONTRADICTED, said)
        return
    who = f"Ce PDF est signé par {_signer(signature)}"
    doubt = _doubt(signature, author)
    if doubt:
        yield Told(Point.FILE_SIGNATURE, Proof.NOT_PROVEN, f"{who}, mais {doubt}.")
        return
    said = f"{who}{_dated(signature)}, et rien n'y a été ajouté depuis. "
    said += "La révocation du certificat n'est pas vérifiée."
    yield Told(Point.FILE_SIGNATURE, Proof.PROVEN, said)


def _doubt(signature: PdfSignature, author: Rpps | None) -> str:
    """Why a signature that holds proves less than it seems; empty when nothing does."""
    if signature.untrusted is not None:
        return signature.untrusted.reason
    if author is None:
        return "on ne sait pas ici s'il est l'auteur d'une ordonnance"
    if signature.rpps != author:
        return "ce n'est pas l'auteur de l'ordonnance"
    if not signature.whole:
        return "quelque chose y a été ajouté depuis"
    return ""


def _signer(signature: PdfSignature) -> str:
    """The person as the certificate names them; a card has a number for common name."""
    subject = signature.chain[0].subject
    names = [
        str(attribute.value)
        for oid in (NameOID.GIVEN_NAME, NameOID.SURNAME)
        for attribute in subject.get_attributes_for_oid(oid)
    ] or [str(each.value) for each in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    said = visible(" ".join(names)[:_LONGEST_NAME])
    said = f"un certificat au nom de «\u202f{said}\u202f»" if said else "un certificat sans nom"
    return f"{said}, RPPS {signature.rpps.value}" if signature.rpps else said


def _dated(signature: PdfSignature) -> str:
    stamp = signature.timestamp
    if stamp is None or stamp.untrusted is not None:
        return ""
    return f" le {dates.long(stamp.at.date())} (date d'une autorité d'horodatage)"
