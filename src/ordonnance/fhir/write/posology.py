"""A posology as dosage instructions."""

from msgspec.structs import replace

from ordonnance.domain.calendar import Duration
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Rate
from ordonnance.domain.posology import Posology
from ordonnance.domain.recurrence import Cycle
from ordonnance.fhir import codes
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import (
    CodeableConcept,
    Extension,
    ExtensionPart,
    Period,
    Quantity,
    Range,
    Ratio,
)
from ordonnance.fhir.resources.prescription import Dosage, DoseAndRate, Repeat, Timing
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values


def dosages(posology: Posology, systems: Systems) -> tuple[Dosage, ...]:
    """One instruction per step; a posology in words alone is one instruction."""
    if not posology.steps:
        return (Dosage(text=posology.text),)
    return tuple(_dosage(step, systems) for step in posology.steps)


def _dosage(step: DosageStep, systems: Systems) -> Dosage:
    repeat, rhythm = _repeat(step, systems), values.concept(step.rhythm)
    reason = _words(step, step.as_needed_reason)
    return Dosage(
        extension=_forms(step, systems),
        sequence=step.sequence,
        text=step.text,
        additional_instruction=tuple(_worded(step, each) for each in step.instructions),
        timing=Timing(repeat=repeat, code=rhythm) if repeat != Repeat() or rhythm else None,
        as_needed_boolean=True if step.as_needed and reason is None else None,
        as_needed_codeable_concept=reason,
        site=_words(step, step.site),
        route=values.concept(step.route),
        method=_words(step, step.method),
        dose_and_rate=_dose_and_rate(step, systems),
        max_dose_per_period=_per(step.max_dose, systems),
        max_dose_per_administration=values.amount(step.max_per_take) if step.max_per_take else None,
    )


def _words(step: DosageStep, text: str | None) -> CodeableConcept | None:
    return None if text is None else _worded(step, text)


def _worded(step: DosageStep, text: str) -> CodeableConcept:
    """Words, with the codes that were given beside them."""
    codings = tuple(values.coding(code) for said, code in step.coded if said == text)
    return CodeableConcept(coding=codings, text=text)


def _forms(step: DosageStep, systems: Systems) -> tuple[Extension, ...]:
    """The cycle and the band of a measure: R4 has no element for them."""
    found: list[Extension] = []
    if step.cycle is not None:
        length = Duration(step.cycle.length, step.cycle.unit)
        runs = ExtensionPart(url="runs", value_string=_runs(step.cycle))
        lasts = ExtensionPart(url="length", value_duration=values.duration(length, systems))
        found.append(Extension(url=definition("cycle").url(systems), extension=(runs, lasts)))
    if step.band is not None:
        ends = (("low", step.band.low), ("high", step.band.high))
        parts = (
            ExtensionPart(url="measure", value_string=step.band.measure),
            *(
                ExtensionPart(url=n, value_decimal=values.number(v))
                for n, v in ends
                if v is not None
            ),
            ExtensionPart(url="unit", value_string=step.band.unit.label),
        )
        found.append(Extension(url=definition("band").url(systems), extension=parts))
    return tuple(found)


def _runs(cycle: Cycle) -> str:
    """« 1-21 » when it runs without a gap, « 1,8,15 » otherwise."""
    runs = cycle.runs
    if len(runs) > 2 and runs[-1] - runs[0] == len(runs) - 1:
        return f"{runs[0]}-{runs[-1]}"
    return ",".join(str(each) for each in runs)


def _dose_and_rate(step: DosageStep, systems: Systems) -> tuple[DoseAndRate, ...]:
    """A calculated dose stands first, each then with its type (ePrescription, rule 9)."""
    given = _dose(step.dose) if step.dose else DoseAndRate()
    given = replace(given, rate_ratio=_per(step.rate, systems))
    if step.calculated is None:
        return (given,) if step.dose or step.rate else ()
    calculated = replace(
        _dose(step.calculated), type=values.code(systems.dose_type, codes.CALCULATED)
    )
    if not step.dose and not step.rate:
        return (calculated,)
    return calculated, replace(given, type=values.code(systems.dose_type, codes.ORDERED))


def _dose(dose: Dose) -> DoseAndRate:
    if dose.low == dose.high:
        return DoseAndRate(dose_quantity=values.quantity(dose.low, dose.unit))
    low, high = values.quantity(dose.low, dose.unit), values.quantity(dose.high, dose.unit)
    return DoseAndRate(dose_range=Range(low=low, high=None if dose.open else high))


def _per(most: MaxDose | Rate | None, systems: Systems) -> Ratio | None:
    if most is None:
        return None
    per: Quantity = values.time(most.per, most.per_unit, systems)
    return Ratio(numerator=values.amount(most.quantity), denominator=per)


def _repeat(step: DosageStep, systems: Systems) -> Repeat:
    start = step.bounds_start.isoformat() if step.bounds_start else None
    end = step.bounds_end.isoformat() if step.bounds_end else None
    if step.bounds is not None and start is not None:
        # R4 has one bounds[x]; a start beside a duration has no writing of its own.
        raise ValueError("posologie : une durée ou des dates, pas les deux")
    return Repeat(
        bounds_duration=values.duration(step.bounds, systems),
        bounds_period=Period(start=start, end=end) if start or end else None,
        count=step.count,
        count_max=step.count_max,
        duration=values.number(step.lasting) if step.lasting is not None else None,
        duration_unit=step.lasting_unit.value if step.lasting_unit else None,
        frequency=step.frequency,
        frequency_max=step.frequency_max,
        period=values.number(step.period) if step.period is not None else None,
        period_max=values.number(step.period_max) if step.period_max is not None else None,
        period_unit=step.period_unit.value if step.period_unit else None,
        day_of_week=tuple(codes.WEEKDAYS[day] for day in step.weekdays),
        time_of_day=tuple(at.isoformat() for at in step.times_of_day),
        when=tuple(moment.value for moment in step.moments),
        offset=step.offset,
    )
