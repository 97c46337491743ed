"""Small values: words, codes, quantities, durations, days and instants."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from ordonnance.domain import coding as domain
from ordonnance.domain import quantity as amounts
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.resources.datatypes import CodeableConcept, Coding, Quantity

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
_YEARS = range(1850, 2201)
# Before, offsets may count seconds (local mean time), which FHIR cannot write.
_YEARS_OF_INSTANTS = range(1990, 2201)


def day(reading: Reading, text: str | None, at: str) -> date | None:
    """A whole day (AAAA-MM-JJ); partial dates are refused."""
    if text is None:
        return None
    if _DAY.fullmatch(text) is None:
        reading.issues.invalid(at, "une date entière est attendue, de la forme AAAA-MM-JJ")
        return None
    return _in_range(reading, text, at)


def _in_range(reading: Reading, text: str, at: str, years: range = _YEARS) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        found = None
    if found is None or found.year not in years:
        reading.issues.invalid(at, "cette date n'existe pas ou n'est pas plausible")
        return None
    return found


def is_instant(text: str) -> bool:
    """True when the text has a time of day."""
    return "T" in text


def instant(reading: Reading, text: str, at: str) -> datetime | None:
    """An instant with its offset. A bare day is noon on the clocks of the prescriber's place.

    A legal day is what the law needs of a document (R.5132-3); noon keeps it whatever the clocks.
    """
    if not is_instant(text):
        found = day(reading, text, at)
        found = _in_range(reading, text, at, _YEARS_OF_INSTANTS) if found else None
        return datetime.combine(found, time(12), ZoneInfo(reading.zone)) if found else None
    if _INSTANT.fullmatch(text) is None:
        reading.issues.invalid(
            at, "une date avec heure et fuseau est attendue, comme 2026-03-02T09:30:00+01:00"
        )
        return None
    if _in_range(reading, text, at, _YEARS_OF_INSTANTS) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        reading.issues.invalid(at, "cette heure n'existe pas")
        return None


def _known(reading: Reading, coding: Coding, at: str, systems: tuple[str, ...]) -> bool:
    if coding.system is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.system", element="system")
    elif coding.code is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.code", element="code")
    elif coding.system not in systems:
        reading.issues.add(
            "CODE_SYSTEM_UNKNOWN",
            f"{at}.system",
            system=coding.system,
            allowed=", ".join(systems),
        )
    else:
        return True
    return False


def every_coding(reading: Reading, concept: CodeableConcept, at: str) -> list[domain.Coding]:
    """The codes of a concept, whatever their terminology; each needs its system."""
    found = []
    for index, each in enumerate(concept.coding):
        place = f"{at}.coding[{index}]"
        if each.system is None or each.code is None:
            missing = "system" if each.system is None else "code"
            reading.issues.add("ELEMENT_MISSING", f"{place}.{missing}", element=missing)
        else:
            found.append(domain.Coding(each.system, each.code, each.display))
    return found


def check_codings(reading: Reading, concept: CodeableConcept, at: str, *systems: str) -> None:
    """Note each code of a concept that comes from none of `systems`."""
    for index, each in enumerate(concept.coding):
        _known(reading, each, f"{at}.coding[{index}]", systems)


def codings(
    reading: Reading, concept: CodeableConcept, at: str, *systems: str
) -> list[domain.Coding]:
    """The codes of a concept, with their displays; each must come from one of `systems`."""
    return [
        domain.Coding(each.system or "", each.code or "", each.display)
        for index, each in enumerate(concept.coding)
        if _known(reading, each, f"{at}.coding[{index}]", systems)
    ]


def one_coding(
    reading: Reading, concept: CodeableConcept | None, at: str, *systems: str
) -> domain.Coding | None:
    """The only code of a concept, from one of `systems`; its words label a code without display."""
    if concept is None:
        return None
    if not concept.coding:
        reading.issues.add("ELEMENT_MISSING", f"{at}.coding", element="coding")
        return None
    if len(concept.coding) > 1:
        reading.issues.too_many(f"{at}.coding", "coding")
        return None
    (given,) = concept.coding
    if not _known(reading, given, f"{at}.coding[0]", systems):
        return None
    system, code = given.system or "", given.code or ""
    label = reading.words.get(code) or given.display or concept.text
    return domain.Coding(system, code, label)


def code_among(
    reading: Reading, concept: CodeableConcept, at: str, system: str, allowed: tuple[str, ...]
) -> str | None:
    """The only code of a concept, from `system` and among `allowed`."""
    coding = one_coding(reading, concept, at, system)
    if coding is None or coding.code in allowed:
        return coding.code if coding else None
    reading.issues.add(
        "CODE_UNKNOWN", f"{at}.coding[0].code", code=coding.code, allowed=", ".join(allowed)
    )
    return None


def words(reading: Reading, concept: CodeableConcept | None, at: str, *systems: str) -> str | None:
    """The words of a concept: its text, else the display of its code.

    A code may stand beside, from SNOMED CT, EDQM or `systems`: it says the same thing to machines,
    the words are what the prescriber wrote and what the sheet shows.
    """
    if concept is None:
        return None
    if concept.coding:
        known = (reading.systems.snomed, reading.systems.edqm, *systems)
        check_codings(reading, concept, at, *known)
    said = concept.text or next((c.display for c in concept.coding if c.display), None)
    if said is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.text", element="text")
    return said


def unit(reading: Reading, quantity: Quantity, at: str) -> amounts.Unit | None:
    """The unit of a quantity: words, maybe an UCUM or EDQM code."""
    if (quantity.code is None) != (quantity.system is None):
        missing = "system" if quantity.system is None else "code"
        reading.issues.add("ELEMENT_MISSING", f"{at}.{missing}", element=missing)
        return None
    systems = (reading.systems.ucum, reading.systems.edqm, *reading.also)
    if quantity.system is not None and quantity.system not in systems:
        reading.issues.add(
            "CODE_SYSTEM_UNKNOWN",
            f"{at}.system",
            system=quantity.system,
            allowed=", ".join(systems),
        )
        return None
    if quantity.code is not None and quantity.code[0] in "{[" and quantity.system == systems[0]:
        # Pseudo-units name things, they measure nothing: the guide wants the word alone.
        named = "le mot de l'unité est attendu, sans code entre crochets"
        reading.issues.wait("ELEMENT_INVALID", f"{at}.code", reason=named)
    known = reading.words.get(quantity.code or "")
    label = known or quantity.unit or quantity.code
    if label is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.unit", element="unit")
        return None
    return reading.build(at, amounts.Unit, label, quantity.code, quantity.system)


def amount(reading: Reading, quantity: Quantity | None, at: str) -> amounts.Quantity | None:
    """A quantity with its unit."""
    if quantity is None:
        return None
    if quantity.value is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.value", element="value")
        return None
    counted = unit(reading, quantity, at)
    if counted is None:
        return None
    return reading.build(f"{at}.value", amounts.Quantity, plain(quantity.value), counted)


def plain(value: Decimal) -> Decimal:
    """The same number as a plain Decimal of the domain."""
    return Decimal(value)


def time_unit(reading: Reading, code: str, at: str) -> TimeUnit | None:
    """A unit of time from its UCUM code (h, d, wk, mo, a)."""
    try:
        return TimeUnit(code)
    except ValueError:
        reading.issues.add("CODE_UNKNOWN", at, code=code, allowed=", ".join(TimeUnit))
        return None


def duration(reading: Reading, quantity: Quantity | None, at: str) -> Duration | None:
    """A duration in whole days, weeks, months or years (UCUM)."""
    if quantity is None:
        return None
    for name in ("value", "system", "code"):
        if getattr(quantity, name) is None:
            reading.issues.add("ELEMENT_MISSING", f"{at}.{name}", element=name)
            return None
    value, ucum = quantity.value, reading.systems.ucum
    if quantity.system != ucum:
        reading.issues.add(
            "CODE_SYSTEM_UNKNOWN", f"{at}.system", system=quantity.system, allowed=ucum
        )
        return None
    counted = time_unit(reading, quantity.code or "", f"{at}.code")
    if counted is None or value is None:
        return None
    # A very large exponent must not become a very long integer.
    if not 1 <= value <= 9_999 or value != value.to_integral_value():
        reading.issues.invalid(f"{at}.value", "un nombre entier de 1 à 9 999 est attendu")
        return None
    return reading.build(at, Duration, int(value), counted)
