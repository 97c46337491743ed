"""What changed in the law between two days: versions of rules, and dated rows of the tables."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ordonnance.law.french import date_text, duration_text
from ordonnance.law.register import IDS, AnyRule, versions
from ordonnance.law.substances import Regime, articles_of, duration_of


class Kind(StrEnum):
    """What happened to a rule or a row."""

    BEGINS = "begins"
    ENDS = "ends"
    CHANGES = "changes"

    @property
    def label(self) -> str:
        """French word."""
        return {"begins": "commence", "ends": "prend fin", "changes": "change"}[self]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One change of a rule on a day; `before` and `after` are its versions."""

    rule: str
    on: date
    kind: Kind
    before: AnyRule | None
    after: AnyRule | None

    @property
    def title(self) -> str:
        """That of the newest of the two."""
        version = self.after or self.before
        return version.title if version is not None else self.rule


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change of a row of a table on a day, told in French before and after."""

    table: str
    name: str
    on: date
    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after `first`, up to `last` included, oldest first."""

    first: date
    last: date
    rules: tuple[RuleChange, ...]
    rows: tuple[RowChange, ...]


def what_changed(first: date, last: date) -> Changes:
    """Every change of a day after `first` and not after `last`.

    Raises ValueError when `last` precedes `first`. A version whose start is not established is no
    change: nobody knows of which day.
    """
    if last < first:
        raise ValueError("the second day precedes the first")
    rules = [each for rule_id in IDS for each in _rule_changes(rule_id)]
    rows = [each for each in _row_changes() if first < each.on <= last]
    return Changes(
        first,
        last,
        tuple(sorted((r for r in rules if first < r.on <= last), key=lambda each: each.on)),
        tuple(sorted(rows, key=lambda each: each.on)),
    )


def _rule_changes(rule_id: str) -> Iterator[RuleChange]:
    before: AnyRule | None = None
    for version in versions(rule_id):
        if version.since is not None:
            follows = before is not None and before.until is not None
            kind = Kind.CHANGES if follows else Kind.BEGINS
            yield RuleChange(rule_id, version.since, kind, before if follows else None, version)
        before = version
    if before is not None and before.until is not None:
        yield RuleChange(rule_id, _morrow(before.until), Kind.ENDS, before, None)


def _morrow(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


# --- Tables

_NOT_LAW = ("coverage.toml", "wording.toml")
"""Tables that no day changes: where rules stand, how lines are worded, not what the law says."""

_TABLES = {
    "substances.toml": "Substances",
    "limits.toml": "Limites",
    "conditions.toml": "Étiquettes de l’ANSM",
    "professions.toml": "Qui prescrit quoi",
    "specialties.toml": "Spécialités des étiquettes",
    "biosimilars.toml": "Groupes biologiques similaires",
    "hybrids.toml": "Classes de groupes hybrides",
    "exceptional.toml": "Délivrances exceptionnelles",
    "conditional.toml": "Délivrances conditionnelles",
    "exception.toml": "Médicaments d’exception",
    "narrow_margin.toml": "Marge thérapeutique étroite (MTE)",
    "talon.toml": "Préparations (loi Talon)",
}
_NAMES = ("subject", "label", "group", "atc", "category", "name", "words", "key")
"""What names a row, the first that it has."""

_WORDS = {
    "regime": "régime", "max": "durée maximale", "max_perfusion": "durée maximale par pompe",
    "fraction": "fraction", "articles": "articles", "tolerance": "dernier jour de tolérance",
    "allowed": "substances ouvertes", "allowed_atc": "classes ouvertes (ATC)",
    "refused_atc": "classes fermées (ATC)", "devices": "dispositifs, par mots",
    "no_other_medicine": "aucun autre médicament", "topicals": "topiques à usage externe",
    "days": "jours", "servings": "délivrances", "boxes": "boîtes", "months": "mois",
    "at_once": "mois à la fois", "words": "substances",
    "reference": "médicament de référence", "similar": "biosimilaires",
}  # fmt: skip
_HIDDEN = {"since", "until", "versions", "code", "source", "confidence", *_NAMES}
"""What a row does not say of itself: its dates, its name, how it is known."""


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One row of a table as it holds from `since` to `until`, told in French."""

    table: str
    name: str
    since: date | None
    until: date | None
    text: str


@lru_cache(maxsize=1)
def dated_rows() -> tuple[DatedRow, ...]:
    """Every row of the tables that has a date, in the order of the tables."""
    return tuple(
        DatedRow(table, name, _day(row.get("since")), _day(row.get("until")), _told(row))
        for table, name, rows in _all_series()
        for row in rows
        if "since" in row or "until" in row
    )


@lru_cache(maxsize=1)
def _row_changes() -> tuple[RowChange, ...]:
    return tuple(
        change for table, name, rows in _all_series() for change in _of_series(table, name, rows)
    )


def _all_series() -> Iterator[tuple[str, str, list[Mapping[str, Any]]]]:
    """Each table, the name of each of its rows, and what it says one time after another."""
    for entry in sorted(files("ordonnance.law.tables").iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml") and entry.name not in _NOT_LAW:
            table = _TABLES.get(entry.name, entry.name.removesuffix(".toml"))
            for name, rows in _series(tomllib.loads(entry.read_text(encoding="utf-8"))):
                yield table, name, rows


def _series(tree: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Rows that follow one another in time, under the name that people know, wherever they are."""
    for key, value in tree.items():
        if isinstance(value, dict) and _dated(value):
            yield _TITLES.get(key, key), [value]
        elif isinstance(value, dict):
            yield from _series(value)
        elif isinstance(value, list):
            yield from _of_list(key, [each for each in value if isinstance(each, dict)])


def _of_list(
    key: str, rows: list[Mapping[str, Any]]
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    named: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if isinstance(row.get("versions"), list):
            for name in _names(row, key):
                yield name, row["versions"]
        elif _dated(row):
            named.setdefault(_names(row, key)[0], []).append(row)
        else:
            yield from _series(row)
    yield from named.items()


def _dated(row: Mapping[str, Any]) -> bool:
    return "since" in row or "until" in row


def _names(row: Mapping[str, Any], key: str) -> list[str]:
    """The names of a row; a group of rows has one for each member."""
    if isinstance(row.get("members"), list):
        return [str(member[-1]) if isinstance(member, list) else str(member)
                for member in row["members"]]  # fmt: skip
    named = next((row[name] for name in _NAMES if isinstance(row.get(name), str)), None)
    return [named or _TITLES.get(key, key)]


_TITLES = {
    "list": "substances de la liste",
    "narcotic_window": "délai de présentation d’un stupéfiant (R.5132-33)",
    "renewal": "renouvellement exceptionnel (R.5123-2-1)",
    "contraceptive": "prolongation d’une contraception (R.5134-4-1)",
    "TROD_ANGINE": "test d’angine (L.5121-12-1-1)",
    "BU_CYSTITE": "bandelette urinaire (L.5121-12-1-1)",
}


def _of_series(table: str, name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[RowChange]:
    ordered = sorted(rows, key=lambda row: _day(row.get("since")) or date.min)
    for rank, row in enumerate(ordered):
        since, until = _day(row.get("since")), _day(row.get("until"))
        former = ordered[rank - 1] if rank else None
        after = _told(row)
        if since is not None:
            follows = former is not None and _day(former.get("until")) is not None
            before = _told(former) if follows and former is not None else ""
            kind = Kind.CHANGES if follows else Kind.BEGINS
            yield RowChange(table, name, since, kind, before, after)
        following = ordered[rank + 1] if rank + 1 < len(ordered) else None
        if until is not None and (following is None or _day(following.get("since")) is None):
            yield RowChange(table, name, _morrow(until), Kind.ENDS, after, "")
        tolerated = _day(row.get("tolerance"))
        if tolerated is not None:
            before = f"tolérance jusqu’au {date_text(tolerated)}"
            yield RowChange(table, name, _morrow(tolerated), Kind.CHANGES, before, "sans tolérance")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _told(row: Mapping[str, Any]) -> str:
    """What a row says, in French; « en vigueur » when it only has dates."""
    said = [f"{_WORDS.get(key, key)} : {_value(key, value)}"
            for key, value in row.items()
            if key not in _HIDDEN or isinstance(value, list)]  # fmt: skip
    return " ; ".join(said) or "en vigueur"


def _value(key: str, value: object) -> str:
    if isinstance(value, date):
        return date_text(value)
    if value is True:
        return "oui"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if key == "regime":
        return Regime(str(value)).label
    if key == "articles":
        return ", ".join(sorted(article.label for article in articles_of(str(value))))
    try:
        return duration_text(duration_of(str(value)))
    except ValueError:
        return str(value)
