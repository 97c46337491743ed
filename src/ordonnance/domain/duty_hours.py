"""Hours of the permanence des soins: when surgeries are closed (CSP R.6315-1).

Nights from 20 h to 8 h, Saturdays from noon, Sundays and public holidays (code du travail
L.3133-1). What a region or a département adds (bridges, local holidays) is not known here.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_OPENS, _CLOSES, _NOON = 8, 20, 12
_SATURDAY, _SUNDAY = 5, 6
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
"""Days after Easter: its Monday, Ascension, Whit Monday."""


def out_of_hours(at: datetime, zone: str) -> bool:
    """True when that instant falls in the hours of the permanence des soins of that zone."""
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    if day.weekday() == _SUNDAY or is_holiday(day):
        return True
    closes = _NOON if day.weekday() == _SATURDAY else _CLOSES
    return not _OPENS <= local.hour < closes


def is_holiday(day: date) -> bool:
    """True on a public holiday of the whole country."""
    moving = (_easter(day.year) + timedelta(days=days) for days in _AFTER_EASTER)
    return (day.month, day.day) in _FIXED or day in moving


@lru_cache(maxsize=64)
def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)
