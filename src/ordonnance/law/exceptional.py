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

    When everything written is served, the last day that it covers; else the last day on which the
    law lets it be served.
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


@dataclass(frozen=True, slots=True)
class Beyond:
    """Where a line stands with regard to a text that lets it be served beyond what is written.

    `expired_on` None: the line is still served as written, or never was. `rank` is that of the
    serving asked, from 1; `earliest` the first day on which it is accepted; `portion` what it may
    give, `days` the days of it.
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


def beyond(
    kind: Exceptional, line: Line, medicine: Medicine | None, established_on: date,
    served: tuple[Served, ...], before: tuple[Served, ...], day: date,
    pack: Presentation | None = None,
) -> Beyond:  # fmt: skip
    """The serving that `kind` would allow on `day`; `before` are those already made under it."""
    expired = expired_on(line, medicine, established_on, served, day, pack)
    last = max(
        [each for each in (covered_until(served), covered_until(before)) if each], default=None
    )
    first_day = day if last is None else max(day, last + timedelta(days=1))
    earliest = None if expired is None else expired + timedelta(days=1)
    if before:
        until = covered_until(before) or before[-1].first_day + timedelta(days=MONTH_DAYS - 1)
        earliest = until + timedelta(days=1 - EARLY_DAYS)
    length = MONTH_DAYS if kind is Exceptional.RENEWAL else CONTRACEPTIVE_DAYS
    portion = _portion(line, medicine, day, length, pack)
    packs = portion.portion_packs or _uncounted(line, established_on, length)
    days = portion.portion_days or length
    gone = sum(each.days or length for each in before)
    return Beyond(expired, len(before) + 1, earliest, first_day, portion, packs, days, gone)


def _portion(
    line: Line, medicine: Medicine | None, day: date, length: int, pack: Presentation | None
) -> Due:
    """What a line of that many days, written that day, would give at once."""
    alone = replace(
        line, duration=Duration(length, TimeUnit.DAY), packs=None, renewals=None, not_before=None,
        fraction=None, intervention=None,
    )  # fmt: skip
    return due(alone, medicine, day, (), day, packs_of=pack)


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
