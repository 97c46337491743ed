"""`eP-MED-DM` 2024.01: an issued ordonnance as the French CDA document of a prescription."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ordonnance.documents.cda import narrative, people, sections
from ordonnance.documents.cda.codes import (
    BIZONE,
    CONFIDENTIALITY,
    FLAG_NAMES,
    PRESCRIPTION,
    SECURED,
    TA_ASIP,
    coded,
    loinc,
    template,
    templates,
)
from ordonnance.documents.cda.device import devices
from ordonnance.documents.cda.line import entry, window
from ordonnance.documents.cda.values import day, document_id, instant, oid
from ordonnance.documents.lines import sheet_line
from ordonnance.domain.drug import Medicine
from ordonnance.domain.markup import Element, e
from ordonnance.domain.mentions import NamedPharmacy
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Category, Exoneration, Ordonnance

MODELS = (
    *templates(
        "2.16.840.1.113883.2.8.2.1",
        "1.2.250.1.213.1.1.1.1",
        "1.3.6.1.4.1.19376.1.9.1.1.1",
        "1.3.6.1.4.1.19376.1.5.3.1.1.1",
    ),
    template("1.2.250.1.213.1.1.1.39", "2024.01"),
)
TITLE = "Prescription de médicaments et/ou de dispositifs médicaux"
DEROGATION_TITLE = (
    "Prescription SAMU-SAS, circuit dérogatoire MSSanté\u202f: n’est pas une ordonnance numérique"
)
_SAID = "Prescription de produits de santé"


STRUCTURED = frozenset({Category.MEDICINE, Category.PREPARATION, Category.DEVICE})
"""Categories whose lines have structures here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a document is made of beside the ordonnance.

    `number_root` is the OID under which this base gives its numbers. `sealed_at` is the instant of
    the seal; `pdf` what the patient received, `code` the picture of its QR code (PNG). `in_words`
    are the lines under R.5132-29, `secured` tells that a line falls under R.5132-5; `flags` are
    further codes of `FLAG_NAMES` (exception, at home, urgent…).
    """

    number: OrdonnanceNumber
    number_root: str
    sealed_at: datetime
    pdf: bytes
    code: bytes | None = None
    medicines: Mapping[int, Medicine | None]
    in_words: frozenset[int] = frozenset()
    secured: bool = False
    flags: frozenset[str] = frozenset()


def prescription(ordonnance: Ordonnance, issued: Issued) -> Element:
    """The whole document. Lines that have no structures here raise ValueError."""
    kinds = {line.category for line in ordonnance.lines}
    if not kinds <= STRUCTURED:
        raise ValueError("eP-MED-DM : médicaments, préparations et dispositifs seulement")
    author = ordonnance.prescriber
    return e(
        "ClinicalDocument",
        e("realmCode", code="FR"),
        e("typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040"),
        MODELS,
        head(issued, author, loinc(PRESCRIPTION, _SAID), title_of(ordonnance)),
        people.record_target(ordonnance.patient),
        people.author(author, ordonnance.established_at),
        people.custodian(author),
        people.legal_authenticator(author, issued.sealed_at),
        people.replaced(author),
        [people.executant(each) for each in _named(ordonnance)],
        act(ordonnance, issued, loinc(PRESCRIPTION, _SAID)),
        flags(ordonnance, issued),
        encounter(ordonnance),
        e("component", e("structuredBody", _body(ordonnance, issued))),
    )


def title_of(ordonnance: Ordonnance) -> str:
    """What the document is called."""
    return TITLE if ordonnance.derogation is None else DEROGATION_TITLE


def _named(ordonnance: Ordonnance) -> list[NamedPharmacy]:
    """The pharmacies named by the lines, each once."""
    named = (line.named_pharmacy for line in ordonnance.lines)
    return list(dict.fromkeys(each for each in named if each is not None))


def head(issued: Issued, author: Prescriber, code: Element, title: str) -> tuple[Element, ...]:
    """What names the document: id, type, title, day, language, version."""
    identifier = oid(document_id(issued.number.value))
    return (
        e("id", root=identifier),
        code,
        e("title", title),
        e("effectiveTime", value=instant(issued.sealed_at, author.zone)),
        coded("confidentialityCode", "N", CONFIDENTIALITY, "Normal"),
        e("languageCode", code="fr-FR"),
        e("setId", root=identifier),
        e("versionNumber", value="1"),
    )


def act(ordonnance: Ordonnance, issued: Issued, code: Element) -> Element:
    """The act documented, under the number of the ordonnance."""
    first, last = window(ordonnance)
    during = e(
        "effectiveTime",
        e("low", value=day(first)),
        e("high", value=day(last)) if last else e("high", nullFlavor=people.UNKNOWN),
    )
    event = e(
        "serviceEvent",
        e("id", root=issued.number_root, extension=issued.number.value),
        code,
        during,
        e("performer", people.assigned_entity(ordonnance.prescriber), typeCode="PRF"),
        classCode="ACT",
    )
    return e("documentationOf", event)


def flags(ordonnance: Ordonnance, issued: Issued) -> tuple[Element, ...]:
    """What is said of the whole prescription; a code that is not in the table raises ValueError."""
    if not issued.flags <= FLAG_NAMES.keys():
        raise ValueError("marque inconnue")
    said = set(issued.flags)
    if any(line.exoneration is Exoneration.ALD for line in ordonnance.lines):
        said.add(BIZONE)
    if issued.secured:
        said.add(SECURED)
    stand = [flag for flag in FLAG_NAMES if flag in said]
    return tuple(
        e("documentationOf", e("serviceEvent", coded("code", flag, TA_ASIP, FLAG_NAMES[flag]),
                               classCode="INFO"))
        for flag in stand
    )  # fmt: skip


def encounter(ordonnance: Ordonnance) -> Element:
    """Where and when it was prescribed."""
    author = ordonnance.prescriber
    at = instant(ordonnance.established_at, author.zone)
    service = ordonnance.hospital_service
    # What kind of structure it is, an ordonnance does not say; that it is a hospital, it may.
    facility = e(
        "healthCareFacility",
        people.structure_id(author.practice),
        e("code", nullFlavor=people.UNKNOWN),
        e("location", e("name", service)) if service else None,
    )
    ambulatory = e("code", code="AMB", displayName="Ambulatoire (hors établissement)",
                   codeSystem="2.16.840.1.113883.5.4")  # fmt: skip
    meeting = e(
        "encompassingEncounter",
        e("code", nullFlavor=people.UNKNOWN) if service else ambulatory,
        e("effectiveTime", e("high", value=at)),
        e("location", facility),
    )  # fmt: skip
    return e("componentOf", meeting)


def _body(ordonnance: Ordonnance, issued: Issued) -> list[Element]:
    document = document_id(issued.number.value)
    printed = [
        (
            line,
            sheet_line(
                line, issued.medicines.get(line.number), in_words=line.number in issued.in_words
            ),
        )
        for line in ordonnance.lines
    ]
    taken = [each for each in printed if each[0].category is not Category.DEVICE]
    used = [each for each in printed if each[0].category is Category.DEVICE]
    entries = [
        entry(line, issued.medicines.get(line.number), ordonnance, document) for line, _ in taken
    ]
    found = [
        sections.code_2d(issued.code, document) if issued.code else None,
        sections.medicines(narrative.medicines(taken), entries, document) if taken else None,
        devices(used, ordonnance, document) if used else None,
        sections.comment(ordonnance.advice, document) if ordonnance.advice else None,
        sections.vital_signs(ordonnance.patient, ordonnance.established_on, document)
        if ordonnance.patient
        else None,
        sections.copy(issued.pdf, document),
    ]
    return [each for each in found if each is not None]
