"""A Period of a posology as the days that it covers."""

import math
from datetime import date, datetime, timedelta

from ordonnance.domain.calendar import legal_day
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import day, instant, is_instant
from ordonnance.fhir.resources.datatypes import Period


def dates(reading: Reading, period: Period, at: str) -> tuple[date | None, date | None]:
    """First and last day of a Period.

    Days are both included. With times, the French guide writes the excluded end minus one second:
    the days begun between the two instants count, so that 3 a day for 5 days stay 15 doses.
    """
    if period.start is None and period.end is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.start", element="start")
    first = _day_of(reading, period.start, f"{at}.start")
    last = _day_of(reading, period.end, f"{at}.end")
    if not (isinstance(first, datetime) and isinstance(last, datetime)):
        return _legal(reading, first), _legal(reading, last)
    day_one = legal_day(first, reading.zone)
    begun = math.ceil((last - first + timedelta(seconds=1)) / timedelta(days=1))
    return day_one, day_one + timedelta(days=max(begun, 0) - 1)


def _day_of(reading: Reading, text: str | None, at: str) -> date | datetime | None:
    if text is None:
        return None
    return instant(reading, text, at) if is_instant(text) else day(reading, text, at)


def _legal(reading: Reading, when: date | datetime | None) -> date | None:
    return legal_day(when, reading.zone) if isinstance(when, datetime) else when
