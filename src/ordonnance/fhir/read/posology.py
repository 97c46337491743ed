"""Dosage instructions to a posology."""

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any, TypeVar

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment, Rate
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity
from ordonnance.fhir import codes
from ordonnance.fhir.read.periods import dates
from ordonnance.fhir.read.posology_forms import apart, completed, read_forms
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import (
    amount,
    code_among,
    duration,
    one_coding,
    plain,
    time_unit,
    words,
)
from ordonnance.fhir.resources.datatypes import Quantity as QuantityElement
from ordonnance.fhir.resources.datatypes import Ratio
from ordonnance.fhir.resources.prescription import Dosage, DoseAndRate, Repeat

T = TypeVar("T")

_DAYS = {code: number for number, code in enumerate(codes.WEEKDAYS)}


def read_posology(
    reading: Reading, at: str, dosages: tuple[Dosage, ...], rendered: str | None
) -> Posology | None:
    """The posology of a line. A single instruction made of words alone is its text, not a step."""
    said = (dosages, rendered)
    return reading.once("posology", said, lambda: _posology(reading, at, dosages, rendered))


def _posology(
    reading: Reading, at: str, dosages: tuple[Dosage, ...], rendered: str | None
) -> Posology | None:
    if len(dosages) == 1 and dosages[0] == Dosage(text=dosages[0].text):
        alone = dosages[0].text
        if alone is None:
            reading.issues.add("ELEMENT_MISSING", f"{at}[0].text", element="text")
            return None
        if rendered is None or rendered == alone:
            return reading.build(f"{at}[0].text", Posology, (), alone)
    steps = [
        _step(reading, f"{at}[{index}]", part)
        for index, each in enumerate(dosages)
        for part in apart(each)
    ]
    if None in steps:
        return None
    return reading.build(at, Posology, tuple(step for step in steps if step), rendered)


def _step(reading: Reading, at: str, dosage: Dosage) -> DosageStep | None:
    before = reading.issues.faults
    parts: dict[str, Any] = {"text": dosage.text, "sequence": dosage.sequence}
    parts |= read_forms(reading, at, dosage)
    if dosage.timing is not None:
        if dosage.timing.code is not None:
            part = "la fréquence codée dans le système d'un établissement"
            reading.issues.wait("HOSPITAL_PART", f"{at}.timing.code", part=part)
        parts |= _timing(reading, f"{at}.timing.repeat", dosage.timing.repeat)
    most = dosage.max_dose_per_administration
    parts |= _dose_and_rate(reading, f"{at}.doseAndRate", dosage.dose_and_rate, most)
    per_period = dosage.max_dose_per_period
    parts["max_dose"] = _per(reading, f"{at}.maxDosePerPeriod", per_period, MaxDose)
    parts["max_per_take"] = amount(reading, most, f"{at}.maxDosePerAdministration")
    routes = (reading.systems.edqm, *reading.also)
    parts["route"] = one_coding(reading, dosage.route, f"{at}.route", *routes)
    parts["site"] = words(reading, dosage.site, f"{at}.site")
    parts["method"] = words(reading, dosage.method, f"{at}.method")
    parts["instructions"] = _instructions(reading, at, dosage)
    parts |= _as_needed(reading, at, dosage)
    if reading.issues.faults > before:
        return None
    return reading.build(at, DosageStep, **completed(parts, dosage))


def _instructions(reading: Reading, at: str, dosage: Dosage) -> tuple[str, ...]:
    """`patientInstruction`, asked by Europe and forbidden by France, joins the others."""
    said = [
        words(reading, each, f"{at}.additionalInstruction[{index}]")
        for index, each in enumerate(dosage.additional_instruction)
    ]
    return tuple(each for each in (*said, dosage.patient_instruction) if each is not None)


def _as_needed(reading: Reading, at: str, dosage: Dosage) -> dict[str, Any]:
    concept = dosage.as_needed_codeable_concept
    if concept is None:
        return {"as_needed": bool(dosage.as_needed_boolean)}
    if dosage.as_needed_boolean is not None:
        reading.issues.too_many(f"{at}.asNeededBoolean", "asNeeded[x]")
    reason = words(reading, concept, f"{at}.asNeededCodeableConcept")
    return {"as_needed": True, "as_needed_reason": reason}


def _dose_and_rate(
    reading: Reading, at: str, given: tuple[DoseAndRate, ...], most: QuantityElement | None
) -> dict[str, Any]:
    """What is ordered, and the dose per weight or surface it was calculated from."""
    parts: dict[str, Any] = {}
    for index, each in enumerate(given):
        place = f"{at}[{index}]"
        kind: str | None = codes.ORDERED
        if each.extension:
            reading.extensions(each.extension, "Dosage.doseAndRate", place)
            part = "le composant auquel la dose se rapporte"
            reading.issues.wait("HOSPITAL_PART", f"{place}.extension", part=part)
        if each.type is not None:
            system, allowed = reading.systems.dose_type, (codes.ORDERED, codes.CALCULATED)
            kind = code_among(reading, each.type, f"{place}.type", system, allowed)
        name = "calculated" if kind == codes.CALCULATED else "dose"
        if name in parts:
            reading.issues.too_many(at, "doseAndRate")
            break
        parts[name] = _dose(reading, place, each, most)
        if each.rate_ratio is None:
            continue
        if name == "calculated":
            reading.issues.invalid(f"{place}.rateRatio", "un débit est prescrit, non calculé")
            continue
        parts["rate"] = _per(reading, f"{place}.rateRatio", each.rate_ratio, Rate)
    return parts


def _dose(
    reading: Reading, place: str, each: DoseAndRate, most: QuantityElement | None
) -> Dose | None:
    """What is taken; a range without its high end goes up to the most of one take."""
    if each.dose_quantity is not None and each.dose_range is not None:
        reading.issues.too_many(f"{place}.doseRange", "dose[x]")
        return None
    if each.dose_quantity is not None:
        one = amount(reading, each.dose_quantity, f"{place}.doseQuantity")
        return reading.build(place, Dose.of, one.value, one.unit) if one else None
    if each.dose_range is None:
        if each.rate_ratio is not None:
            return None
        reading.issues.add("ELEMENT_MISSING", f"{place}.doseQuantity", element="dose[x]")
        return None
    bounds = f"{place}.doseRange"
    top = each.dose_range.high or most
    if each.dose_range.low is None or top is None:
        reading.issues.add("ELEMENT_MISSING", bounds, element="low, high")
        return None
    low = amount(reading, each.dose_range.low, f"{bounds}.low")
    high = amount(reading, top, f"{bounds}.high")
    if low is None or high is None:
        return None
    if low.unit != high.unit:
        reading.issues.invalid(bounds, "les deux bornes ont la même unité")
        return None
    unbounded = each.dose_range.high is None
    return reading.build(bounds, Dose, low.value, high.value, low.unit, open=unbounded)


def _per(
    reading: Reading,
    at: str,
    ratio: Ratio | None,
    make: Callable[[Quantity, Decimal, TimeUnit], T],
) -> T | None:
    """A quantity over a time: the most in a period, or a rate."""
    if ratio is None:
        return None
    most = amount(reading, ratio.numerator, f"{at}.numerator")
    per = ratio.denominator
    if ratio.numerator is None or per is None or per.value is None or per.code is None:
        reading.issues.add("ELEMENT_MISSING", at, element="numerator, denominator")
        return None
    if per.system != reading.systems.ucum:
        reading.issues.add(
            "CODE_SYSTEM_UNKNOWN",
            f"{at}.denominator.system",
            system=per.system or "",
            allowed=reading.systems.ucum,
        )
    unit = time_unit(reading, per.code, f"{at}.denominator.code")
    if most is None or unit is None:
        return None
    return reading.build(at, make, most, plain(per.value), unit)


def _timing(reading: Reading, at: str, repeat: Repeat) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "weekdays": tuple(_DAYS[each] for each in repeat.day_of_week),
        "times_of_day": _each(
            repeat.time_of_day, lambda i, text: _time(reading, f"{at}.timeOfDay[{i}]", text)
        ),
        "moments": _each(repeat.when, lambda i, code: _moment(reading, f"{at}.when[{i}]", code)),
    }
    parts["offset"] = repeat.offset
    parts |= _frequency(reading, at, repeat)
    parts |= _takes(reading, at, repeat)
    parts |= _bounds(reading, at, repeat)
    return parts


def _each(given: tuple[str, ...], read: Callable[[int, str], Any]) -> tuple[Any, ...]:
    found = (read(index, each) for index, each in enumerate(given))
    return tuple(each for each in found if each is not None)


def _time(reading: Reading, at: str, text: str) -> time | None:
    """HH:MM:SS, as FHIR writes a local time."""
    try:
        if len(text) == 8 and text[2] == text[5] == ":":
            return time.fromisoformat(text)
    except ValueError:
        pass
    reading.issues.invalid(at, "une heure de la forme HH:MM:SS est attendue")
    return None


def _moment(reading: Reading, at: str, code: str) -> Moment | None:
    try:
        return Moment(code)
    except ValueError:
        reading.issues.add("CODE_UNKNOWN", at, code=code, allowed=", ".join(Moment))
        return None


def _frequency(reading: Reading, at: str, repeat: Repeat) -> dict[str, Any]:
    """How often. What the official examples leave out is completed as they mean it.

    A period without a frequency is once per period (FHIR R4, Timing.repeat.frequency), unless a
    highest frequency alone is a ceiling. A unit without its period is one of that unit, a longest
    period alone the period.
    """
    frequency, most = repeat.frequency, repeat.frequency_max
    period = plain(repeat.period) if repeat.period is not None else None
    longest = plain(repeat.period_max) if repeat.period_max is not None else None
    if period is None and longest is not None:
        period, longest = longest, None
    if period is None and repeat.period_unit and not repeat.period_max and (frequency or most):
        period = Decimal(1)
    if frequency is None and most is None and period is not None:
        frequency = 1
    if most is not None and most == frequency:
        most = None
    unit = None
    if repeat.period_unit is not None:
        unit = time_unit(reading, repeat.period_unit, f"{at}.periodUnit")
    return {
        "frequency": frequency,
        "frequency_max": most,
        "period": period,
        "period_max": longest,
        "period_unit": unit,
    }


def _takes(reading: Reading, at: str, repeat: Repeat) -> dict[str, Any]:
    """How long a take lasts and how many there are; « at most 21 » is from one to 21."""
    count, most, unit = repeat.count, repeat.count_max, None
    if repeat.duration_unit is not None:
        unit = time_unit(reading, repeat.duration_unit, f"{at}.durationUnit")
    if count is None and most is not None:
        count = 1
    return {
        "count": count,
        "count_max": None if most == count else most,
        "lasting": plain(repeat.duration) if repeat.duration is not None else None,
        "lasting_unit": unit,
    }


def _bounds(reading: Reading, at: str, repeat: Repeat) -> dict[str, Any]:
    if repeat.bounds_duration is not None and repeat.bounds_period is not None:
        reading.issues.too_many(f"{at}.boundsPeriod", "bounds[x]")
        return {}
    if repeat.bounds_duration is not None:
        lasts = duration(reading, repeat.bounds_duration, f"{at}.boundsDuration")
        return {"bounds": lasts}
    if repeat.bounds_period is None:
        return {}
    start, end = dates(reading, repeat.bounds_period, f"{at}.boundsPeriod")
    return {"bounds_start": start, "bounds_end": end}
