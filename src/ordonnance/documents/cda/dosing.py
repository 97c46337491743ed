"""How a medicine is taken, in the structures of CDA; what they cannot say exactly stays a text."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from ordonnance.documents.cda.codes import EDQM, coded, templates
from ordonnance.documents.cda.product import nothing_coded
from ordonnance.documents.cda.values import day, id_of, number, told_at, unit_code
from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import Line

STRUCTURED = templates("1.3.6.1.4.1.19376.1.9.1.3.6")
NORMAL, TAPERED, SPLIT = (
    templates(f"1.3.6.1.4.1.19376.1.5.3.1.4.{last}") for last in ("7.1", "8", "9")
)
SUBORDINATE = templates("1.2.250.1.213.1.1.3.83.1")

_HOURS = {TimeUnit.HOUR: 1, TimeUnit.DAY: 24, TimeUnit.WEEK: 168}
_EVENTS = frozenset(
    {
        Moment.BEDTIME, Moment.WAKING, Moment.MEALS, Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER,
        Moment.BEFORE_MEALS, Moment.BEFORE_BREAKFAST, Moment.BEFORE_LUNCH, Moment.BEFORE_DINNER,
        Moment.AFTER_MEALS, Moment.AFTER_BREAKFAST, Moment.AFTER_LUNCH, Moment.AFTER_DINNER,
    }
)  # fmt: skip
"""Moments of HL7 TimingEvent: R4 has others (morning, noon, evening) that CDA does not know."""

_PLAIN = frozenset(
    {"dose", "frequency", "period", "period_unit", "moments", "bounds", "route", "max_dose",
     "text", "sequence"}
)  # fmt: skip
"""What a structured step may hold; anything else would be lost, so that the text speaks."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Mode of administration, and the elements that follow the status of a line."""

    mode: tuple[Element, ...]
    times: tuple[Element, ...]
    doses: tuple[Element, ...]
    steps: tuple[Element, ...] = ()


def first_day(line: Line, established_on: date) -> date:
    """The first day of the treatment."""
    return line.not_before or established_on


def last_day(line: Line, start: date) -> date | None:
    """The last day of one execution, None when the ordonnance does not say."""
    lasts = line.duration or line.posology.total_duration()
    return None if lasts is None else lasts.last_day(start)


def treatment(line: Line, established_on: date) -> Element:
    """The days of the treatment; the end is unknown when it is prescribed in packs."""
    start = first_day(line, established_on)
    end = last_day(line, start)
    return e(
        "effectiveTime",
        e("low", value=day(start)),
        e("high", value=day(end)) if end else e("high", nullFlavor="UNK"),
        xsi_type="IVL_TS",
    )


def taking(line: Line, established_on: date, document: UUID, anchor: str) -> Taking:
    """The structured dosage of a line when CDA can say all of it, else the mode alone."""
    whole = treatment(line, established_on)
    steps = line.posology.steps
    if not steps or not all(_sayable(step) for step in steps):
        return Taking(NORMAL, (whole,), ())
    if len(steps) == 1:
        times = (whole, *_when(steps[0]))
        return Taking((*STRUCTURED, *NORMAL), times, _doses(steps[0]))
    stages = line.posology.stages()
    mode = TAPERED if len(stages) > 1 else SPLIT
    starts = _starts(stages, first_day(line, established_on))
    if starts is None:
        return Taking(NORMAL, (whole,), ())
    inside = tuple(
        _subordinate(step, rank, start, document, anchor)
        for rank, (step, start) in enumerate(starts, start=1)
    )
    return Taking((*STRUCTURED, *mode), (whole,), _route(steps[0]), inside)


def _sayable(step: DosageStep) -> bool:
    """True when the structures of CDA hold the whole step."""
    said = {name for name in DosageStep.__dataclass_fields__ if _given(getattr(step, name))}
    if not said <= _PLAIN or step.dose is None or step.dose.open:
        return False
    if step.max_dose is not None and step.max_dose.per_unit not in _HOURS:
        return False
    if step.moments:
        return set(step.moments) <= _EVENTS and len(step.moments) == 1 and step.frequency is None
    return step.frequency is not None and _period(step) is not None


def _given(value: object) -> bool:
    return value not in (None, (), False)


def _period(step: DosageStep) -> tuple[Decimal, str] | None:
    """The time between two takes, in hours when it is a whole number of them, else in days."""
    if step.period is None or step.period_unit not in _HOURS or not step.frequency:
        return None
    hours = Fraction(step.period) * _HOURS[step.period_unit] / step.frequency
    if hours % 24 == 0:
        return Decimal(int(hours / 24)), "d"
    return (Decimal(int(hours)), "h") if hours.denominator == 1 else None


def _when(step: DosageStep) -> tuple[Element, ...]:
    if step.moments:
        event = e("event", code=step.moments[0].value)
        return (e("effectiveTime", event, xsi_type="EIVL_TS", operator="A"),)
    found = _period(step)
    if found is None:
        return ()
    period = e("period", value=number(found[0]), unit=found[1])
    return (e("effectiveTime", period, xsi_type="PIVL_TS", operator="A"),)


def _doses(step: DosageStep) -> tuple[Element, ...]:
    return (*_route(step), *_quantity(step.dose), *_maximum(step.max_dose))


def _route(step: DosageStep) -> tuple[Element, ...]:
    if step.route is None:
        return ()
    return (coded("routeCode", step.route.code, EDQM, step.route.display),)


def _quantity(dose: Dose | None) -> tuple[Element, ...]:
    if dose is None:
        return ()
    unit = unit_code(dose.unit)
    ends = (
        e("low", value=number(dose.low), unit=unit),
        e("high", value=number(dose.high), unit=unit),
    )
    return (e("doseQuantity", ends),)


def _maximum(most: MaxDose | None) -> tuple[Element, ...]:
    if most is None:
        return ()
    unit = {TimeUnit.HOUR: "h", TimeUnit.DAY: "d", TimeUnit.WEEK: "wk"}[most.per_unit]
    inside = (
        e("numerator", value=number(most.quantity.value)),
        e("denominator", value=number(most.per), unit=unit),
    )
    return (e("maxDoseQuantity", inside),)


Started = list[tuple[DosageStep, date]]


def _starts(stages: tuple[tuple[DosageStep, ...], ...], start: date) -> Started | None:
    """Each step with its first day; None when a stage but the last has no end."""
    found: Started = []
    for rank, stage in enumerate(stages):
        found += [(step, start) for step in stage]
        ends = [step.bounds.last_day(start) for step in stage if step.bounds is not None]
        if len(ends) < len(stage):
            return found if rank == len(stages) - 1 else None
        start = max(ends) + timedelta(days=1)
    return found


def _subordinate(step: DosageStep, rank: int, start: date, document: UUID, anchor: str) -> Element:
    """One step among several; its words stand in the narrative of the line."""
    bounds = e("low", value=day(start))
    end = step.bounds.last_day(start) if step.bounds is not None else None
    during = e(
        "comp",
        bounds,
        e("high", value=day(end)) if end else e("high", nullFlavor="UNK"),
        xsi_type="IVL_TS",
        operator="A",
    )
    times = [
        e("comp", each.elements, xsi_type=each.get("xsi:type"), operator="A")
        for each in _when(step)
    ]
    administration = e(
        "substanceAdministration",
        SUBORDINATE,
        id_of(document, f"{anchor}/{rank}"),
        told_at(f"{anchor}-etape-{rank}"),
        e("statusCode", code="completed"),
        e("effectiveTime", during, times, xsi_type="SXPR_TS"),
        *_quantity(step.dose),
        e("consumable", nothing_coded(), typeCode="CSM"),
        classCode="SBADM",
        moodCode="INT",
    )
    return e(
        "entryRelationship",
        e("sequenceNumber", value=str(rank)),
        administration,
        typeCode="COMP",
    )
