"""`eP-MED-DM` read: the ordonnance that the structures say, its number, its copy."""

from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from ordonnance.documents.cda.codes import PRESCRIPTION
from ordonnance.documents.cda.reading import (
    CdaInvalid,
    Narrative,
    copy_of,
    decimal_of,
    has_template,
    instant_of,
    not_too_many,
    required,
    sections_of,
)
from ordonnance.documents.cda.reading_device import read_device
from ordonnance.documents.cda.reading_line import read_line
from ordonnance.documents.cda.reading_people import patient, prescriber
from ordonnance.documents.cda.reading_words import ANCHOR
from ordonnance.domain.markup import Element
from ordonnance.domain.people import Patient
from ordonnance.domain.prescription import Ordonnance

MODEL = "1.2.250.1.213.1.1.1.39"
_MEASURES = {"29463-7": "weight_kg", "8302-2": "height_cm"}
_UNITS = {"weight_kg": "kg", "height_cm": "cm"}


@dataclass(frozen=True, slots=True)
class ReadPrescription:
    """What a document says.

    `number` is its root and extension in the base of its author, None when it has none. `unread`
    names in French the sections that are kept in the document and not read here.
    """

    ordonnance: Ordonnance
    document: str
    number: tuple[str, str] | None
    pdf: bytes | None
    unread: tuple[str, ...]
    flags: tuple[str, ...] = ()
    """Codes of what is said of the whole prescription, known here or not."""


_READ = frozenset({"57723-9", "57828-6", "46264-8", "55112-7", "8716-3", "55108-5"})


def read_prescription(document: Element) -> ReadPrescription:
    """The prescription of a parsed document. Raises CdaInvalid: where, and why."""
    if not has_template(document, MODEL):
        raise CdaInvalid("templateId", f"ce document n’est pas une eP-MED-DM ({MODEL})")
    code = document.first("code")
    if code is None or code.get("code") != PRESCRIPTION:
        raise CdaInvalid("code", "le type du document n’est pas celui d’une prescription")
    identifier = required(document.first("id"), "id").get("root") or ""
    ordonnance, sections = _ordonnance(document)
    titles = (each.first("title") for code, each in sections.items() if code not in _READ)
    return ReadPrescription(
        ordonnance,
        identifier,
        number_of(document),
        copy_of(sections.get("55108-5")),
        tuple(title.text for title in titles if title is not None),
        flags_of(document),
    )


def _ordonnance(document: Element) -> tuple[Ordonnance, dict[str, Element]]:
    words = Narrative.of(document)
    sections = sections_of(document)
    time = required(document.first("author", "time"), "author/time")
    who = prescriber(document)
    subject = patient(document)
    empty = Ordonnance(instant_of(time.get("value"), "author/time"), who, ())
    entries = [*_entries(sections.get("57828-6"), "substanceAdministration"),
               *_entries(sections.get("46264-8"), "supply")]  # fmt: skip
    not_too_many(entries, "sections 57828-6 et 46264-8 (médicaments, dispositifs)")
    numbers = _numbers(entries)
    lines = [
        (read_device if each.first("supply") is not None else read_line)(
            each, number, words, empty.established_on
        )
        for number, each in zip(numbers, entries, strict=True)
    ]
    comment = sections.get("55112-7")
    said = comment.first("text") if comment else None
    measured = _measured(subject, sections.get("8716-3"))
    return (
        replace(
            empty,
            hospital_service=_service(document),
            lines=tuple(sorted(lines, key=attrgetter("number"))),
            patient=measured,
            anonymous=subject is None,
            advice=said.text or None if said else None,
        ),
        sections,
    )


def _service(document: Element) -> str | None:
    """The service of a hospital in which it was prescribed."""
    path = ("componentOf", "encompassingEncounter", "location", "healthCareFacility")
    name = document.first(*path, "location", "name")
    return name.text or None if name is not None else None


def _entries(section: Element | None, kind: str) -> list[Element]:
    every = section.all("entry") if section is not None else ()
    return [each for each in every if each.first(kind) is not None]


def _numbers(entries: list[Element]) -> list[int]:
    """The numbers of the lines: those of our anchors, else their rank in the document."""
    told: list[int] = []
    for each in entries:
        pointed = each.first("substanceAdministration", "text", "reference") or each.first(
            "supply", "text", "reference"
        )
        value = (pointed.get("value") or "") if pointed is not None else ""
        named = ANCHOR.fullmatch(value.removeprefix("#"))
        told.append(int(named[1]) if named else 0)
    ranks = list(range(1, len(entries) + 1))
    return told if sorted(told) == ranks else ranks


def _measured(subject: Patient | None, section: Element | None) -> Patient | None:
    """Weight and height, in the units that an ordonnance keeps; others are left in the document."""
    if subject is None or section is None:
        return subject
    found: dict[str, Decimal] = {}
    for each in section.all("entry", "organizer", "component", "observation"):
        code, value = each.first("code"), each.first("value")
        name = _MEASURES.get((code.get("code") or "") if code else "")
        if name is not None and value is not None and value.get("unit") == _UNITS[name]:
            measured = decimal_of(value.get("value"), "section 8716-3")
            if measured < 0:
                raise CdaInvalid("section 8716-3", "une mesure plausible est attendue")
            found[name] = measured
    return replace(subject, **found) if found else subject  # type: ignore[arg-type]  # names are fields of Patient


def flags_of(document: Element) -> tuple[str, ...]:
    """What is said of a whole prescription, by code."""
    said = (
        each.first("code")
        for each in document.all("documentationOf", "serviceEvent")
        if each.get("classCode") == "INFO"
    )
    return tuple(code.get("code") or "" for code in said if code is not None and code.get("code"))


def number_of(document: Element) -> tuple[str, str] | None:
    """Root and extension of the number of a prescription, None when it has none."""
    for event in document.all("documentationOf", "serviceEvent"):
        found = event.first("id")
        if event.get("classCode") != "INFO" and found is not None and found.get("extension"):
            return found.get("root") or "", found.get("extension") or ""
    return None
