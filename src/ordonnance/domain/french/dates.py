"""Dates and hours in French."""

from datetime import date, time
from typing import Final

from ordonnance.domain.french.numbers import Gender, in_words
from ordonnance.domain.french.typography import NARROW

MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def short(day: date) -> str:
    """« 12/03/2026 »."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long(day: date) -> str:
    """« 12 mars 2026 », « 1er avril 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def hour_in_figures(at: time) -> str:
    """« 8 h », « 20 h 30 »."""
    minutes = f"{NARROW}{at.minute:02d}" if at.minute else ""
    return f"{at.hour}{NARROW}h{minutes}"


def hour_in_words(at: time) -> str:
    """« huit heures », « vingt heures trente », « zéro heure »."""
    noun = "heures" if at.hour > 1 else "heure"
    said = f"{in_words(at.hour, Gender.FEMININE)} {noun}"
    return f"{said} {in_words(at.minute, Gender.FEMININE)}" if at.minute else said
