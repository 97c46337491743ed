"""The portion that a serving begins, and the rest of it that the next servings complete.

A portion served in part stays open while the patient is covered: its rest is no renewal and is due
at once, in any pharmacy (ADR 0009).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from ordonnance.domain.dispensing import Served
from ordonnance.law.treatment import Plan

MONTH_DAYS, FOUR_WEEKS, CONTRACEPTIVE_DAYS = 30, 28, 84
UNKNOWN_COVER = 28
"""Days between two executions of packs whose cover nobody can count (ADR 0009)."""


class Portion(NamedTuple):
    """What is due at once in units, packs and days; None where it cannot be counted."""

    units: Decimal | None
    packs: Decimal | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A portion as it was due when a serving began it, and what was served of it since.

    `remaining` is what remained then of the whole treatment, in units; `exact` counts to the unit.
    """

    portion: Portion
    remaining: Decimal | None
    plan: Plan
    exact: bool
    served: tuple[Served, ...] = ()

    @property
    def spread(self) -> bool:
        """True when packs are counted by the duration over which they are spread."""
        units, packs, days = self.portion
        return units is None and packs is not None and days is not None

    def rest(self) -> Portion | None:
        """What is still due of the portion, None when it is complete."""
        units, packs, days = self.portion
        if units is not None:
            return self._units(units)
        if packs is not None:
            rest = packs - sum((item.packs for item in self.served), Decimal(0))
            left = None if days is None else self._days(days)
            return Portion(None, rest, left) if rest > 0 else None
        if days is None or any(item.days <= 0 for item in self.served):
            return None
        return Portion(None, None, self._days(days)) if self._days(days) else None

    def _units(self, units: Decimal) -> Portion | None:
        """To the unit when exact; else whole packs, never above the portion.

        Another pack than the first may not fit in the rest: then nothing completes the portion,
        unless the portion ended the treatment, which a last pack finishes.
        """
        per_pack, daily = self.plan.per_pack or Fraction(1), self.plan.daily or Fraction(1)
        gone = sum((units_of(item, self.plan) for item in self.served), Fraction(0))
        days = self._days(self.portion.days or 0)
        if self.exact:
            left = max(floor(Fraction(units) - gone), 0)
            held = as_packs(Fraction(left) / per_pack)
            return Portion(Decimal(left), held, days) if left else None
        content = Fraction(self.portion.packs or 0) * per_pack
        whole = Fraction(self.remaining or 0)
        ends = content >= whole
        count = ceil((whole - gone) / per_pack) if ends else floor((content - gone) / per_pack)
        if count <= 0:
            return None
        added = count * per_pack
        if not ends and gone + added < content:
            days = min(days, floor(added / daily))
        return Portion(Decimal(floor(added)), Decimal(count), days)

    def _days(self, days: int) -> int:
        return max(days - sum(item.days for item in self.served), 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the servings of a line stand: `next_on` is the day after the last covered one."""

    next_on: date
    begun: Begun | None = None

    def continued(self, item: Served) -> Begun | None:
        """The portion that a serving continues; None when it begins one.

        It begins one when none is open, or when the cover was over. A serving that starts on
        `next_on` itself continues: nothing tells it from one made while the cover lasted.
        """
        begun = self.begun
        if begun is None or item.first_day > self.next_on or begun.rest() is None:
            return None
        return begun

    def after(self, item: Served, begun: Begun) -> "Standing":
        """The standing once that serving, which belongs to the portion `begun`, is made."""
        start, cover = item.first_day, max(item.days, 0)
        if not cover and item.units is None and not begun.spread:
            # Packs that nobody can count cover one execution, however many times it is split.
            first = begun.served[0] if begun.served else item
            start, cover = first.first_day, UNKNOWN_COVER
        ends = max(self.next_on, start + timedelta(days=cover))
        return Standing(ends, replace(begun, served=(*begun.served, item)))

    def rest(self, day: date) -> Portion | None:
        """The rest due on `day`: the portion is open and the patient is still covered."""
        if self.begun is None:
            return None
        # Less than a day of treatment covers nothing: the rest is due that same day.
        covered = day < self.next_on or day <= self.begun.served[0].first_day
        return self.begun.rest() if covered else None


def units_of(item: Served, plan: Plan) -> Fraction:
    """Countable units of a serving, from its packs when it was recorded in packs."""
    if item.units is not None:
        return Fraction(item.units)
    return Fraction(item.packs) * (plan.per_pack or 0)


def packs_for_a_month(pack_days: tuple[int, int], *, contraceptive: bool) -> int:
    """Packs for a month: thirty days, four weeks when whole packs cover them, one if large.

    A pack lasts `pack_days`, a numerator and a denominator.
    """
    days, per = pack_days
    most, least = MONTH_DAYS, FOUR_WEEKS
    if contraceptive:
        most = least = CONTRACEPTIVE_DAYS
    whole = most * per // days
    if whole and whole * days >= least * per:
        return whole
    return 1 if days > most * per else -(-most * per // days)


def as_packs(packs: Fraction) -> Decimal:
    """Packs as a number, parts of a pack to the thousandth."""
    return (Decimal(packs.numerator) / Decimal(packs.denominator)).quantize(Decimal("0.001"))
