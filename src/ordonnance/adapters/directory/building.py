"""Writes the database of one version while the files are read: nothing is held but identifiers."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ordonnance.adapters.directory import schema
from ordonnance.adapters.directory.words import folded
from ordonnance.domain.directory import Equipment, MailboxType, PlaceKind

_BATCH = 5_000

PlaceRow = tuple[str, str | None, str, str, str, str, str, str, str, str, str]
"""key, finess, name, sign, street, postcode, town, department, kind, category, phone."""
EntryRow = tuple[
    str | None, str | None, int | None, str, int | None, str | None, str | None, str | None,
    str | None, str | None, str | None,
]  # fmt: skip
"""address, type, place, service, paperless, rpps, title, family, given, profession, skill."""

_PLACE = "INSERT INTO place (id, key, finess, name, sign, street, postcode, town, department, kind,"
_PLACE += " category, phone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_WORDS = "INSERT INTO words (rowid, text) VALUES (?, ?)"
_LOCATED = "UPDATE place SET x = ?, y = ?, frame = ? WHERE id = ?"
_PROFESSIONAL = "INSERT INTO professional VALUES (?, ?, ?, ?, ?, ?)"
_STATEMENTS = (_PLACE, _LOCATED, _PROFESSIONAL, _ENTRY, _WORDS)
# Plain values: half a million rows are compared with them.
_ORGANISED = frozenset({MailboxType.ORGANISATION.value, MailboxType.APPLICATION.value})
_PERSONAL, _ORGANISATIONAL = int(Equipment.PERSONAL), int(Equipment.ORGANISATIONAL)


class Builder:
    """One version under way in a new file. Raises OSError when the disk refuses it."""

    def __init__(self, path: Path) -> None:
        # Never read before it is whole and flushed: no journal to come back from half of it.
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768",
                       "temp_store = MEMORY", f"user_version = {schema.FORMAT}"):  # fmt: skip
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(schema.TABLES)
        self._database.execute("BEGIN")
        self._ids: dict[str, int] = {}
        self._kinds: list[PlaceKind] = [PlaceKind.OTHER]
        self._equipment = bytearray(1)
        self._facets: list[str] = [""]
        # In that order: a place is located after it is described.
        self._pending: dict[str, list[tuple[object, ...]]] = {each: [] for each in _STATEMENTS}
        self._organisations: list[tuple[EntryRow, str]] = []
        self._people = 0
        self._seen: set[int] = set()
        self._labels: dict[str, str] = {}

    def place(self, row: PlaceRow) -> int:
        """The identifier of a place; the first row of a key describes it."""
        known = self._ids.get(row[0])
        if known is not None:
            return known
        found = self._ids[row[0]] = len(self._kinds)
        kind = PlaceKind(row[8])
        self._kinds.append(kind)
        self._equipment.append(Equipment.NONE_PUBLISHED)
        self._facets.append(_place_words(row))
        self._later(_PLACE, (found, *row))
        return found

    def known(self, key: str) -> int | None:
        """The identifier of a place already described."""
        return self._ids.get(key)

    def located(self, key: str, x: int, y: int, frame: str) -> bool:
        """Where a place is; False when the place is not described."""
        found = self._ids.get(key)
        if found is None:
            return False
        self._later(_LOCATED, (x, y, frame, found))
        return True

    def mailbox(self, row: EntryRow) -> bool:
        """Add a mailbox; False when the same one of the same holder and place is there."""
        key = hash((row[0], row[2], row[5]))
        if key in self._seen:
            return False
        self._seen.add(key)
        organised = row[1] in _ORGANISED
        place = row[2]
        if place is not None and self._equipment[place] < _ORGANISATIONAL:
            self._equipment[place] = _ORGANISATIONAL if organised else _PERSONAL
        if organised:
            self._organisations.append((row, self._words(row)))
        else:
            self._people += 1
            self._entry(schema.PEOPLE + self._people, row, self._words(row))
        return True

    def professional(self, row: tuple[str, str, str, str, str, int | None]) -> None:
        """Somebody who may regulate, with one place of exercise."""
        self._later(_PROFESSIONAL, row)

    def label(self, code: str, text: str) -> None:
        """What a code of profession or of skill stands for."""
        if code and code not in self._labels:
            self._labels[code] = text

    def finish(self) -> dict[str, int]:
        """End the file; how much it holds."""
        self._flush()
        for number, (row, words) in enumerate(self._organisations, start=1):
            self._entry(schema.ORGANISATIONS + number, row, words)
        number_of_organisations = len(self._organisations)
        self._organisations.clear()
        bare = self._unequipped()
        self._flush()
        self._all(
            "UPDATE place SET equipment = ? WHERE id = ?",
            ((level, place) for place, level in enumerate(self._equipment) if level),
        )
        self._all("INSERT INTO label VALUES (?, ?)", self._labels.items())
        self._database.execute("COMMIT")
        self._database.executescript(schema.INDEXES)
        self._database.close()
        return {
            "mailboxes": len(self._seen),
            "organisational": number_of_organisations,
            "places": len(self._kinds) - 1,
            "pharmacies": self._kinds.count(PlaceKind.PHARMACY),
            "equipped_pharmacies": sum(
                kind is PlaceKind.PHARMACY and level == _ORGANISATIONAL
                for kind, level in zip(self._kinds, self._equipment, strict=True)
            ),
            "unequipped": bare,
        }

    def abandon(self) -> None:
        """Close what will not be kept."""
        self._database.close()

    def _unequipped(self) -> int:
        """An entry for each pharmacy, home or hospital that publishes no mailbox."""
        bare = 0
        for place, kind in enumerate(self._kinds):
            if kind is not PlaceKind.OTHER and not self._equipment[place]:
                bare += 1
                row: EntryRow = (None, None, place, "", None, None, None, None, None, None, None)
                self._entry(schema.UNEQUIPPED + bare, row, self._facets[place])
        return bare

    def _words(self, row: EntryRow) -> str:
        words = self._facets[row[2] or 0]
        _, _, _, service, _, _, _, family, given, profession, _ = row
        if family or service:
            words = f"{words} {folded(' '.join(filter(None, (family, given, service))))}"
        return f"{words} {schema.PROFESSION}{profession}" if profession else words

    def _entry(self, number: int, row: EntryRow, words: str) -> None:
        self._later(_ENTRY, (number, *row))
        self._later(_WORDS, (number, words))

    def _later(self, statement: str, row: tuple[object, ...]) -> None:
        rows = self._pending[statement]
        rows.append(row)
        if len(rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for statement, rows in self._pending.items():
            self._all(statement, rows)
            rows.clear()

    def _all(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(statement, rows)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


def _place_words(row: PlaceRow) -> str:
    _, finess, name, sign, _, postcode, town, department, kind, _, _ = row
    towns = folded(town)
    words = dict.fromkeys(folded(f"{sign} {name}").split())
    parts = [*words, towns, schema.TOWN + towns.replace(" ", ""), f"{schema.KIND}{kind}"]
    if postcode:
        parts.append(schema.POSTCODE + postcode)
    if department:
        parts.append(schema.DEPARTMENT + department.lower())
    if finess:
        parts.append(schema.FINESS + finess.lower())
    return " ".join(parts)
