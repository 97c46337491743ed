"""Serving beyond what is written, as two texts allow: how much, when, for how long.

R.5123-2-1: once an ordonnance for a chronic treatment has expired, a month at a time. R.5134-4-1:
oral contraceptives, for six months more. What was served so changes neither the state of the line
nor what it owes; the caller brings it apart. Readings: ADR 0040.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from ordonnance.domain.calendar import Duration, TimeUnit, add_months
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.portion import CONTRACEPTIVE_DAYS, MONTH_DAYS
from ordonnance.law.serving import EARLY_DAYS, due
from ordonnance.law.substances import load, words_of
from ordonnance.law.treatment import duration_days, executions, is_contraceptive, treatment_days

_TABLE = load("exceptional.toml")
CHRONIC = Duration(3, TimeUnit.MONTH)
CHRONIC_DAYS = 90
"""Three months written as three times thirty days."""
RENEWAL_VERSIONS: tuple[tuple[date, date | None], ...] = tuple(
    (row["since"], row.get("until")) for row in _TABLE["renewal"]
)
"""First and last days of each version of R.5123-2-1, oldest first."""
CONTRACEPTIVE_SINCE: date = _TABLE["contraceptive"]["since"]
CONTRACEPTIVE_MONTHS: int = _TABLE["contraceptive"]["months"]
CONTRACEPTIVE_AT_ONCE: int = _TABLE["contraceptive"]["at_once"]

_EMERGENCY = "G03AD"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What R.5123-2-1 allows on a day: servings in all; boxes of each when they are counted."""

    servings: int
    boxes: int | None = None


@lru_cache(maxsize=1024)
def allowed_on(day: date) -> Allowed | None:
    """The version of R.5123-2-1 of that day; None before the first."""
    for row in _TABLE["renewal"]:
        if row["since"] <= day <= row.get("until", date.max):
            return Allowed(row["servings"], row.get("boxes"))
    return None


@lru_cache(maxsize=4096)
def excluded_category(medicine: Medicine, day: date) -> str | None:
    """« anxiolytiques » or « hypnotiques » when the medicine is one; stupéfiants are read apart."""
    names = [words_of(substance.name) for substance in medicine.substances]
    for row in _TABLE["excluded"]:
        if row["since"] <= day and any(word in name for word in row["words"] for name in names):
            return str(row["category"])
    return None


def is_oral_contraceptive(medicine: Medicine) -> bool | None:
    """True for a contraceptive taken by mouth every day; None when its class is not known."""
    if medicine.atc is None:
        return None
    by_mouth = "orale" in words_of(" ".join(medicine.routes))
    return is_contraceptive(medicine) and by_mouth and not medicine.atc.startswith(_EMERGENCY)


def lasts_three_months(line: Line, medicine: Medicine | None, established_on: date) -> bool | None:
    """True when the whole treatment lasts three months at least; None when its length is unknown.

    Three calendar months, or three times thirty days; twelve weeks are not enough.
    """
    span = treatment_days(line, medicine, established_on)
    if span is None:
        return None
    least = min(CHRONIC.days_from(established_on), CHRONIC_DAYS)
    if span[0] >= least:
        return True
    return None if span[1] >= least else False


def covered_until(servings: tuple[Served, ...]) -> date | None:
    """The last day covered by what was served; None when nobody can count."""
    ends = [each.first_day + timedelta(days=each.days - 1) for each in servings if each.days > 0]
    return max(ends, default=None)


def expired_on(
    line: Line, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, pack: Presentation | None = None,
) -> date | None:  # fmt: skip
    """The last day of validity of a line; None while it is served as written, or never was.

    When everything written is served, the last day that it covers, whatever the pharmacist renewed;
    else the last day on which the law lets it be served.
    """
    if not served:
        return None
    owed = due(line, medicine, established_on, served, day, packs_of=pack)
    if owed.state_reason is NotDue.ENDED:
        return owed.last_on
    if owed.state_reason is not NotDue.SERVED:
        return None
    written = duration_days(line, established_on)
    end = established_on + timedelta(days=written - 1) if written else served[-1].first_day
    return covered_until(served) or end


class Past(NamedTuple):
    """What was already served of a line: as written, under the same text, renewed (liste II)."""

    served: tuple[Served, ...] = ()
    before: tuple[Served, ...] = ()
    renewed: tuple[Served, ...] = ()

    def until(self) -> date | None:
        """The last day covered by any of it; None when nobody can count."""
        return covered_until((*self.served, *self.renewed, *self.before))


@dataclass(frozen=True, slots=True)
class Beyond:
    """Where a line stands with regard to a text that lets it be served beyond what is written.

    `expired_on` None: the line is still served as written, or never was. `rank` is that of the
    period asked, from 1; `earliest` the first day on which it is accepted; `portion` what it may
    give, in `packs` and `days`: the rest of the period when it was begun that very day or while it
    covers the patient, as `given` packs of it (two lots are one serving).
    """

    expired_on: date | None
    rank: int
    earliest: date | None
    first_day: date
    portion: Due
    packs: Decimal
    days: int
    covered: int
    """Days already served under the same text."""
    given: Decimal = Decimal(0)


def beyond(
    kind: Exceptional, line: Line, medicine: Medicine | None, established_on: date, past: Past,
    day: date, pack: Presentation | None = None,
) -> Beyond:  # fmt: skip
    """The serving that `kind` would allow on `day`."""
    length = MONTH_DAYS if kind is Exceptional.RENEWAL else CONTRACEPTIVE_DAYS
    alone = _Alone(line, medicine, length, established_on, pack)
    expired = expired_on(line, medicine, established_on, past.served, day, pack)
    periods = alone.periods(past.before)
    last = past.until()
    first_day = day if last is None else max(day, last + timedelta(days=1))
    covered = sum(each.days or alone.length for each in past.before)
    begun = periods[-1] if periods else ()
    rest = alone.rest(begun)
    if rest is not None and day < (covered_until(begun) or day) + timedelta(days=1):
        given = sum((each.packs for each in begun), Decimal(0))
        return Beyond(expired, len(periods), day, first_day, *rest, covered, given)
    earliest = None if expired is None else expired + timedelta(days=1)
    if begun:
        until = covered_until(past.before) or begun[0].first_day + timedelta(days=MONTH_DAYS - 1)
        earliest = until + timedelta(days=1 - EARLY_DAYS)
    return Beyond(expired, len(periods) + 1, earliest, first_day, *alone.whole(day), covered)


@dataclass(frozen=True, slots=True)
class _Alone:
    """The line alone, for one period of `length` days, counted in a pack."""

    line: Line
    medicine: Medicine | None
    length: int
    established_on: date
    pack: Presentation | None

    def whole(self, day: date) -> tuple[Due, Decimal, int]:
        """What a period begun that day gives: the portion, its packs and its days."""
        portion = self._due(day, ())
        packs = portion.portion_packs or _uncounted(self.line, self.established_on, self.length)
        return portion, packs, portion.portion_days or self.length

    def rest(self, begun: tuple[Served, ...]) -> tuple[Due, Decimal, int] | None:
        """What completes a period served in part; None when it is whole, or not begun."""
        if not begun:
            return None
        start = begun[0].first_day
        whole, packs, days = self.whole(start)
        if whole.portion_packs is None:
            left = packs - sum((each.packs for each in begun), Decimal(0))
            length = max(days - sum(each.days for each in begun), 0)
            return (whole, left, length) if left > 0 and length else None
        owed = self._due(start, begun)
        if not owed.is_due or not owed.portion_packs:
            return None
        return owed, owed.portion_packs, owed.portion_days or 0

    def periods(self, before: tuple[Served, ...]) -> list[tuple[Served, ...]]:
        """The servings made, grouped: what completes a period is of it."""
        found: list[tuple[Served, ...]] = []
        for item in before:
            until = covered_until(found[-1]) if found else None
            follows = until is not None and item.first_day <= until + timedelta(days=1)
            if found and follows and self.rest(found[-1]) is not None:
                found[-1] = (*found[-1], item)
            else:
                found.append((item,))
        return found

    def _due(self, day: date, served: tuple[Served, ...]) -> Due:
        """What a line of that length, written that day, gives at once."""
        alone = replace(
            self.line, duration=Duration(self.length, TimeUnit.DAY), packs=None, renewals=None,
            not_before=None, fraction=None, intervention=None,
        )  # fmt: skip
        return due(alone, self.medicine, day, served, day, packs_of=self.pack)


def _uncounted(line: Line, established_on: date, length: int) -> Decimal:
    """Packs of that many days when only packs and a duration are written; else one."""
    days = duration_days(line, established_on)
    if not line.packs or not days:
        return Decimal(1)
    return Decimal(max(ceil(line.packs * executions(line) * length / days), 1))


def last_first_day(expired: date) -> date:
    """The last day on which the first serving of R.5123-2-1 is possible: within one month."""
    return add_months(expired, 1)


def contraceptive_until(established_on: date) -> date:
    """The last day on which an ordonnance is less than one year old."""
    return add_months(established_on, 12) - timedelta(days=1)
