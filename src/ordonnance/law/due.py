"""The answer of `ordonnance.law.serving`: what a line allows on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from ordonnance.law.finding import Finding
from ordonnance.law.rhythm import Rhythm


class NotDue(StrEnum):
    """Why nothing is due on the day asked."""

    NOT_YET = "NOT_YET"
    ENDED = "ENDED"
    SERVED = "SERVED"
    NOT_BEFORE = "NOT_BEFORE"


@dataclass(frozen=True, slots=True)
class Due:
    """What a line allows on a day.

    Remaining and portion are in countable units, packs and days; None where it cannot be counted.
    The portion is what is due that day, zero when `state_reason` says that nothing is. `next_on` is
    the day after those already covered, `last_on` the last day on which a serving is possible.
    A renewal is accepted `early_days` before `next_on` (ADR 0010), from `earliest` on.
    `first_day` is the first day that a serving of that day covers. `completes` is True when the
    portion is the rest of one served in part: `next_on` is then the day asked. `rhythm` is set when
    days are not all alike; `past_days` of the treatment are then over.
    """

    remaining_units: Decimal | None
    remaining_packs: Decimal | None
    remaining_days: int | None
    portion_units: Decimal | None
    portion_packs: Decimal | None
    portion_days: int | None
    next_on: date | None
    last_on: date | None
    first_day: date
    state_reason: NotDue | None = None
    lost_days: int = 0
    fraction_days: int | None = None
    exact: bool = False
    per_pack: Decimal | None = None
    daily: Fraction | None = None
    rhythm: Rhythm | None = None
    past_days: int = 0
    completes: bool = False
    early_days: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_due(self) -> bool:
        """True when something may be served that day."""
        return self.state_reason is None

    @property
    def earliest(self) -> date | None:
        """The first day on which the next serving is accepted; None when there is no next one."""
        return None if self.next_on is None else self.next_on - timedelta(days=self.early_days)

    def days_of(self, *, units: Decimal | None, packs: Decimal | None) -> int | None:
        """Days of treatment that a quantity covers, at most what remains; None when unknown."""
        if units is None and packs is not None and self.per_pack is not None:
            units = packs * self.per_pack
        if units is not None and self.exact and self.rhythm is not None:
            days = self.rhythm.held(self.past_days, floor(units))
            if self.portion_units is not None and units <= self.portion_units:
                days = min(days, self.portion_days or 0)
        elif units is not None and self.rhythm is not None:
            days = self.rhythm.held(self.past_days, floor(units))
        elif units is not None and self.daily:
            days = floor(Fraction(units) / self.daily)
        elif packs is not None and self.portion_packs and self.portion_days is not None:
            days = floor(Fraction(packs) * self.portion_days / Fraction(self.portion_packs))
        else:
            return None
        return days if self.remaining_days is None else min(days, self.remaining_days)
