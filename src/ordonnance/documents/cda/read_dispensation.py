"""`eDISP-MED` read: what was served, for which lines of which prescription."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from ordonnance.documents.cda import served_words as words_of
from ordonnance.documents.cda.codes import CIP, DISPENSATION, PERSON_ID, STRUCTURE_ID
from ordonnance.documents.cda.dispenser import KINDS
from ordonnance.documents.cda.reading import (
    CdaInvalid,
    Narrative,
    day_of,
    decimal_of,
    has_template,
    instant_of,
    not_too_many,
    required,
    sections_of,
)
from ordonnance.documents.cda.reading_people import patient
from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.dispensing import (
    Declined,
    Dispense,
    Executant,
    Served,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.ids import Cip13, InvalidId
from ordonnance.domain.markup import Element
from ordonnance.domain.people import Patient

MODEL = "1.2.250.1.213.1.1.1.54"
_ITEM = "1.3.6.1.4.1.19376.1.9.1.3.11"
_REPLACED = "1.3.6.1.4.1.19376.1.9.1.3.9.2"
_NUMBER = 6
_Code = TypeVar("_Code")


@dataclass(frozen=True, slots=True)
class ReadDispensation:
    """What a document says.

    `prescriptions` are the ids of the documents served. `items` is, for each line served, the id of
    the line prescribed (lower case), None when the document does not tell it.
    """

    document: str
    prescriptions: tuple[str, ...]
    patient: Patient | None
    dispense: Dispense
    items: tuple[str | None, ...]


def read_dispensation(document: Element) -> ReadDispensation:
    """The dispensing of a parsed document. Raises CdaInvalid: where, and why."""
    if not has_template(document, MODEL):
        raise CdaInvalid("templateId", f"ce document n’est pas une eDISP-MED ({MODEL})")
    code = document.first("code")
    if code is None or code.get("code") != DISPENSATION:
        raise CdaInvalid("code", "le type du document n’est pas celui d’une dispensation")
    words = Narrative.of(document)
    place = "section 60590-7 (médicaments délivrés)"
    section = required(sections_of(document).get("60590-7"), place)
    entries = [
        (f"{place}/entry[{rank}]/supply", found)
        for rank, each in enumerate(section.all("entry"), start=1)
        if (found := each.first("supply")) is not None
    ]
    not_too_many(entries, place)
    act = _dispense(document)
    read = [
        _served(each, at, rank, words, act.on) for rank, (at, each) in enumerate(entries, start=1)
    ]
    orders = document.all("inFulfillmentOf", "order", "id")
    return ReadDispensation(
        required(document.first("id"), "id").get("root") or "",
        tuple(each.get("root") or "" for each in orders),
        patient(document),
        replace(act, served=tuple(each for each, _ in read), declined=_declined(words)),
        tuple(item for _, item in read),
    )


# --- The act


def _dispense(document: Element) -> Dispense:
    at = "documentationOf/serviceEvent"
    events = document.all("documentationOf", "serviceEvent")
    event = required(next((each for each in events if _dispensed(each)), None), at)
    identifier = event.first("id")
    when = required(event.first("effectiveTime", "low") or event.first("effectiveTime"), at)
    value = when.get("value")
    performer = required(event.first("performer", "assignedEntity"), f"{at}/performer")
    named = identifier.get("extension") or identifier.get("root") if identifier else None
    on = _day(value, f"{at}/effectiveTime")
    return Dispense(
        named or "", instant_of(value, f"{at}/effectiveTime"), on, _executant(performer), ()
    )


def _dispensed(event: Element) -> bool:
    code = event.first("code")
    return code is not None and code.get("code") == DISPENSATION


def _day(value: str | None, at: str) -> date:
    """The day of an instant, on the clocks of whoever wrote it."""
    found = day_of(value, at)
    if found is None:
        raise CdaInvalid(at, "la date manque")
    return found


def _executant(entity: Element) -> Executant:
    organization = entity.first("representedOrganization")
    name = entity.first("assignedPerson", "name")
    label = organization.first("name") if organization else None
    called = [each.text for part in ("given", "family") for each in name.all(part)] if name else []
    return Executant(
        rpps=_identifier(entity, PERSON_ID).removeprefix("8"),
        name=" ".join(called),
        place=_place(_identifier(organization, STRUCTURE_ID)),
        place_label=label.text if label else "",
    )


def _identifier(entity: Element | None, root: str) -> str:
    every = entity.all("id") if entity is not None else ()
    return next((each.get("extension") or "" for each in every if each.get("root") == root), "")


def _place(identifier: str) -> str:
    letters: Mapping[str, str] = {digit: letter for letter, digit in KINDS.items()}
    letter = letters.get(identifier[:1])
    return f"{letter}{identifier[1:]}" if letter else identifier


# --- What was served


def _served(
    supply: Element, at: str, rank: int, words: Narrative, on: date
) -> tuple[Served, str | None]:
    anchor = _anchor(supply)
    path = ("product", "manufacturedProduct", "manufacturedMaterial")
    material = required(supply.first(*path), f"{at}/product")
    quantity = required(supply.first("quantity"), f"{at}/quantity")
    packs = decimal_of(quantity.get("value"), f"{at}/quantity")
    if packs < 0:
        raise CdaInvalid(f"{at}/quantity", "une quantité positive est attendue")
    first, days = _covered(supply, at, on)
    lot = material.first("lotNumberText")
    item = _item(supply)
    told = words.said(f"{anchor}-ligne") or ""
    reason = words.said(f"{anchor}-{words_of.HOW_MANY}")
    read = Served(
        line=int(told) if told.isdecimal() and len(told) < _NUMBER else rank,
        label=_label(material, supply, words, at),
        packs=packs,
        units=_units(material, packs, at),
        days=days,
        first_day=first,
        cip13=_cip13(material, f"{at}/product"),
        substitution=_substitution(supply, anchor, words),
        quantity_reason=_code(words_of.QUANTITIES, reason),
        lot=(lot.text or None) if lot is not None else None,
        note=_note(supply, anchor, words),
        facts=_facts(material, anchor, words, at),
    )
    return read, item


def _code(sentences: Mapping[_Code, str], told: str | None) -> _Code | None:
    """The code of a sentence of ours; None for any other sentence."""
    return next((code for code, sentence in sentences.items() if sentence == told), None)


def _anchor(supply: Element) -> str:
    pointed = supply.first("text", "reference")
    return ((pointed.get("value") or "") if pointed else "").removeprefix("#")


def _label(material: Element, supply: Element, words: Narrative, at: str) -> str:
    name, code = material.first("name"), material.first("code")
    told = words.told(code.first("originalText")) if code else None
    label = (
        (name.text if name else "")
        or told
        or words.told(supply.first("text"))
        or words.said(f"{_anchor(supply)}-delivre")
    )
    if not label:
        raise CdaInvalid(f"{at}/product", "le nom du produit manque")
    return label


def _cip13(material: Element, at: str) -> str | None:
    code = material.first("code")
    every = (code, *code.all("translation")) if code is not None else ()
    packed = material.first("pharm:asContent", "pharm:containerPackagedMedicine", "pharm:code")
    found = next(
        (each.get("code") for each in (*every, *((packed,) if packed else ()))
         if each.get("codeSystem") == CIP.oid),
        None,
    )  # fmt: skip
    try:
        return Cip13(found).value if found else None
    except InvalidId as error:
        raise CdaInvalid(f"{at}/code", error.reason) from error


def _units(material: Element, packs: Decimal, at: str) -> Decimal | None:
    """What the packs served hold in all, when the document tells what one of them holds."""
    path = ("pharm:asContent", "pharm:containerPackagedMedicine", "pharm:capacityQuantity")
    held = material.first(*path)
    if held is None or held.get("value") is None:
        return None
    value = decimal_of(held.get("value"), f"{at}/product/capacityQuantity")
    if value < 0:
        raise CdaInvalid(f"{at}/product/capacityQuantity", "un nombre positif est attendu")
    return value * packs


def _covered(supply: Element, at: str, on: date) -> tuple[date, int]:
    """First day covered (that of the act when it is not told), and how many; 0: not told."""
    low = supply.first("expectedUseTime", "low")
    high = supply.first("expectedUseTime", "high")
    first = day_of(low.get("value"), f"{at}/expectedUseTime") if low else None
    last = day_of(high.get("value"), f"{at}/expectedUseTime") if high else None
    if first is None or last is None:
        return first or on, 0
    if last < first:
        raise CdaInvalid(f"{at}/expectedUseTime", "la fin précède le début")
    return first, (last - first + timedelta(days=1)).days


def _item(supply: Element) -> str | None:
    for each in supply.all("entryRelationship", "substanceAdministration"):
        found = each.first("id")
        if has_template(each, _ITEM) and found is not None and found.get("root"):
            extension = found.get("extension")
            root = (found.get("root") or "").lower()
            return f"{root}^{extension}" if extension else root
    return None


def _substitution(supply: Element, anchor: str, words: Narrative) -> Substitution | None:
    more = words.said(f"{anchor}-{words_of.WHY_MORE}")
    for act in supply.all("entryRelationship", "act"):
        code = act.first("code")
        if has_template(act, _REPLACED) and code is not None and code.get("code") == "G":
            return Substitution(SubstitutionKind.GENERIC, more)
    kind = _code(words_of.SUBSTITUTIONS, words.said(f"{anchor}-{words_of.WHY}"))
    return Substitution(kind, more) if kind is not None else None


def _note(supply: Element, anchor: str, words: Narrative) -> str | None:
    """The pharmacist's note: ours has its own name, another software's is the whole text."""
    for act in supply.all("entryRelationship", "act"):
        code, text = act.first("code"), act.first("text")
        if code is None or code.get("code") != "FINSTRUCT":
            continue
        pointed = text.first("reference") if text else None
        if pointed is not None and pointed.get("value") == f"#{anchor}-remarques":
            return words.said(f"{anchor}-{words_of.NOTE}")
        return words.told(text)
    return None


def _facts(material: Element, anchor: str, words: Narrative, at: str) -> CounterFacts | None:
    used_by = material.first("pharm:expirationTime")
    expiry = day_of(used_by.get("value"), f"{at}/product/expirationTime") if used_by else None
    told = words.said(f"{anchor}-{words_of.BEYOND}")
    exceptional = _code(words_of.EXCEPTIONAL, told)
    if expiry is None and exceptional is None:
        return None
    return CounterFacts(expiry=expiry, exceptional=exceptional)


def _declined(words: Narrative) -> tuple[Declined, ...]:
    """The lines not served, from the words that only our documents hold."""
    found: list[Declined] = []
    for anchor in words.by_anchor:
        start, _, part = anchor.rpartition("-")
        if part != words_of.REFUSED_LINE or not start.startswith("ref-"):
            continue
        line = words.said(anchor) or ""
        reason = _code(words_of.REFUSALS, words.said(f"{start}-{words_of.REFUSED_WHY}"))
        if reason is not None and line.isdecimal() and len(line) < _NUMBER:
            text = words.said(f"{start}-{words_of.REFUSED_TEXT}")
            found.append(Declined(int(line), reason, text))
    return tuple(found)
