"""The CDA documents attached to a file shown, against the one that the base writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.reading import XmlUnreadable
from ordonnance.documents.cda.level_one import is_level_one, read_level_one
from ordonnance.documents.cda.read_prescription import read_prescription
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.domain.markup import Element
from ordonnance.domain.prescription import Line, Ordonnance


class Likeness(StrEnum):
    """How an attached document stands to the one that the base writes."""

    SAME = "same"
    """Byte for byte."""
    REDATED = "redated"
    """Everything but the instants of its header."""
    CODED = "coded"
    """The same ordonnance, in other words or with another copy."""
    OTHER = "other"
    """Another ordonnance."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, repr=False)
class Likened:
    """The likeness of one document, and the copy of the sheet that it carries, if it is another."""

    likeness: Likeness
    copy: bytes | None = None


@dataclass(frozen=True, slots=True, repr=False)
class _Said:
    """What a document says, apart from what a catalogue adds to it."""

    ordonnance: Ordonnance
    number: tuple[str, str] | None
    flags: frozenset[str]
    kind: str


def likened(attached: bytes, written: Sequence[bytes]) -> Likened:
    """One attached document; `written`: what the base may have written, the likeliest first."""
    if attached in written:
        return Likened(Likeness.SAME)
    try:
        theirs = parse(attached)
        said, copy = _read(theirs)
    except (XmlUnreadable, CdaInvalid):
        return Likened(Likeness.UNREADABLE)
    found = Likened(Likeness.OTHER)
    for each in written:
        mine = parse(each)
        if _bare(theirs) == _bare(mine):
            return Likened(Likeness.REDATED)
        told, held = _read(mine)
        if told == said and found.likeness is Likeness.OTHER:
            found = Likened(Likeness.CODED, None if copy == held else copy)
    return found


def _read(document: Element) -> tuple[_Said, bytes | None]:
    """What is said, and the copy. Raises CdaInvalid."""
    if is_level_one(document):
        sheet = read_level_one(document)
        return _Said(sheet.ordonnance, sheet.number, frozenset(), sheet.type), sheet.pdf
    read = read_prescription(document)
    ordonnance = read.ordonnance
    lines = tuple(_own(line) for line in ordonnance.lines)
    said = _Said(replace(ordonnance, lines=lines), read.number, frozenset(read.flags), "")
    return said, read.pdf


def _own(line: Line) -> Line:
    """The line without the substances and the form that a catalogue adds to a speciality."""
    product = line.product
    if product is None or (product.cis is None and product.cip13 is None):
        return line
    return replace(line, product=replace(product, substances=(), form=None))


def _bare(document: Element) -> Element:
    """The document without the instants of its header."""
    return replace(
        document,
        children=tuple(
            _undated(child) if isinstance(child, Element) else child
            for child in document.children
            if not (isinstance(child, Element) and child.tag == "effectiveTime")
        ),
    )


def _undated(part: Element) -> Element:
    if part.tag != "legalAuthenticator":
        return part
    kept = (
        each for each in part.children if not (isinstance(each, Element) and each.tag == "time")
    )
    return replace(part, children=tuple(kept))
