"""Which returns of the census are due: at 3 and 6 months (note to the SAMU-SAS, 3).

The note does not say from when. Both readings are kept: from the day of the derogation, the same
for everybody, and from the day on which a centre began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ordonnance.domain.calendar import add_months

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


def _from(start: date, *, local: bool) -> Iterator[Return]:
    for months in MONTHS:
        due = add_months(start, months)
        yield Return(months, local, start, due - timedelta(days=1), due)
