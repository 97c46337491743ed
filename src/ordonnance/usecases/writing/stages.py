"""A posology built from fields, one stage after the other, and a posology taken apart into them.

What the fields cannot say is not taken apart: its author keeps it in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit, checked_amount

MOST_STAGES: Final = 6
"""Most stages that a form shows."""

MOST_HOURS, MOST_TIMES, MOST_WORDS = 168, 24, 120
"""Longest interval in hours, most takes a day, longest reason."""

MOMENTS: Final = {
    "morning": Moment.MORNING, "noon": Moment.NOON, "evening": Moment.EVENING,
    "bedtime": Moment.BEDTIME,
}  # fmt: skip
_ONE_DAY: Final = Decimal(1)


class Rhythm(StrEnum):
    """How often: at moments of the day, every so many hours, so many times a day."""

    MOMENTS = "moments"
    HOURS = "heures"
    TIMES = "fois"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as its fields say; empty texts say nothing.

    `morning` to `bedtime` are what is taken at each moment; `dose` what is taken at once in the
    other rhythms, every `hours` hours or `times` times a day. `most` is the most of one day.
    """

    rhythm: str = Rhythm.MOMENTS.value
    unit: str = ""
    morning: str = ""
    noon: str = ""
    evening: str = ""
    bedtime: str = ""
    dose: str = ""
    hours: str = ""
    times: str = ""
    as_needed: bool = False
    reason: str = ""
    most: str = ""
    weekdays: tuple[int, ...] = ()
    duration: str = ""
    duration_unit: str = TimeUnit.DAY.value

    @property
    def is_empty(self) -> bool:
        """True when nothing was entered, whatever is selected."""
        blank = Stage(rhythm=self.rhythm, unit=self.unit, duration_unit=self.duration_unit)
        return self == blank


def built(stages: Sequence[Stage], problems: dict[str, str]) -> Posology | None:
    """The posology of the stages that say something; None with `problems`, field -> French."""
    said = [(rank, each) for rank, each in enumerate(stages, 1) if not each.is_empty]
    if not said:
        problems["posology"] = "Remplir une case, ou écrire la posologie en toutes lettres."
        return None
    steps: list[DosageStep] = []
    for place, (rank, stage) in enumerate(said, 1):
        found: dict[str, str] = {}
        steps += _steps(stage, place if len(said) > 1 else None, found)
        problems.update({f"{name}-{rank}": told for name, told in found.items()})
        if place < len(said) and not stage.duration:
            problems.setdefault(f"duration-{rank}", "Dire combien de temps, avant « puis ».")
    return None if problems else Posology(tuple(steps))


def stages_of(posology: Posology, lasting: Duration | None = None) -> tuple[Stage, ...] | None:
    """The fields that say that posology, None when they cannot.

    `lasting` is how long a single stage lasts when the posology does not say it itself.
    """
    stages = [_stage(steps) for steps in posology.stages()]
    whole = tuple(each for each in stages if each is not None)
    if not whole or len(whole) < len(stages) or len(whole) > MOST_STAGES:
        return None
    problems: dict[str, str] = {}
    again = built(whole, problems)
    # A field of the posology that no field of the form says would be missing from the sentence.
    if again is None or sentence(again) != sentence(posology):
        return None
    if lasting is not None and len(whole) == 1 and not whole[0].duration:
        unit = lasting.unit.value
        return (replace(whole[0], duration=str(lasting.value), duration_unit=unit),)
    return whole


def _steps(stage: Stage, sequence: int | None, problems: dict[str, str]) -> Iterator[DosageStep]:
    """The steps of one stage, as far as its fields can be read."""
    if not stage.unit.strip():
        problems["unit"] = "Choisir l’unité."
        return
    unit, bounds = Unit(stage.unit.strip()), _duration(stage, problems)
    most = _amount(stage.most, "most", problems)
    shared = DosageStep(
        dose=Dose.of(_ONE_DAY, unit),
        as_needed=stage.as_needed,
        as_needed_reason=stage.reason.strip() or None if stage.as_needed else None,
        max_dose=MaxDose(Quantity(most, unit), _ONE_DAY, TimeUnit.DAY) if most else None,
        weekdays=stage.weekdays,
        bounds=bounds,
        sequence=sequence,
    )
    if stage.reason.strip() and not stage.as_needed:
        problems["reason"] = "Un motif va avec « si besoin » : cocher la case."
    if stage.rhythm == Rhythm.MOMENTS.value:
        yield from _at_moments(stage, shared, unit, problems)
        return
    dose = _amount(stage.dose, "dose", problems, expected=True)
    if dose is not None:
        yield _regular(stage, replace(shared, dose=Dose.of(dose, unit)), problems)


def _at_moments(
    stage: Stage, shared: DosageStep, unit: Unit, problems: dict[str, str]
) -> Iterator[DosageStep]:
    taken = [
        (amount, moment)
        for name, moment in MOMENTS.items()
        if (amount := _amount(getattr(stage, name), name, problems)) is not None
    ]
    if not taken and not problems:
        problems["morning"] = "Écrire combien prendre, à un moment au moins."
    amounts = dict.fromkeys(amount for amount, _ in taken)
    for each in amounts:
        moments = tuple(moment for amount, moment in taken if amount == each)
        yield replace(shared, dose=Dose.of(each, unit), moments=moments)


def _regular(stage: Stage, step: DosageStep, problems: dict[str, str]) -> DosageStep:
    hourly = stage.rhythm == Rhythm.HOURS.value
    name, text, most = ("hours", stage.hours, MOST_HOURS) if hourly else (
        "times", stage.times, MOST_TIMES)  # fmt: skip
    if not text and stage.as_needed:
        return step
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        problems[name] = f"Un nombre entier de 1 à {most} est attendu."
        return step
    if hourly:
        return replace(step, frequency=1, period=Decimal(text), period_unit=TimeUnit.HOUR)
    return replace(step, frequency=int(text), period=_ONE_DAY, period_unit=TimeUnit.DAY)


def _amount(
    text: str, name: str, problems: dict[str, str], *, expected: bool = False
) -> Decimal | None:
    """A positive amount, « 1 », « 0,5 » or « 1/2 »; None when there is none, or it is not one."""
    plain = text.strip().replace(",", ".")
    plain = {"1/2": "0.5", "½": "0.5", "1/4": "0.25", "¼": "0.25", "3/4": "0.75"}.get(plain, plain)
    if not plain and not expected:
        return None
    try:
        if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
            raise ValueError(plain)
        value = checked_amount(Decimal(plain))
        if value == 0:
            raise ValueError(plain)
    except ValueError:
        problems[name] = "Une quantité est attendue : 1, 2 ou 0,5."
        return None
    return value


def _text(value: Decimal) -> str:
    """« 0,5 », as a field shows it."""
    return format(value.normalize(), "f").replace(".", ",")


def _duration(stage: Stage, problems: dict[str, str]) -> Duration | None:
    text = stage.duration.strip()
    if not text:
        return None
    try:
        return Duration(int(text), TimeUnit(stage.duration_unit))
    except ValueError:
        problems["duration"] = "La durée est un nombre entier de jours, de semaines ou de mois."
        return None


def _stage(steps: Sequence[DosageStep]) -> Stage | None:
    """The fields of the steps of one stage; None when their doses differ in more than an amount."""
    first = steps[0]
    if first.dose is None or any(
        step.dose is None or step.dose.low != step.dose.high for step in steps
    ):
        return None
    stage = Stage(
        unit=first.dose.unit.label,
        as_needed=first.as_needed,
        reason=first.as_needed_reason or "",
        most=_text(first.max_dose.quantity.value) if first.max_dose else "",
        weekdays=first.weekdays,
        duration=str(first.bounds.value) if first.bounds else "",
        duration_unit=first.bounds.unit.value if first.bounds else TimeUnit.DAY.value,
    )
    if any(step.moments for step in steps):
        return _with_moments(stage, steps)
    if len(steps) > 1:
        return None
    dose = _text(first.dose.low)
    if first.period_unit is TimeUnit.HOUR and first.period is not None:
        hours = _text(first.period)
        return replace(stage, rhythm=Rhythm.HOURS.value, dose=dose, hours=hours)
    times = "" if first.frequency is None else str(first.frequency)
    return replace(stage, rhythm=Rhythm.TIMES.value, dose=dose, times=times)


def _with_moments(stage: Stage, steps: Sequence[DosageStep]) -> Stage | None:
    names = {moment: name for name, moment in MOMENTS.items()}
    taken = [(moment, step.dose) for step in steps for moment in step.moments]
    if any(moment not in names for moment, _ in taken):
        return None
    # Doses of one moment that would add up are not one field: the sentence would tell.
    amounts = {names[moment]: _text(dose.low) for moment, dose in taken if dose is not None}
    return replace(
        stage,
        rhythm=Rhythm.MOMENTS.value,
        morning=amounts.get("morning", ""),
        noon=amounts.get("noon", ""),
        evening=amounts.get("evening", ""),
        bedtime=amounts.get("bedtime", ""),
    )
