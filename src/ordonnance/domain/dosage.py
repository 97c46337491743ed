"""One step of a posology: how much, when, how often, how long, and how.

Words follow FHIR R4 `Dosage` and `Timing.repeat`; what FHIR refuses (a moment together with an
hour of the day) is refused here too, so that every step can be written back.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.quantity import Quantity, Unit, checked_amount
from ordonnance.domain.recurrence import Band, Cycle

MAX_FREQUENCY = 9_999
MAX_OFFSET = 1_439
"""Minutes before or after a moment: less than a day."""


class Moment(StrEnum):
    """Moments of the day: the FHIR R4 EventTiming value set."""

    MORNING = "MORN"
    EARLY_MORNING = "MORN.early"
    LATE_MORNING = "MORN.late"
    NOON = "NOON"
    AFTERNOON = "AFT"
    EARLY_AFTERNOON = "AFT.early"
    LATE_AFTERNOON = "AFT.late"
    EVENING = "EVE"
    EARLY_EVENING = "EVE.early"
    LATE_EVENING = "EVE.late"
    NIGHT = "NIGHT"
    AFTER_SLEEP = "PHS"
    BEDTIME = "HS"
    WAKING = "WAKE"
    MEALS = "C"
    BREAKFAST = "CM"
    LUNCH = "CD"
    DINNER = "CV"
    BEFORE_MEALS = "AC"
    BEFORE_BREAKFAST = "ACM"
    BEFORE_LUNCH = "ACD"
    BEFORE_DINNER = "ACV"
    AFTER_MEALS = "PC"
    AFTER_BREAKFAST = "PCM"
    AFTER_LUNCH = "PCD"
    AFTER_DINNER = "PCV"


ANY_MEAL = frozenset({Moment.MEALS, Moment.BEFORE_MEALS, Moment.AFTER_MEALS})
"""Moments that do not say which meal, so that they do not count takes by themselves."""

MEALTIMES = frozenset({Moment.MEALS, Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER})
"""Moments during a meal: nothing is so many minutes away from them (FHIR R4, tim-9)."""


@dataclass(frozen=True, slots=True)
class Dose:
    """What is taken at once: `low` to `high` (equal unless a range was prescribed) of a unit.

    `open`: the document gave no high end; `high` is then the most of one take.
    """

    low: Decimal
    high: Decimal
    unit: Unit
    open: bool = False

    def __post_init__(self) -> None:
        checked_amount(self.low, name="dose")
        checked_amount(self.high, name="dose")
        if self.high < self.low or self.high == 0:
            raise ValueError("dose : positive, la plus forte en dernier")

    @classmethod
    def of(cls, value: Decimal, unit: Unit) -> "Dose":
        """A single dose, without range."""
        return cls(value, value, unit)


@dataclass(frozen=True, slots=True)
class MaxDose:
    """The most that may be taken over a time, such as 6 tablets per 24 hours."""

    quantity: Quantity
    per: Decimal
    per_unit: TimeUnit

    def __post_init__(self) -> None:
        checked_amount(self.per, name="dose maximale")
        if self.per == 0 or self.quantity.value == 0:
            raise ValueError("dose maximale : une quantité et une durée positives")


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast something flows: a quantity over a time, such as 4 g in 20 minutes."""

    quantity: Quantity
    per: Decimal
    per_unit: TimeUnit

    def __post_init__(self) -> None:
        checked_amount(self.per, name="débit")
        if self.per == 0 or self.quantity.value == 0:
            raise ValueError("débit : une quantité et une durée positives")


@dataclass(frozen=True, slots=True, kw_only=True)
class DosageStep:
    """One dosage instruction. Weekdays: 0 is Monday. Raises ValueError when parts contradict.

    `frequency` per `period` reads « frequency times every period period_unit »; `frequency_max`
    alone is a ceiling: « at most once every 4 hours » keeps takes apart. `calculated` is the dose
    per weight or surface from which `dose` was worked out. `lasting` is how long one take goes on
    (a patch worn, an infusion running); `offset` the minutes before or after the moments.
    `count` to `count_max` is how many takes there are in all. `bounds` is the duration of this
    step; `bounds_start` and `bounds_end` (both included) its dates. Steps with the same
    `sequence` run together; the next number starts when the previous ends. `cycle` keeps the days
    of a cycle, `band` the values of a measure for which the step is meant. `rhythm` is a code of
    another system that says how often: it is shown, never counted. `coded` gives the codes that
    stand beside words of this step and say the same to machines.
    """

    dose: Dose | None = None
    calculated: Dose | None = None
    rate: Rate | None = None
    moments: tuple[Moment, ...] = ()
    offset: int | None = None
    times_of_day: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = ()
    cycle: Cycle | None = None
    rhythm: Coding | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_max: Decimal | None = None
    period_unit: TimeUnit | None = None
    lasting: Decimal | None = None
    lasting_unit: TimeUnit | None = None
    count: int | None = None
    count_max: int | None = None
    as_needed: bool = False
    as_needed_reason: str | None = None
    band: Band | None = None
    max_dose: MaxDose | None = None
    max_per_take: Quantity | None = None
    bounds: Duration | None = None
    bounds_start: date | None = None
    bounds_end: date | None = None
    route: Coding | None = None
    site: str | None = None
    method: str | None = None
    instructions: tuple[str, ...] = ()
    text: str | None = None
    coded: tuple[tuple[str, Coding], ...] = ()
    sequence: int | None = None

    def __post_init__(self) -> None:
        self._check_when()
        self._check_frequency()
        self._check_takes()
        self._check_bounds()
        said = (self.as_needed_reason, self.site, self.method, self.text)
        for words in (*said, *self.instructions):
            if words is not None and not words.strip():
                raise ValueError("posologie : un texte vide ne se prescrit pas")
        if not self._says_something():
            raise ValueError("posologie : une étape vide ne se prescrit pas")
        if self.as_needed_reason is not None and not self.as_needed:
            raise ValueError("posologie : un motif « si besoin » sans « si besoin »")

    def _says_something(self) -> bool:
        said = (
            self.dose, self.calculated, self.rate, self.period, self.lasting, self.count,
            self.max_dose, self.max_per_take, self.bounds, self.bounds_start, self.bounds_end,
            self.route, self.site, self.method, self.text, self.cycle, self.band, self.rhythm,
        )  # fmt: skip
        listed = (self.moments, self.times_of_day, self.weekdays, self.instructions)
        return self.as_needed or any(listed) or any(part is not None for part in said)

    def _check_when(self) -> None:
        for named in (self.moments, self.times_of_day, self.weekdays):
            if len(set(named)) != len(named):
                raise ValueError("posologie : un moment est donné deux fois")
        if self.moments and self.times_of_day:
            raise ValueError("posologie : des moments ou des heures, pas les deux")
        if self.cycle is not None and self.weekdays:
            raise ValueError("posologie : des jours de la semaine ou d'un cycle, pas les deux")
        if self.offset is not None and (
            not self.moments or MEALTIMES & {*self.moments} or not 0 <= self.offset <= MAX_OFFSET
        ):
            raise ValueError("posologie : des minutes avant ou après un moment, moins d'un jour")
        if any(day not in range(7) for day in self.weekdays):
            raise ValueError("posologie : les jours vont de 0 (lundi) à 6 (dimanche)")
        if any(at.second or at.microsecond or at.tzinfo for at in self.times_of_day):
            raise ValueError("posologie : les heures sont locales et à la minute")

    def _check_frequency(self) -> None:
        if (self.frequency is None and self.frequency_max is None) != (self.period is None):
            raise ValueError("posologie : une fréquence et sa période vont ensemble")
        if (self.period is None) != (self.period_unit is None):
            raise ValueError("posologie : une période et son unité vont ensemble")
        if self.frequency is not None and not 1 <= self.frequency <= MAX_FREQUENCY:
            raise ValueError(f"posologie : de 1 à {MAX_FREQUENCY} prises par période")
        if self.frequency_max is not None and not (
            (self.frequency or 0) < self.frequency_max <= MAX_FREQUENCY
        ):
            raise ValueError("posologie : la fréquence la plus forte vient en second")
        if self.period is not None and checked_amount(self.period, name="période") == 0:
            raise ValueError("posologie : une période positive")
        if self.period_max is not None and not (
            self.period is not None and self.period < checked_amount(self.period_max)
        ):
            raise ValueError("posologie : la période la plus longue vient en second")

    def _check_takes(self) -> None:
        if (self.lasting is None) != (self.lasting_unit is None):
            raise ValueError("posologie : la durée d'une prise et son unité vont ensemble")
        if self.lasting is not None and checked_amount(self.lasting, name="durée") == 0:
            raise ValueError("posologie : une durée positive")
        if self.count is not None and not 1 <= self.count <= MAX_FREQUENCY:
            raise ValueError(f"posologie : de 1 à {MAX_FREQUENCY} prises en tout")
        if self.count_max is not None and not (
            self.count is not None and self.count < self.count_max <= MAX_FREQUENCY
        ):
            raise ValueError("posologie : le plus grand nombre de prises vient en second")

    def _check_bounds(self) -> None:
        if self.bounds is not None and self.bounds_end is not None:
            raise ValueError("posologie : une durée ou une date de fin, pas les deux")
        if self.bounds_start and self.bounds_end and self.bounds_end < self.bounds_start:
            raise ValueError("posologie : la fin précède le début")
        if self.sequence is not None and self.sequence < 0:
            raise ValueError("posologie : un numéro d'ordre positif")
