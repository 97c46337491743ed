"""How long and how much a line prescribes in all, renewals included.

A line lasts its duration times one plus its renewals; without a duration, what its packs cover when
they can be counted. « Countable » means that the posology and the pack count the same unit.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine, Presentation, folded
from ordonnance.domain.ids import Cip13
from ordonnance.domain.intake import intake_of
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.domain.quantity import Unit
from ordonnance.law.french import days_text, duration_text
from ordonnance.law.rhythm import Rhythm, counted_from, left_on, uneven

ENDLESS = 36_525
"""A hundred years in days: longer treatments are all the same, too long."""

CONTRACEPTIVE = "G03A"
_CYCLE = Fraction(21, 28)
_ONE_EACH = frozenset({"comprime", "gelule", "capsule", "lyophilisat", "film", "sachet"})
"""Units by mouth, one dose each, that generics of one group exchange."""


class Said(NamedTuple):
    """What of a line decides how long it lasts and how much it takes, whoever it is for.

    Lines of many patients say the same: what follows from it is worked out once.
    """

    posology: Posology
    duration: Duration | None
    packs: int | None
    renewals: int | None


def executions(line: Line | Said) -> int:
    """How many times the line is served in full: the first time and its renewals."""
    return 1 + (line.renewals or 0)


def one_duration(line: Line | Said) -> Duration | None:
    """Duration of one execution as written: the line's, else that of its posology."""
    return line.duration or line.posology.total_duration()


def duration_days(line: Line | Said, start: date) -> int | None:
    """Days of the whole treatment as written, from `start`; None when no duration is given."""
    one, times = one_duration(line), executions(line)
    if one is None:
        return None
    try:
        whole = one if times == 1 else Duration(one.value * times, one.unit)
        return min(whole.days_from(start), ENDLESS)
    except ValueError:
        return ENDLESS


def duration_words(line: Line, days: int) -> str:
    """The duration asked, as a sentence shows it: « 90 jours », « 1 mois renouvelé 12 fois »."""
    one = one_duration(line)
    if one is None:
        return days_text(days)
    if not line.renewals:
        return duration_text(one)
    times = "une fois" if line.renewals == 1 else f"{line.renewals} fois"
    return f"{duration_text(one)}, à renouveler {times}"


def daily_units(line: Line | Said, atc: str | None, pack: Presentation | None) -> Fraction | None:
    """Units of that pack taken per day, or None when they cannot be counted.

    Packs of 21 contraceptive tablets are taken 21 days out of 28 (ADR 0009).
    """
    if pack is None or pack.units is None or pack.unit is None or pack.units <= 0:
        return None
    daily = line.posology.average_units()
    intake = intake_of(line.posology.steps[0]) if line.posology.steps else None
    if not daily or intake is None or not counted_alike(intake.unit, pack.unit):
        return None
    if atc and atc.startswith(CONTRACEPTIVE) and daily == 1 and pack.units in (21, 63):
        return _CYCLE
    return daily


@lru_cache(maxsize=1024)
def counted_alike(taken: Unit, packed: Unit) -> bool:
    """True when a take and a pack count the same thing.

    Forms by mouth replace one another in a generic group (L.5121-1): a capsule for a tablet.
    """
    if taken.same_as(packed):
        return True
    words = [folded(unit.label).partition(" ")[0] for unit in (taken, packed)]
    return all(word in _ONE_EACH for word in words)


def is_contraceptive(medicine: Medicine | None) -> bool:
    """True for a hormonal contraceptive: its packs follow cycles, not months."""
    atc = medicine.atc if medicine else None
    return bool(atc and atc.startswith(CONTRACEPTIVE))


def packs_of_line(line: Line, medicine: Medicine | None) -> tuple[Presentation, ...]:
    """The packs that may be served: the one named, else every one of the medicine."""
    return packs_of(medicine, line.product.cip13 if line.product else None)


def packs_of(medicine: Medicine | None, named: Cip13 | None) -> tuple[Presentation, ...]:
    """The packs of a medicine that may be served: the one named, else every one."""
    if medicine is None:
        return ()
    if named is None:
        return medicine.presentations
    found = medicine.presentation(named)
    return (found,) if found else ()


def treatment_days(line: Line, medicine: Medicine | None, start: date) -> tuple[int, int] | None:
    """Shortest and longest length of the whole treatment in days, or None when unknown.

    A written duration is exact. Packs alone last between the smallest and the largest pack.
    """
    written = duration_days(line, start)
    if written is not None:
        return written, written
    if line.packs is None:
        return None
    lengths: list[int] = []
    for pack in packs_of_line(line, medicine):
        daily = daily_units(line, medicine.atc if medicine else None, pack)
        if daily is None or pack.units is None:
            return None
        content = line.packs * executions(line) * Fraction(pack.units)
        lengths.append(min(floor(content / daily), ENDLESS))
    return (min(lengths), max(lengths)) if lengths else None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything prescribed on a line, counted in one kind of pack.

    `daily` and `per_pack` are set together, only when units can be counted. Totals are None when
    they are not known. `rhythm` says what each part takes when days are not all alike.
    """

    days: int | None
    units: int | None
    packs: int | None
    daily: Fraction | None = None
    per_pack: Fraction | None = None
    rhythm: Rhythm | None = None
    _ratios: tuple[int, int, int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every reading of a line counts packs several times: on integers, that is as exact as on
        # Fractions and costs a tenth.
        pack, day = self.per_pack or Fraction(1), self.daily or Fraction(1)
        ratios = (pack.numerator, pack.denominator, day.numerator, day.denominator)
        object.__setattr__(self, "_ratios", ratios)

    @property
    def pack_units(self) -> Decimal | None:
        """Units in a pack as a number, None when they cannot be counted."""
        content, per, _, _ = self._ratios
        return None if self.per_pack is None else Decimal(content) / Decimal(per)

    def units_for(self, days: int, after: int = 0) -> int:
        """Whole units for that many days, `after` others; the plan must be countable."""
        if self.rhythm is not None:
            return self.rhythm.between(after, days)
        _, _, units, per = self._ratios
        return -(-units * days // per) if self.daily else 0

    def packs_holding(self, units: int) -> int:
        """The fewest whole packs that hold so many units."""
        content, per, _, _ = self._ratios
        return -(-units * per // content)

    def units_in(self, packs: int) -> int:
        """Whole units in so many packs."""
        content, per, _, _ = self._ratios
        return packs * content // per

    def days_in(self, packs: int, after: int = 0) -> int:
        """Whole days that so many packs cover, `after` others; days off included."""
        if self.rhythm is not None:
            return self.rhythm.held(after, self.units_in(packs))
        content, per, units, days = self._ratios
        return packs * content * days // (per * units)

    @property
    def pack_days(self) -> tuple[int, int]:
        """How many days a pack lasts: numerator and denominator."""
        content, per, units, days = self._ratios
        return content * days, per * units


def plan_of(
    line: Line | Said, medicine: Medicine | None, start: date, pack: Presentation | None
) -> Plan:
    """What the line prescribes in all, from `start`, in that pack."""
    said = Said(line.posology, line.duration, line.packs, line.renewals)
    return _plan(said, medicine.atc if medicine else None, start, pack)


@lru_cache(maxsize=8192)
def _plan(line: Said, atc: str | None, start: date, pack: Presentation | None) -> Plan:
    days = duration_days(line, start)
    packs = None if line.packs is None else line.packs * executions(line)
    daily = daily_units(line, atc, pack)
    if daily is None or pack is None or pack.units is None:
        return Plan(days, None, packs)
    per_pack = Fraction(pack.units)
    if days is None and packs is None:
        return Plan(None, None, None)
    if days is None:
        units = floor((packs or 0) * per_pack)
        return Plan(min(floor(units / daily), ENDLESS), units, packs, daily, per_pack)
    left = left_on(line.posology, start) if executions(line) == 1 else None
    days = days if left is None else min(days, left)
    units, rhythm = _units(line, days, start, daily)
    if packs is not None and packs * per_pack < units:
        # Both are written and the packs are fewer: they are the quantity.
        units = floor(packs * per_pack)
        days = min(days, rhythm.held(0, units) if rhythm else floor(units / daily))
    return Plan(days, units, packs, daily, per_pack, rhythm)


def _units(line: Said, days: int, start: date, daily: Fraction) -> tuple[int, Rhythm | None]:
    """Units for the whole treatment, and how they follow one another when days are unequal.

    A course with its own end is repeated by each renewal; another runs on.
    """
    posology, one = line.posology, one_duration(line)
    rhythmic = uneven(posology) and daily == posology.average_units()
    if one is not None and (len(posology.stages()) > 1 or posology.total_duration()):
        length, times = one.days_from(start), executions(line)
        once: int | None = length
    elif rhythmic:
        length, times, once = days, 1, None
    else:
        return ceil(daily * days), None
    origin = counted_from(posology, length, start)
    # From a known day every step has its end, so that what has a daily rate can be counted.
    units = (posology.units_for(length, origin) or 0) * times
    return units, Rhythm(posology, origin, days, units, once) if rhythmic else None
