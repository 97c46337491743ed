"""CDA of level 1: a header, and the sheet as PDF, for what has no structured model here.

Type codes: value set JDV_J07 of the CI-SIS (XdsTypeCode), edition of 13/12/2024.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass

from ordonnance.documents.cda import people
from ordonnance.documents.cda.codes import DOCUMENT_TYPES, LOINC, PRESCRIPTION, coded, templates
from ordonnance.documents.cda.prescription import Issued, act, encounter, flags, head
from ordonnance.documents.cda.read_prescription import number_of
from ordonnance.documents.cda.reading import CdaInvalid, instant_of, required
from ordonnance.documents.cda.reading_people import patient, prescriber
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import Category, Ordonnance

MODELS = templates("2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.3.6.1.4.1.19376.1.2.20")
"""HL7 France, CI-SIS, and a PDF within a CDA (IHE XDS-SD)."""

TYPES: Mapping[Category, tuple[str, str]] = {
    Category.BIOLOGY: ("PRESC-BIO", "Prescription d'actes de biologie médicale"),
    Category.NURSING: ("PRESC-INF", "Prescription d'actes infirmiers"),
    Category.PHYSIOTHERAPY: ("PRESC-KINE", "Prescription d'actes de kinésithérapie"),
    Category.SPEECH_THERAPY: ("PRESC-ORTHOPHO", "Prescription d'actes d'orthophonie"),
    Category.ORTHOPTICS: ("PRESC-ORTHOPTIE", "Prescription d'actes d'orthoptie"),
    Category.PODIATRY: ("PRESC-PEDI", "Prescription d'actes de pédicurie"),
}
"""Categories that have a type of their own, which is no LOINC code."""
HEALTH_PRODUCTS = frozenset({Category.MEDICINE, Category.PREPARATION, Category.DEVICE})
OTHER = ("57828-6", "Prescription (autre)")
_PRODUCTS = (PRESCRIPTION, "Prescription de produits de santé")


def type_of(ordonnance: Ordonnance) -> Element:
    """The type of the document: that of its lines when they are of one kind."""
    kinds = {line.category for line in ordonnance.lines}
    if kinds <= HEALTH_PRODUCTS:
        return coded("code", _PRODUCTS[0], LOINC, _PRODUCTS[1])
    if len(kinds) > 1:
        return coded("code", OTHER[0], LOINC, OTHER[1])
    code, words = TYPES[kinds.pop()]
    return coded("code", code, DOCUMENT_TYPES, words)


def level_one(ordonnance: Ordonnance, issued: Issued) -> Element:
    """The header of any ordonnance, around its sheet."""
    author, code = ordonnance.prescriber, type_of(ordonnance)
    pdf = b64encode(issued.pdf).decode("ascii")
    sheet = e("text", pdf, mediaType="application/pdf", representation="B64")
    return e(
        "ClinicalDocument",
        e("realmCode", code="FR"),
        e("typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040"),
        MODELS,
        head(issued, author, code, code.get("displayName") or ""),
        people.record_target(ordonnance.patient),
        people.author(author, ordonnance.established_at),
        people.custodian(author),
        people.legal_authenticator(author, issued.sealed_at),
        people.replaced(author),
        act(ordonnance, issued, code),
        flags(ordonnance, issued),
        encounter(ordonnance),
        e("component", e("nonXMLBody", sheet)),
    )


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a document of level 1 says: its header without its lines, and the sheet."""

    ordonnance: Ordonnance
    document: str
    type: str
    title: str
    number: tuple[str, str] | None
    pdf: bytes


def is_level_one(document: Element) -> bool:
    """True when the body is a file and not sections."""
    return document.first("component", "nonXMLBody") is not None


def read_level_one(document: Element) -> ReadSheet:
    """The header and the sheet of a document. Raises CdaInvalid: where, and why."""
    at = "component/nonXMLBody/text"
    text = required(document.first("component", "nonXMLBody", "text"), at)
    if text.get("mediaType") != "application/pdf" or text.get("representation") != "B64":
        raise CdaInvalid(at, "un PDF en base 64 est attendu")
    try:
        pdf = b64decode("".join(text.text.split()), validate=True)
    except Base64Error:
        raise CdaInvalid(at, "le PDF est illisible") from None
    time = required(document.first("author", "time"), "author/time")
    subject = patient(document)
    established = instant_of(time.get("value"), "author/time")
    title = document.first("title")
    return ReadSheet(
        Ordonnance(established, prescriber(document), (), subject, anonymous=subject is None),
        required(document.first("id"), "id").get("root") or "",
        required(document.first("code"), "code").get("code") or "",
        title.text if title is not None else "",
        number_of(document),
        pdf,
    )
