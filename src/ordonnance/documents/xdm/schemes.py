"""Schemes and codes of XDS metadata: facts, in one place.

Sources: IHE ITI TF-3 (4.2) for the schemes; for the French codes, the value sets of the CI-SIS and
the sample archives of the ANS (May 2026).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.documents.cda.codes import DISPENSATION, PRESCRIPTION


@dataclass(frozen=True, slots=True)
class Coded:
    """A code, the OID of its system, and its words."""

    code: str
    system: str
    words: str


class DocumentScheme(StrEnum):
    """What a classification of a document says."""

    AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
    CLASS = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
    CONFIDENTIALITY = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
    EVENT = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
    FACILITY = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
    FORMAT = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
    PRACTICE = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
    TYPE = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
    PATIENT_ID = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
    UNIQUE_ID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"


class SetScheme(StrEnum):
    """What a classification or an identifier of a submission set says."""

    NODE = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
    AUTHOR = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
    CONTENT_TYPE = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
    PATIENT_ID = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
    SOURCE_ID = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
    UNIQUE_ID = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"


STABLE_DOCUMENT = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
"""objectType of a document that no longer changes."""

_CLASSES = "1.2.250.1.213.1.1.4.1"
_FORMATS = "1.3.6.1.4.1.19376.1.2.3"
_PRESCRIBED = Coded("42", _CLASSES, "Prescription")
_DISPENSED = Coded("43", _CLASSES, "Dispensation")
PDF_IN_CDA = Coded("urn:ihe:iti:xds-sd:pdf:2008", _FORMATS, "PDF dans un CDA de niveau 1")


@dataclass(frozen=True, slots=True)
class Kind:
    """What XDS says of a type of document; `format` is that of its structured model."""

    class_code: Coded
    format: Coded


KINDS: Mapping[str, Kind] = {
    PRESCRIPTION: Kind(
        _PRESCRIBED,
        Coded("urn:ihe:pharm:pre:2010", _FORMATS, "Prescription de produits de santé"),
    ),
    DISPENSATION: Kind(
        _DISPENSED, Coded("urn:ihe:pharm:dis:2010", _FORMATS, "Dispensation médicamenteuse")
    ),
}
"""By type code, the documents that have a structured model here."""


def kind_of(type_code: str, *, unstructured: bool) -> Kind:
    """What XDS says of a document; a type that is not known here is taken for a prescription."""
    known = KINDS.get(type_code, Kind(_PRESCRIBED, PDF_IN_CDA))
    return Kind(known.class_code, PDF_IN_CDA) if unstructured else known


NO_SECTOR = Coded("SA43", "1.2.250.1.71.4.2.4", "Secteur non défini")
"""Facility of a document that does not say in what kind of structure it was made (JDV_J02)."""
AMBULATORY = Coded("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", "Ambulatoire")
