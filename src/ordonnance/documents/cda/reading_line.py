"""A line of a CDA prescription: product, dosage, quantity, facts, and what only words say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from ordonnance.documents.cda.codes import ALD, NOT_REIMBURSABLE, OFF_LABEL, PREVENTION, WORK
from ordonnance.documents.cda.narrative import SENTENCE
from ordonnance.documents.cda.reading import (
    CdaInvalid,
    Narrative,
    day_of,
    has_template,
    required,
    whole_of,
)
from ordonnance.documents.cda.reading_dosing import bare, posology_said, steps_of
from ordonnance.documents.cda.reading_product import preparation_read, product_read
from ordonnance.documents.cda.reading_words import Words, mentioned, not_substitutable, off_label
from ordonnance.domain.calendar import MAX_DURATION, Duration, TimeUnit
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.markup import Element
from ordonnance.domain.mentions import NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration, Line

_CONTAINER = re.compile(r"30\d{6}")
"""EDQM codes of containers: boxes, tubes and bottles are all packs."""
_GROUNDS = {
    ALD.code: Exoneration.ALD,
    WORK.code: Exoneration.WORK_ACCIDENT,
    PREVENTION.code: Exoneration.PREVENTION,
}


def read_line(entry: Element, number: int, words: Narrative, established_on: date) -> Line:
    """The line of an entry. Raises CdaInvalid with the place."""
    at = f"entry[{number}]/substanceAdministration"
    given = required(entry.first("substanceAdministration"), at)
    said = Words.of(words, given)
    facts = facts_read(given)
    product = product_read(given, words, at)
    preparation = preparation_read(given, product, said, at)
    return worded(
        Line(
            number=number,
            id=id_read(given, number),
            category=Category.PREPARATION if preparation else Category.MEDICINE,
            posology=_posology(given, words, said, at),
            product=None if preparation else product,
            preparation=preparation,
            packs=_packs(given, at),
            renewals=renewals_read(given, at),
            exoneration=ground_of(facts),
            not_substitutable=_substitution(given, words, said),
            not_reimbursable=facts.get(NOT_REIMBURSABLE.code, False),
            off_label=off_label(said) if facts.get(OFF_LABEL.code) else None,
        ),
        said,
        treatment_read(given, at),
        established_on,
    )


def worded(
    line: Line, said: Words, treatment: tuple[date | None, Duration | None], established_on: date
) -> Line:
    """The line with its days, and with what only words say; structures come first."""
    start, days = treatment
    told = mentioned(said)
    if line.exoneration is not None:
        told.pop("exoneration", None)
    lasts = told.pop("duration", None)
    if start is not None and days is not None:
        # The words keep the unit (« 3 mois »); the structure decides how long it is.
        same = lasts is not None and lasts.last_day(start) == days.last_day(start)
        lasts = lasts if same else days
    later = start if start is not None and start > established_on else None
    return replace(line, **{"duration": lasts, "not_before": later} | told)


def id_read(given: Element, number: int) -> str:
    """The id of a line; one made from its rank when it has no UUID."""
    found = given.first("id")
    root = (found.get("root") or "") if found else ""
    extension = (found.get("extension") or "") if found else ""
    try:
        return str(UUID(root))
    except ValueError:
        return str(uuid5(UUID(int=0), f"{root}/{extension}/{number}"))


def treatment_read(given: Element, at: str) -> tuple[date | None, Duration | None]:
    """First day, and days of one execution, both ends included."""
    for each in given.all("effectiveTime"):
        if each.get("xsi:type") != "IVL_TS":
            continue
        low, high = each.first("low"), each.first("high")
        start = day_of(low.get("value"), f"{at}/effectiveTime/low") if low else None
        end = day_of(high.get("value"), f"{at}/effectiveTime/high") if high else None
        if start is None or end is None:
            return start, None
        days = (end - start).days + 1
        if days < 1:
            raise CdaInvalid(f"{at}/effectiveTime", "la fin précède le début")
        # Counted in days, some decades are more than a duration can say.
        return start, Duration(days, TimeUnit.DAY) if days <= MAX_DURATION else None
    return None, None


def _posology(given: Element, words: Narrative, said: Words, at: str) -> Posology:
    steps = steps_of(given, at)
    sentence_alone = said.text(SENTENCE)
    whole = sentence_alone or _instruction(given, "PINSTRUCT", words)
    whole = whole or words.told(given.first("text"))
    if not steps:
        if not whole:
            raise CdaInvalid(at, "la posologie manque")
        return posology_said(whole)
    plain = Posology(steps)
    same = whole is None or bare(sentence(plain)) in bare(whole)
    return plain if same else Posology(steps, whole)


def _instruction(given: Element, code: str, words: Narrative) -> str | None:
    for act in given.all("entryRelationship", "act"):
        found = act.first("code")
        if found is not None and found.get("code") == code:
            return words.told(act.first("text"))
    return None


def _packs(given: Element, at: str) -> int | None:
    for supply in given.all("entryRelationship", "supply"):
        quantity = supply.first("quantity")
        if quantity is None or quantity.get("value") is None:
            continue
        unit = quantity.get("unit")
        if unit is not None and not _CONTAINER.fullmatch(unit):
            raise CdaInvalid(f"{at}/supply/quantity", "une quantité en boîtes est attendue")
        return whole_of(quantity.get("value"), f"{at}/supply/quantity")
    return None


def renewals_read(given: Element, at: str) -> int | None:
    """How many times it may be renewed; None when that is not told."""
    found = given.first("repeatNumber")
    if found is None or found.get("value") is None:
        return None
    return whole_of(found.get("value"), f"{at}/repeatNumber")


def facts_read(given: Element) -> dict[str, bool]:
    """The facts of a line by code."""
    found: dict[str, bool] = {}
    for observation in given.all("entryRelationship", "observation"):
        code, value = observation.first("code"), observation.first("value")
        if code is not None and value is not None and code.get("code"):
            found[code.get("code") or ""] = value.get("value") == "true"
    return found


def ground_of(facts: Mapping[str, bool]) -> Exoneration | None:
    """The ground on which the patient's share changes, None without any."""
    return next((_GROUNDS[code] for code in _GROUNDS if facts.get(code)), None)


def _substitution(given: Element, words: Narrative, said: Words) -> NotSubstitutable | None:
    """« N » excludes substitution; in documents of others its reason is a text without a code."""
    for act in given.all("entryRelationship", "act"):
        code = act.first("code")
        if code is None or code.get("code") != "N":
            continue
        if has_template(act, "1.3.6.1.4.1.19376.1.9.1.3.9.1"):
            return not_substitutable(said, words.told(code.first("originalText")))
    return None
