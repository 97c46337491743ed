"""Identifiers and codes of the French CDA documents (CI-SIS): facts, in one place.

Sources: volets eP-MED-DM and eDISP-MED 2024.01, public examples and schematrons of the ANS.
"""

from dataclasses import dataclass

from ordonnance.domain.markup import Element, e


@dataclass(frozen=True, slots=True)
class System:
    """A code system: its OID and the name that goes beside it."""

    oid: str
    name: str | None = None


LOINC = System("2.16.840.1.113883.6.1", "LOINC")
TA_ASIP = System("1.2.250.1.213.1.1.4.322", "TA_ASIP")
ACT_CODE = System("2.16.840.1.113883.5.4", "HL7:ActCode")
EDQM = System("0.4.0.127.0.16.1.1.2.1", "EDQM")
CIS = System("1.2.250.1.213.2.3.1", "CIS")
CIP = System("1.2.250.1.213.2.3.2", "CIP")
ATC = System("2.16.840.1.113883.6.73", "ATC")
SMS = System("2.16.840.1.113883.3.6905.2", "SMS")
IHE_ACT = System("1.3.6.1.4.1.19376.1.5.3.2", "IHEActCode")
SUBSTITUTION = System("2.16.840.1.113883.5.1070", "HL7_substanceAdminSubstitution")
PROFESSIONS = System("1.2.250.1.213.1.1.4.5")
LPP = System("1.2.250.1.215.200.2.1", "LPP")
EMDN = System("1.2.250.1.213.2.68", "EMDN")
GENDER = System("2.16.840.1.113883.5.1")
CONFIDENTIALITY = System("2.16.840.1.113883.5.25")
SETTINGS = System("1.2.250.1.213.1.1.4.9", "practiceSettingCode")
TEAM_FUNCTION = System("1.2.250.1.213.1.6.1.107")
IHE_ITEM = System("1.3.6.1.4.1.19376.1.9.2.2", "IHE Pharmacy Item Type List")
DEVICES = System("1.2.250.1.213.1.1.4.6")
"""What an author is when it is no person."""
FACILITIES = System("1.2.250.1.71.4.2.4")
"""Sectors of activity of structures (TRE_R02)."""

DOCUMENT_TYPES = System("1.2.250.1.213.1.1.4.12", "TRE_A05-TypeDocComplementaire")
"""Types of documents that LOINC does not have."""

PERSON_ID = "1.2.250.1.71.4.2.1"
"""idNatPS: « 8 » and the RPPS number."""
STRUCTURE_ID = "1.2.250.1.71.4.2.2"
"""idNatStruct: « 1 » and the FINESS number, « 3 » and the SIRET number."""

PRESCRIPTION = "57833-6"
DISPENSATION = "60593-1"
BOX, CONTAINER = "30009000", "30015500"
"""EDQM containers: a box, and whatever holds a preparation."""

BIZONE, EXCEPTION, SECURED = "MED-1096", "MED-1097", "MED-1098"
FLAG_NAMES = {
    BIZONE: "Prescription bizone",
    EXCEPTION: "Prescription médicaments d'exception",
    SECURED: "Ordonnance sécurisée",
    "MED-1132": "Prescription grand appareillage",
    "MED-1094": "Exécution à domicile",
    "MED-1095": "Exécution en urgence",
    "MED-1159": "Affection militaire",
}
"""What may be said of a whole prescription, in the order of the volet eP-MED-DM."""


@dataclass(frozen=True, slots=True)
class Said:
    """A yes-or-no fact of a line: code of TA_ASIP, last number of its template, words."""

    code: str
    template: str
    words: str
    id: str


ALD = Said("MED-574", "13", "En rapport avec une ALD", "ald")
WORK = Said(
    "GEN-180",
    "14",
    "En rapport avec un accident du travail ou une maladie professionnelle",
    "atmp",
)
PREVENTION = Said("GEN-295", "34", "En rapport avec la prévention", "prevention")
NOT_REIMBURSABLE = Said("GEN-181", "15", "Non remboursable", "nr")
OFF_LABEL = Said("GEN-179", "12", "Hors Autorisation de Mise sur le Marché (AMM)", "hors-amm")


def template(root: str, extension: str | None = None) -> Element:
    """A templateId."""
    return e("templateId", root=root, extension=extension)


def templates(*roots: str) -> tuple[Element, ...]:
    """Several templateIds, in the order given."""
    return tuple(template(root) for root in roots)


def coded(
    tag: str, code: str, system: System, words: str | None = None, *inside: Element, **more: str
) -> Element:
    """A coded element with the name of its system."""
    return e(
        tag,
        inside,
        code=code,
        displayName=words,
        codeSystem=system.oid,
        codeSystemName=system.name,
        **more,
    )


def loinc(code: str, words: str) -> Element:
    """The code of a document, a section or an observation."""
    return coded("code", code, LOINC, words)
