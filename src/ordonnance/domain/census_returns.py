"""Which returns of the census are due, at 3 and 6 months (note to the SAMU-SAS, 3); which days a
report covers, published or not.

The note does not say from when. Both readings are kept: from the day of the derogation, the same
for everybody, and from the day on which a centre began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ordonnance.domain.calendar import add_months
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short

DEROGATION = date(2025, 3, 1)
"""The first day of the derogation."""
MONTHS = (3, 6)


@dataclass(frozen=True, slots=True)
class Return:
    """One return: the days that it covers, both included, and the day from which it is due.

    `local` is True when it counts from the centre's own first prescription.
    """

    months: int
    local: bool
    first: date
    last: date
    due_on: date


def returns(local_start: date | None) -> tuple[Return, ...]:
    """Every return that a centre owes, by day; `local_start` None when it has not begun."""
    found = [*_from(DEROGATION, local=False)]
    if local_start is not None and local_start != DEROGATION:
        found += _from(local_start, local=True)
    return tuple(sorted(found, key=lambda each: (each.due_on, each.local)))


def counted_days(
    first: date | None, last: date | None, began: date | None, today: date
) -> tuple[date, date]:
    """The days of a report that is not published: those asked, else from `began` to today.

    `began` is the day of the first row, None when there is none. Days asked before it count none.
    """
    if first is None:
        start = began or DEROGATION
        return (start, max(start, today)) if last is None else (min(start, last), last)
    return first, last or max(first, today)


def published_days(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The one calendar quarter, over, that a published report may cover: the last when not told.

    Two reports that differ by a day, or a quarter and its months, can be subtracted: quarters never
    overlap, so that no two reports of the same centres tell a small figure between them. Raises
    Refusal CENSUS_PERIOD.
    """
    usual = quarter_of(quarter_of(today)[0] - timedelta(days=1))
    # Nothing later is over; the last quarter of the calendar has no day after it.
    asked = min(first or last or usual[0], today)
    quarter = quarter_of(asked)
    if quarter != (first or quarter[0], last or quarter[1]) or quarter[1] >= today:
        raise Refusal.of("CENSUS_PERIOD", first=short(usual[0]), last=short(usual[1]))
    return quarter


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter of a day."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, add_months(first, 3) - timedelta(days=1)


def _from(start: date, *, local: bool) -> Iterator[Return]:
    for months in MONTHS:
        due = add_months(start, months)
        yield Return(months, local, start, due - timedelta(days=1), due)
