"""Days, durations and legal days.

Treatment durations keep the unit in which they were written: a week is seven days, a month is
a calendar month (ERRATA 17), never a number of days agreed in advance.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo


class TimeUnit(StrEnum):
    """UCUM codes of the units that a posology uses; treatments last days or longer."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


_MONTHS = {TimeUnit.MONTH: 1, TimeUnit.YEAR: 12}
_DAYS = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7}
_LEAST_DAYS = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7, TimeUnit.MONTH: 28, TimeUnit.YEAR: 365}

MAX_DURATION = 9_999
"""Largest number of units in one duration: what can be written in words on a sheet."""


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day when it has none such.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("date hors du calendrier")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a treatment lasts: a whole number of days, weeks, months or years."""

    value: int
    unit: TimeUnit

    def __post_init__(self) -> None:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError("durée : un nombre entier est attendu")
        if not 1 <= self.value <= MAX_DURATION:
            raise ValueError(f"durée : de 1 à {MAX_DURATION}")
        if self.unit in (TimeUnit.MINUTE, TimeUnit.HOUR):
            raise ValueError("durée : en jours, semaines, mois ou années")

    def last_day(self, start: date) -> date:
        """The last day covered, `start` being the first: 7 days from 1 March end on 7 March.

        Months go from one day of the month to the eve of the same day: 3 months from 15 January
        end on 14 April. When the month of arrival has no such day, the duration ends on that
        month's last day: 1 month from 31 January ends on 28 or 29 February (the rule of
        article 641 of the code de procédure civile for time limits in months).
        Raises ValueError when the end is beyond the year 9999.
        """
        if self.unit in _DAYS:
            try:
                return start + timedelta(days=self.value * _DAYS[self.unit] - 1)
            except OverflowError:
                raise ValueError("date hors du calendrier") from None
        anniversary = add_months(start, self.value * _MONTHS[self.unit])
        if anniversary.day != start.day:
            return anniversary
        return anniversary - timedelta(days=1)

    def days_from(self, start: date) -> int:
        """How many days the duration covers when its first day is `start`."""
        return (self.last_day(start) - start).days + 1

    def exceeds(self, limit: "Duration", start: date) -> bool:
        """True when, begun on `start`, this ends after `limit` would: 12 weeks = 84 days."""
        return self.last_day(start) > limit.last_day(start)

    @property
    def exact_days(self) -> int | None:
        """The number of days when it does not depend on the calendar (days, weeks), else None."""
        return self.value * _DAYS[self.unit] if self.unit in _DAYS else None

    @property
    def least_days(self) -> int:
        """A number of days that the duration covers whatever its first day."""
        return self.value * _LEAST_DAYS[self.unit]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("période : le dernier jour précède le premier")

    @property
    def days(self) -> int:
        """How many days the period has, at least one."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """True when `day` is one of the period's days."""
        return self.first <= day <= self.last

    def overlap_days(self, other: "Period") -> int:
        """How many days both periods share, 0 when none."""
        shared = (min(self.last, other.last) - max(self.first, other.first)).days + 1
        return max(shared, 0)


PARIS = "Europe/Paris"

_OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}

_POSTCODES_APART = {
    "97133": "America/St_Barthelemy",
    "97150": "America/Marigot",
    **{str(code): "Pacific/Marquesas" for code in (*range(98740, 98750), 98796)},
    **{str(code): "Pacific/Gambier" for code in (98755, 98792, 98793)},
}
"""Postcodes whose clock is not the one of their first three digits."""

ZONES = tuple(dict.fromkeys((PARIS, *_OVERSEAS.values(), *_POSTCODES_APART.values())))
"""Every clock of the territory, the most usual first."""

_METROPOLE = {f"{number:02d}" for number in range(1, 96)} | {"2A", "2B"}


def legal_day(instant: datetime, zone: str) -> date:
    """The calendar day at `instant` on the clocks of `zone` (an IANA name).

    Raises ValueError when the instant has no zone of its own or when `zone` is unknown.
    """
    if instant.utcoffset() is None:
        raise ValueError("instant : un fuseau est obligatoire")
    try:
        clocks = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError("fuseau horaire inconnu") from None
    return instant.astimezone(clocks).date()


def zone_showing(instant: datetime, day: date) -> str:
    """The most usual French zone on whose clocks that instant falls on that day, else Paris."""
    return next((zone for zone in ZONES if legal_day(instant, zone) == day), PARIS)


def zone_of_department(department: str) -> str:
    """The IANA zone of a French department or overseas collectivity, such as 2A, 75 or 974.

    987 gives Tahiti: the Marquises and the Gambier, on other clocks, are known by postcode only.
    Raises ValueError for anything else (TAAF, Monaco, a foreign code).
    """
    code = department.strip().upper()
    if code in _OVERSEAS:
        return _OVERSEAS[code]
    if code in _METROPOLE:
        return PARIS
    raise ValueError("département inconnu")


def zone_of_postcode(postcode: str) -> str:
    """The IANA zone of a French postcode. Raises ValueError when its department is unknown.

    Corsican postcodes begin with 20; overseas ones with the three digits of the collectivity.
    """
    code = postcode.strip()
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        raise ValueError("code postal : cinq chiffres")
    if code in _POSTCODES_APART:
        return _POSTCODES_APART[code]
    return zone_of_department(code[:3] if code[:2] in {"97", "98"} else code[:2])
