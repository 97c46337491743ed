"""The words of one language, and how its numbers govern them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.french.numbers import in_figures


class Language(StrEnum):
    """Languages in which a patient may read an ordonnance (ISO 639-1)."""

    ENGLISH = "en"
    ARABIC = "ar"
    PORTUGUESE = "pt"
    UKRAINIAN = "uk"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The tables of a language; each key is what the French side knows."""

    language: Language
    name: str
    direction: str
    frame: Mapping[str, str]
    labels: Mapping[str, str]
    phrases: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    weekdays: Mapping[str, str]
    moments: Mapping[str, str]
    units: Mapping[str, str]
    reasons: Mapping[str, str]
    routes: Mapping[str, str]

    def span(self, value: Decimal, unit: TimeUnit) -> str:
        """« 7 days »: a duration, its noun in the form that the number asks for."""
        forms = self.plurals[unit.value]
        form = _FORMS[self.language](value)
        if self.language is Language.ARABIC and form in (0, 1):
            return forms[form]  # the noun says one and two by itself
        return f"{self.figures(value)} {forms[form]}"

    def unit(self, unit: TimeUnit) -> str:
        """« day »: one of that unit."""
        return self.plurals[unit.value][0]

    def figures(self, value: Decimal) -> str:
        """The number in figures, with a point in English and a comma elsewhere."""
        said = in_figures(value)
        return said.replace(",", ".") if self.language is Language.ENGLISH else said


def _two(value: Decimal) -> int:
    return 0 if value == 1 else 1


def _slavic(value: Decimal) -> int:
    """One, few, many; a fraction governs the genitive singular, close to « few » here."""
    if value != value.to_integral_value():
        return 1
    last, tens = int(value) % 10, int(value) % 100
    if last == 1 and tens != 11:
        return 0
    return 1 if last in (2, 3, 4) and tens not in (12, 13, 14) else 2


def _arabic(value: Decimal) -> int:
    """One, two, three to ten, eleven and more."""
    if value != value.to_integral_value():
        return 3
    number = int(value)
    if number in (1, 2):
        return number - 1
    return 2 if number % 100 in range(3, 11) else 3


_FORMS = {
    Language.ENGLISH: _two,
    Language.PORTUGUESE: _two,
    Language.UKRAINIAN: _slavic,
    Language.ARABIC: _arabic,
}


@cache
def phrasebook(language: Language) -> Phrasebook:
    """The words of that language."""
    file = resources.files("ordonnance.documents") / "phrasebooks" / f"{language}.toml"
    words: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    frame = {key: text for key, text in words.items() if isinstance(text, str)}
    return Phrasebook(
        language=language,
        name=frame["name"],
        direction=frame["direction"],
        frame=frame,
        labels=words["labels"],
        phrases=words["phrases"],
        plurals={unit: tuple(forms) for unit, forms in words["plurals"].items()},
        weekdays=words["weekdays"],
        moments=words["moments"],
        units=words["units"],
        reasons=words["reasons"],
        routes=words["routes"],
    )
