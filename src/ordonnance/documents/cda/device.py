"""A device prescribed as FR-Dispositif-medical: its codes, days, quantity, and four facts."""

from uuid import UUID

from ordonnance.documents.cda.codes import (
    EMDN,
    LPP,
    OFF_LABEL,
    Said,
    System,
    coded,
    loinc,
    templates,
)
from ordonnance.documents.cda.dosing import treatment
from ordonnance.documents.cda.line import fact, facts_of, renewals
from ordonnance.documents.cda.narrative import (
    amounts_told,
    beside_told,
    cell,
    facts_told,
    mentions_told,
    posology_told,
    table,
)
from ordonnance.documents.cda.product import NOT_CODED
from ordonnance.documents.cda.sections import section
from ordonnance.documents.cda.values import line_id, reference, told_at
from ordonnance.documents.sheet import SheetLine
from ordonnance.domain.coding import Coding
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import Line, Ordonnance

_LINE = templates("2.16.840.1.113883.10.20.1.34", "1.2.250.1.213.1.1.3.20")
USAGE = "usage"
"""End of the name of the words that say how it is used: CDA has no element for them."""
_HEADS = ("N°", "Dispositif médical", "Usage", "Durée et quantité", "Mentions", "Renseignements")


def anchor_of(line: Line) -> str:
    """The name of a device in the narrative."""
    return f"dm-{line.number:03d}"


def devices(lines: list[tuple[Line, SheetLine]], ordonnance: Ordonnance, document: UUID) -> Element:
    """The section of the devices, with the very words of the sheet."""
    return section(
        ("1.2.250.1.213.1.1.2.222",),
        "dispositifs",
        loinc("46264-8", "Dispositifs médicaux"),
        "Prescription de dispositifs médicaux",
        table(_HEADS, (_row(line, printed) for line, printed in lines)),
        (_entry(line, ordonnance, document) for line, _ in lines),
        document,
    )


def _row(line: Line, printed: SheetLine) -> tuple[Element, ...]:
    anchor = anchor_of(line)
    return (
        cell(str(line.number)),
        e("td", e("content", printed.label, ID=anchor), beside_told(line, anchor)),
        e("td", posology_told(line, printed, anchor, USAGE)),
        e("td", amounts_told(line, printed, anchor)),
        e("td", mentions_told(line, anchor)),
        e("td", facts_told(_facts(line), anchor)),
    )


def _entry(line: Line, ordonnance: Ordonnance, document: UUID) -> Element:
    anchor, zone = anchor_of(line), ordonnance.prescriber.zone
    device = e("playingDevice", _code(line, anchor), classCode="DEV", determinerCode="INSTANCE")
    supply = e(
        "supply",
        _LINE,
        line_id(document, line.id),
        told_at(anchor),
        treatment(line, ordonnance.established_on),
        renewals(line),
        e("quantity", value=str(line.packs)) if line.packs is not None else None,
        e("participant", e("participantRole", device, classCode="MANU"), typeCode="DEV"),
        [
            fact(said, stands, anchor, document, ordonnance.established_at, zone)
            for said, stands in _facts(line)
        ],
        classCode="SPLY",
        moodCode="INT",
    )
    return e("entry", supply)


def _facts(line: Line) -> tuple[tuple[Said, bool], ...]:
    """Those of a medicine, without the one about its marketing authorisation."""
    return tuple(each for each in facts_of(line) if each[0] is not OFF_LABEL)


def _code(line: Line, anchor: str) -> Element:
    """EMDN as the code, LPP beside it; either may be missing."""
    said = e("originalText", reference(anchor))
    held = line.product.other_codes if line.product else ()
    lpp, emdn = _of(held, LPP), _of(held, EMDN)
    beside = coded("translation", lpp.code, LPP, lpp.display or line.label) if lpp else None
    if emdn is None:
        return e("code", said, beside, nullFlavor=NOT_CODED)
    code = coded("code", emdn.code, EMDN, emdn.display or line.label, said)
    return e(code.tag, (*code.elements, *([beside] if beside else [])), **code.attributes)


def _of(codings: tuple[Coding, ...], system: System) -> Coding | None:
    return next((each for each in codings if each.system.endswith(system.oid)), None)
