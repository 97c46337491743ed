"""The tables of substances and of conditions, read once and typed."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.rule import Confidence


class Regime(StrEnum):
    """The list on which a medicine stands; « assimilé » is no regime but a set of articles."""

    NONE = "aucune"
    LISTE_II = "liste-2"
    LISTE_I = "liste-1"
    NARCOTIC = "stupefiant"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "aucune": "hors liste",
            "liste-2": "liste II",
            "liste-1": "liste I",
            "stupefiant": "stupéfiant",
        }[self]


class Article(StrEnum):
    """Articles that apply to one medicine and not to another."""

    R5132_5 = "5"
    R5132_29 = "29"
    R5132_30 = "30"
    R5132_33_1 = "33.1"
    R5132_33_2 = "33.2"
    R5132_35 = "35"
    L162_4_2 = "L162"

    @property
    def label(self) -> str:
        """As it is cited: « R.5132-33 al. 2 »."""
        if self is Article.L162_4_2:
            return "L.162-4-2 (CSS)"
        number, _, paragraph = self.value.partition(".")
        return f"R.5132-{number} al. {paragraph}" if paragraph else f"R.5132-{number}"


NARCOTIC_ARTICLES = frozenset(Article) - {Article.L162_4_2}


@dataclass(frozen=True, slots=True)
class Version:
    """What holds for a substance from `since` to `until`, both included."""

    regime: Regime
    since: date | None = None
    until: date | None = None
    maximum: Duration | None = None
    maximum_by_pump: Duration | None = None
    fraction: Duration | None = None
    articles: frozenset[Article] = frozenset()
    tolerance: date | None = None

    def on(self, day: date) -> bool:
        """True when this version holds that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One substance in one scope. `subject` is French with its article, for sentences."""

    key: str
    substance: str
    subject: str
    words: frozenset[str]
    scope: str
    source: str
    confidence: Confidence
    versions: tuple[Version, ...]
    strength_above: Decimal | None = None
    brand: str | None = None

    def version(self, day: date) -> Version | None:
        """The version in force that day, or None."""
        return next((version for version in self.versions if version.on(day)), None)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a label of conditions means."""

    label: str
    regime: Regime | None = None
    maximum: Duration | None = None
    maximum_by_pump: Duration | None = None
    fraction: Duration | None = None
    articles: frozenset[Article] = frozenset()
    perimeter: str | None = None


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words of a text without accents nor case, for comparison."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).casefold()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return frozenset(kept.split())


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """A label of conditions as the table writes it."""
    return " ".join(label.replace("’", "'").casefold().split()).rstrip(". ")


def duration_of(text: str) -> Duration:
    """Read « 12 wk ». Raises ValueError on anything else."""
    value, unit = text.split()
    return Duration(int(value), TimeUnit(unit))


def articles_of(text: str) -> frozenset[Article]:
    """Read « 5 29 33.2 »; « narcotic » stands for every article on stupéfiants."""
    found: frozenset[Article] = frozenset()
    for word in text.split():
        found |= NARCOTIC_ARTICLES if word == "narcotic" else {Article(word)}
    return found


def load(name: str) -> dict[str, Any]:
    """One table of `ordonnance.law.tables`, parsed."""
    source = files("ordonnance.law.tables").joinpath(name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _optional(entry: Mapping[str, Any], key: str) -> Duration | None:
    return duration_of(entry[key]) if key in entry else None


def _version(entry: Mapping[str, Any]) -> Version:
    return Version(
        regime=Regime(entry["regime"]),
        since=entry.get("since"),
        until=entry.get("until"),
        maximum=_optional(entry, "max"),
        maximum_by_pump=_optional(entry, "max_perfusion"),
        fraction=_optional(entry, "fraction"),
        articles=articles_of(entry.get("articles", "")),
        tolerance=entry.get("tolerance"),
    )


def _row(entry: Mapping[str, Any], **named: str) -> Row:
    entry = {**entry, **named}
    above = entry.get("strength_above")
    return Row(
        key=entry["key"],
        substance=entry["substance"],
        subject=entry["subject"],
        words=words_of(entry["words"]),
        scope=entry["scope"],
        source=entry["source"],
        confidence=Confidence(entry["confidence"]),
        versions=tuple(_version(version) for version in entry["versions"]),
        strength_above=Decimal(above.removesuffix(" mg")) if above else None,
        brand=entry.get("brand"),
    )


def _rows() -> Iterator[Row]:
    table = load("substances.toml")
    for entry in table["substance"]:
        yield _row(entry)
    for group in table["group"]:
        for words, subject in group["members"]:
            key = f"{words}-moins-de-20" if words == "clorazepate" else words
            yield _row(group, key=key, substance=words, subject=subject, words=words)


def _condition(entry: Mapping[str, Any]) -> Condition:
    regime = entry.get("regime")
    return Condition(
        label=entry["label"],
        regime=Regime(regime) if regime else None,
        maximum=_optional(entry, "max"),
        maximum_by_pump=_optional(entry, "max_perfusion"),
        fraction=_optional(entry, "fraction"),
        articles=articles_of(entry.get("articles", "")),
        perimeter=entry.get("perimeter"),
    )


ROWS: tuple[Row, ...] = tuple(_rows())
"""Every substance under a special rule; the first sure match wins."""

CONDITIONS: Mapping[str, Condition] = {
    entry["label"]: _condition(entry) for entry in load("conditions.toml")["condition"]
}
"""Labels that a rule reads, by their normalised text."""

_LIMITS = load("limits.toml")

_WINDOWS: tuple[tuple[date | None, date | None, int], ...] = tuple(
    (entry.get("since"), entry.get("until"), entry["days"]) for entry in _LIMITS["narcotic_window"]
)

ANONYMOUS: tuple[tuple[frozenset[str], date], ...] = tuple(
    (words_of(entry["words"]), entry["since"]) for entry in _LIMITS["anonymous"]
)
"""Substances of the abortion by medicine, with the first day of their listing."""


def narcotic_window(day: date) -> int:
    """Days during which a stupéfiant is served in full, counted on that day (R.5132-33 al. 1)."""
    for since, until, days in _WINDOWS:
        if (since is None or since <= day) and (until is None or day <= until):
            return days
    raise LookupError("the window of R.5132-33 has no version on that day")
