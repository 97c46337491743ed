"""A device of a CDA prescription: product, use, quantity, facts."""

from collections.abc import Iterator
from datetime import date

from ordonnance.documents.cda.codes import EMDN, LPP, NOT_REIMBURSABLE
from ordonnance.documents.cda.device import USAGE
from ordonnance.documents.cda.narrative import SENTENCE
from ordonnance.documents.cda.reading import CdaInvalid, Narrative, required, whole_of
from ordonnance.documents.cda.reading_dosing import posology_said
from ordonnance.documents.cda.reading_line import (
    facts_read,
    ground_of,
    id_read,
    renewals_read,
    treatment_read,
    worded,
)
from ordonnance.documents.cda.reading_words import Words
from ordonnance.domain.calendar import MAX_DURATION, Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.markup import Element
from ordonnance.domain.prescription import Category, Line, Product

_PATH = ("participant", "participantRole", "playingDevice", "code")


def read_device(entry: Element, number: int, words: Narrative, established_on: date) -> Line:
    """The line of an entry. Raises CdaInvalid with the place."""
    at = f"entry[{number}]/supply"
    given = required(entry.first("supply"), at)
    code = required(given.first(*_PATH), f"{at}/participant")
    said = Words.of(words, given)
    facts = facts_read(given)
    label = _label(given, code, words, f"{at}/participant")
    return worded(
        Line(
            number=number,
            id=id_read(given, number),
            category=Category.DEVICE,
            posology=posology_said(said.text(SENTENCE) or said.text(USAGE) or label),
            product=Product(label, other_codes=tuple(_codes(code))),
            packs=_packs(given, at),
            renewals=renewals_read(given, at),
            exoneration=ground_of(facts),
            not_reimbursable=facts.get(NOT_REIMBURSABLE.code, False),
        ),
        said,
        _used(given, at),
        established_on,
    )


def _packs(given: Element, at: str) -> int | None:
    quantity = given.first("quantity")
    if quantity is None or quantity.get("value") is None:
        return None
    return whole_of(quantity.get("value"), f"{at}/quantity")


def _used(given: Element, at: str) -> tuple[date | None, Duration | None]:
    """The days of use; those of the hire (LPP) when the days of use have no end."""
    start, lasts = treatment_read(given, at)
    hired = given.first("expectedUseTime", "width")
    if lasts is None and hired is not None and hired.get("unit") == "d":
        days = whole_of(hired.get("value"), f"{at}/expectedUseTime")
        lasts = Duration(days, TimeUnit.DAY) if 1 <= days <= MAX_DURATION else None
    return start, lasts


def _label(given: Element, code: Element, words: Narrative, at: str) -> str:
    named = (each.get("displayName") for each in (*code.all("translation"), code))
    said = words.told(code.first("originalText")) or words.told(given.first("text"))
    label = said or next((each for each in named if each), None)
    if not label:
        raise CdaInvalid(at, "le nom du dispositif manque")
    return label


def _codes(code: Element) -> Iterator[Coding]:
    for each in (code, *code.all("translation")):
        system, value = each.get("codeSystem"), each.get("code")
        if value and system in (EMDN.oid, LPP.oid):
            yield Coding(f"urn:oid:{system}", value, each.get("displayName"))
