"""Texts to days, numbers, durations; anything with two readings is refused."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from ordonnance.adapters.case_files.nodes import CaseUnreadable, Text, key_of, quoted
from ordonnance.domain.calendar import Duration, TimeUnit

_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_INSTANT = re.compile(r"(?P<day>\S+)(?: (?:à )?(?P<hour>\d{1,2})(?: ?h ?|:)(?P<minute>\d{2})?)?")
_WHOLE = re.compile(r"0|[1-9]\d{0,5}")
_AMOUNT = re.compile(r"(?:0|[1-9]\d{0,8})(?:,\d{1,3})?")
_DURATION = re.compile(r"([1-9]\d{0,3}|un|une) (jours?|semaines?|mois|ans?|années?)")
_UNITS = {
    "jour": TimeUnit.DAY, "semaine": TimeUnit.WEEK, "mois": TimeUnit.MONTH, "an": TimeUnit.YEAR,
    "annee": TimeUnit.YEAR,
}  # fmt: skip
_USUAL_HOUR = time(10)
_LONGEST_DAYS = 36_525
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)
"""Days of a case: no rule is older, and durations counted from them stay in the calendar."""


def _no(text: Text, what: str, do: str) -> CaseUnreadable:
    return CaseUnreadable(text.place, f"{quoted(text.value)} n’est pas {what}.", do)


def flag(text: Text) -> bool:
    """« oui » or « non »; the words that YAML takes for them elsewhere are refused."""
    if text.value in ("oui", "non"):
        return text.value == "oui"
    raise _no(text, "une réponse lue ici", "Écrire oui ou non.")


def day(text: Text) -> date:
    """12/03/2026 or 2026-03-12, between `_FIRST` and `_LAST`."""
    french, iso = _FRENCH_DAY.fullmatch(text.value), _ISO_DAY.fullmatch(text.value)
    if french is None and iso is None:
        raise _no(text, "une date", "L’écrire 12/03/2026.")
    parts = french.group(3, 2, 1) if french else iso.group(1, 2, 3) if iso else ()
    try:
        found = date(*(int(part) for part in parts))
    except ValueError as error:
        raise _no(text, "un jour du calendrier", "L’écrire 12/03/2026.") from error
    if not _FIRST <= found <= _LAST:
        raise _no(text, "un jour où juger une ordonnance", "L’écrire entre 1900 et 2200.")
    return found


def instant(text: Text, zone: str) -> datetime:
    """A day, maybe « à 23h30 », on the clocks of `zone`; ten in the morning when unsaid."""
    found = _INSTANT.fullmatch(text.value)
    if found is None:
        raise _no(text, "une date", "L’écrire 12/03/2026, ou 12/03/2026 à 23h30.")
    on = day(Text(found["day"], text.place))
    hour = _USUAL_HOUR
    if found["hour"] is not None:
        try:
            hour = time(int(found["hour"]), int(found["minute"] or 0))
        except ValueError as error:
            raise _no(text, "une heure du jour", "L’écrire 12/03/2026 à 23h30.") from error
    return datetime.combine(on, hour, ZoneInfo(zone))


def whole(text: Text) -> int:
    """A whole number, without a zero before it."""
    if not _WHOLE.fullmatch(text.value):
        raise _no(text, "un nombre entier", "L’écrire en chiffres, comme 2 ou 30.")
    return int(text.value)


def amount(text: Text) -> Decimal:
    """A number with a decimal comma, without a zero before it."""
    if not _AMOUNT.fullmatch(text.value):
        raise _no(text, "un nombre", "L’écrire en chiffres, avec une virgule\u202f: 2 ou 1,5.")
    return Decimal(text.value.replace(",", "."))


def duration(text: Text) -> Duration:
    """A number of days, weeks, months or years, in the unit written."""
    found = _DURATION.fullmatch(" ".join(text.value.split()))
    if found is None:
        raise _no(text, "une durée", "L’écrire 28 jours, 12 semaines, 3 mois ou 1 an.")
    unit = key_of(found[2])
    kind = _UNITS[unit if unit == "mois" else unit.rstrip("s")]
    read = Duration(1 if found[1] in ("un", "une") else int(found[1]), kind)
    if read.least_days > _LONGEST_DAYS:
        raise _no(text, "une durée de traitement", "L’écrire en cent ans au plus.")
    return read
