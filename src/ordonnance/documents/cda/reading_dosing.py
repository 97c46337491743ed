"""The structured dosage of a CDA line: only what is surely read becomes steps."""

import re
from decimal import Decimal
from typing import Any, Final

from ordonnance.documents.cda.reading import CdaInvalid, day_of, decimal_of, whole_of
from ordonnance.documents.cda.values import unit_read
from ordonnance.domain.calendar import MAX_DURATION, Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.markup import Element
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence
from ordonnance.domain.typed.reader import read as read_typed

ROUTES: Final = "http://standardterms.edqm.eu"
_UNITS: Final = {"h": TimeUnit.HOUR, "d": TimeUnit.DAY, "wk": TimeUnit.WEEK}
_DAY_IN_HOURS: Final = 24
_WORDS: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")


def steps_of(given: Element, at: str) -> tuple[DosageStep, ...]:
    """The steps of a line; none when one of them is not wholly structured."""
    inner = [
        (relation, relation.first("substanceAdministration"))
        for relation in given.all("entryRelationship")
        if relation.get("typeCode") == "COMP"
    ]
    steps = [(r, s) for r, s in inner if s is not None]
    if not steps:
        alone = _step(given, given, at, None)
        return () if alone is None else (alone,)
    found = []
    for rank, (relation, step) in enumerate(steps, start=1):
        place = f"{at}/entryRelationship[{rank}]"
        number = relation.first("sequenceNumber")
        sequence = whole_of(number.get("value"), f"{place}/sequenceNumber") if number else None
        read = _step(step, given, place, sequence)
        if read is None:
            return ()
        found.append(read)
    return _parallel_or_not(found)


def posology_said(words: str) -> Posology:
    """A posology that stands in words alone: its steps when they say exactly these words."""
    read = posology_of(words) if len(words) <= MAX_LENGTH else None
    if read is None or bare(sentence(read)) != bare(words):
        return Posology((), words)
    return read


def posology_of(words: str) -> Posology | None:
    """What the words say when nothing of them is left nor doubtful."""
    found = read_typed(words.rstrip("."))
    return found.posology if found.confidence is Confidence.CERTAIN else None


def bare(text: str) -> str:
    """The words and figures alone, a space around each: a figure keeps its comma."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _parallel_or_not(steps: list[DosageStep]) -> tuple[DosageStep, ...]:
    numbered = [step for step in steps if step.sequence is not None]
    return tuple(steps) if len(numbered) in (0, len(steps)) else ()


def _step(given: Element, line: Element, at: str, sequence: int | None) -> DosageStep | None:
    dose = _dose(given.first("doseQuantity"), at)
    when = _when(given, at)
    if dose is None or when is None:
        return None
    try:
        return DosageStep(
            dose=dose,
            route=_route(given.first("routeCode") or line.first("routeCode")),
            max_dose=_maximum(given.first("maxDoseQuantity"), dose.unit, at),
            bounds=_bounds(given, at) if sequence is not None else None,
            sequence=sequence,
            **when,
        )
    except ValueError as error:
        raise CdaInvalid(at, str(error)) from error


def _dose(given: Element | None, at: str) -> Dose | None:
    if given is None:
        return None
    low, high = given.first("low") or given, given.first("high") or given
    if low.get("value") is None or high.get("value") is None:
        return None
    ends = [decimal_of(each.get("value"), f"{at}/doseQuantity") for each in (low, high)]
    try:
        return Dose(ends[0], ends[1], unit_read(low.get("unit")))
    except ValueError as error:
        raise CdaInvalid(f"{at}/doseQuantity", str(error)) from error


def _when(given: Element, at: str) -> dict[str, Any] | None:
    """Period or moment, wherever the model put it; None when nothing says it."""
    times = [*given.all("effectiveTime"), *given.all("effectiveTime", "comp")]
    for each in times:
        kind = each.get("xsi:type")
        period, event = each.first("period"), each.first("event")
        if kind == "PIVL_TS" and period is not None and period.get("value"):
            return _every(period, at)
        if kind == "EIVL_TS" and event is not None:
            return _moment(event.get("code"))
    return None


def _every(period: Element, at: str) -> dict[str, Any] | None:
    unit = _UNITS.get(period.get("unit") or "")
    if unit is None:
        return None
    value: Decimal = decimal_of(period.get("value"), f"{at}/effectiveTime/period")
    if value <= 0:
        raise CdaInvalid(f"{at}/effectiveTime/period", "une durée positive est attendue")
    # Takes that divide a day are said as so many a day, as people do.
    if unit is TimeUnit.HOUR and value < _DAY_IN_HOURS and _DAY_IN_HOURS % value == 0:
        takes = int(_DAY_IN_HOURS / value)
        return {"frequency": takes, "period": Decimal(1), "period_unit": TimeUnit.DAY}
    return {"frequency": 1, "period": value, "period_unit": unit}


def _moment(code: str | None) -> dict[str, Any] | None:
    try:
        return {"moments": (Moment(code or ""),)}
    except ValueError:
        return None


def _route(given: Element | None) -> Coding | None:
    if given is None or not given.get("code"):
        return None
    return Coding(ROUTES, given.get("code") or "", given.get("displayName"))


def _maximum(given: Element | None, unit: Unit, at: str) -> MaxDose | None:
    if given is None:
        return None
    top, bottom = given.first("numerator"), given.first("denominator")
    per = _UNITS.get((bottom.get("unit") or "") if bottom else "")
    if top is None or bottom is None or per is None:
        return None
    place = f"{at}/maxDoseQuantity"
    most = decimal_of(top.get("value"), place)
    return MaxDose(Quantity(most, unit), decimal_of(bottom.get("value"), place), per)


def _bounds(given: Element, at: str) -> Duration | None:
    """How long a step lasts: a width, or its first and last day."""
    for each in given.all("effectiveTime", "comp"):
        if each.get("xsi:type") != "IVL_TS":
            continue
        width = each.first("width")
        if width is not None and width.get("unit") in ("d", "wk", "mo"):
            days = whole_of(width.get("value"), f"{at}/effectiveTime")
            return Duration(days, TimeUnit(width.get("unit") or "d"))
        low, high = each.first("low"), each.first("high")
        first = day_of(low.get("value"), f"{at}/effectiveTime") if low else None
        last = day_of(high.get("value"), f"{at}/effectiveTime") if high else None
        days = (last - first).days + 1 if first is not None and last is not None else 0
        if 1 <= days <= MAX_DURATION:
            return Duration(days, TimeUnit.DAY)
    return None
