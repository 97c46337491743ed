"""What a dosage instruction says beyond R4: cycles, measures, codes beside words."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from ordonnance.domain.coding import Coding
from ordonnance.domain.quantity import Unit
from ordonnance.domain.recurrence import Band, Cycle
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import duration, plain
from ordonnance.fhir.resources.datatypes import CodeableConcept
from ordonnance.fhir.resources.prescription import Dosage

Coded = tuple[tuple[str, Coding], ...]


def apart(dosage: Dosage) -> tuple[Dosage, ...]:
    """The instruction, or two that run together when it names moments and hours (R4, tim-10)."""
    repeat = dosage.timing.repeat if dosage.timing else None
    if dosage.timing is None or repeat is None or not (repeat.when and repeat.time_of_day):
        return (dosage,)
    if repeat.frequency is not None or repeat.frequency_max is not None:
        return (dosage,)
    moments = replace(dosage.timing, repeat=replace(repeat, time_of_day=()))
    hours = replace(dosage.timing, repeat=replace(repeat, when=(), offset=None))
    return replace(dosage, timing=moments), replace(dosage, timing=hours)


def read_forms(reading: Reading, at: str, dosage: Dosage) -> dict[str, Any]:
    """The cycle, the band of a measure, and the code of a rhythm that nobody here can count."""
    found = reading.extensions(dosage.extension, "Dosage", at)
    parts: dict[str, Any] = {}
    if "cycle" in found:
        parts["cycle"] = _cycle(reading, found.at("cycle"), found.parts("cycle"))
    if "band" in found:
        parts["band"] = _band(reading, found.at("band"), found.parts("band"))
    concept = dosage.timing.code if dosage.timing else None
    if concept is not None:
        parts["rhythm"] = _rhythm(reading, f"{at}.timing.code", concept)
    return parts


def _cycle(reading: Reading, at: str, parts: dict[str, Any]) -> Cycle | None:
    """« 1-21 » or « 1,8,15 » of a length in days or weeks."""
    length = duration(reading, parts["length"].value_duration, f"{at}.length")
    runs = _runs(parts["runs"].value_string or "")
    if runs is None:
        reading.issues.invalid(f"{at}.runs", "des jours comme 1-21 ou 1,8,15 sont attendus")
    if length is None or runs is None:
        return None
    return reading.build(at, Cycle, runs, length.value, length.unit)


def _runs(text: str) -> tuple[int, ...] | None:
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        ends = (first, last) if dash else (first, first)
        if not all(end.isascii() and end.isdigit() and len(end) <= 3 for end in ends):
            return None
        found += range(int(ends[0]), int(ends[1]) + 1)
    return tuple(found)


def _band(reading: Reading, at: str, parts: dict[str, Any]) -> Band | None:
    def end(name: str) -> Decimal | None:
        value = parts[name].value_decimal if name in parts else None
        return None if value is None else plain(value)

    unit = reading.build(f"{at}.unit", Unit, parts["unit"].value_string or "")
    measure = parts["measure"].value_string or ""
    return None if unit is None else reading.build(at, Band, measure, end("low"), end("high"), unit)


def _rhythm(reading: Reading, at: str, concept: CodeableConcept) -> Coding | None:
    """One code, of whatever system: shown by its display, never counted."""
    if len(concept.coding) != 1:
        reading.issues.add("ELEMENT_MISSING", f"{at}.coding", element="coding")
        return None
    (given,) = concept.coding
    if given.system is None or given.code is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.coding[0]", element="system, code")
        return None
    return Coding(given.system, given.code, given.display or concept.text)


def completed(parts: dict[str, Any], dosage: Dosage) -> dict[str, Any]:
    """The parts, with the codes that stand beside the words of the instruction."""
    concepts = (dosage.as_needed_codeable_concept, dosage.site, dosage.method,
                *dosage.additional_instruction)  # fmt: skip
    coded = [pair for concept in concepts if concept for pair in _coded(concept)]
    parts["coded"] = tuple(dict.fromkeys(coded))
    return parts


def _coded(concept: CodeableConcept) -> Coded:
    said = concept.text or next((c.display for c in concept.coding if c.display), None)
    return tuple(
        (said, Coding(each.system, each.code, each.display))
        for each in concept.coding
        if said is not None and each.system is not None and each.code is not None
    )
