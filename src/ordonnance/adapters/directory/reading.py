"""Answers from the database of one version: entries searched, places near another one.

Every read goes through one connection, one at a time: a search takes some milliseconds.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from ordonnance.adapters.directory import schema
from ordonnance.adapters.directory.matching import plan
from ordonnance.adapters.directory.words import folded
from ordonnance.domain.directory import (
    Entry,
    Equipment,
    Holder,
    MailboxType,
    Place,
    PlaceKind,
)
from ordonnance.usecases.directory import Professional, Query

_SEEN, _SIFTED = 300, 600
"""Entries looked at for one answer before they are put in order, and before they are sifted."""
_STEPS = (3_000, 10_000, 30_000, 100_000)
"""Metres around a place, wider while too few are found."""
_ENTRY = """
SELECT e.id, e.address, e.type, e.service, e.paperless, e.rpps, e.title, e.family, e.given,
       e.profession, (SELECT text FROM label WHERE code = e.profession),
       (SELECT text FROM label WHERE code = e.skill), p.*
FROM entry AS e LEFT JOIN place AS p ON p.id = e.place
"""
_FIELDS = 12
_RANGES = {
    None: (0, 2 * schema.PEOPLE),
    MailboxType.ORGANISATION: (schema.ORGANISATIONS, schema.UNEQUIPPED),
    MailboxType.APPLICATION: (schema.ORGANISATIONS, schema.UNEQUIPPED),
    MailboxType.PERSON: (schema.PEOPLE, 2 * schema.PEOPLE),
    MailboxType.PRACTICE: (schema.PEOPLE, 2 * schema.PEOPLE),
}
"""The type is the range of the identifiers: ORG with APP, PER with CAB."""


class DirectoryFile:
    """The database of one version, opened to be read only."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises ValueError for a layout of other days, sqlite3.Error, OSError."""
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = Lock()
        self._database.execute("PRAGMA trusted_schema = OFF")
        self._database.execute("PRAGMA mmap_size = 1073741824")
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found != schema.FORMAT:
            self._database.close()
            raise ValueError(f"format {found}")

    def close(self) -> None:
        """Close the file; what is being read ends first."""
        with self._lock:
            self._database.close()

    def search(self, query: Query) -> tuple[Entry, ...]:
        """The entries that have every word and every filter, organisational mailboxes first."""
        with self._lock:
            wanted = plan(self._database, query)
            if wanted is None:
                return ()
            rows = self._matching(wanted.match, query, wanted.besides)
            if rows is None:
                rows = self._matching(wanted.whole, query) or []
        words = folded(query.text).split()
        return tuple(_entry(row) for _, row in sorted(_ranked(rows, words))[: query.limit])

    def _matching(
        self, match: str, query: Query, besides: tuple[str, ...] = ()
    ) -> list[tuple[object, ...]] | None:
        """The first entries that match; None when too few of those seen have the `besides`."""
        low, high = _RANGES[query.type]
        seen = _SIFTED if besides else _SEEN
        rows = self._database.execute(
            f"{_ENTRY} WHERE e.id IN (SELECT rowid FROM words WHERE words MATCH ?"
            " AND rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?) ORDER BY e.id",
            (match, low, high, seen),
        ).fetchall()
        if not besides:
            return rows
        kept = [row for row in rows if _begins(_names(row), besides)]
        return kept if len(rows) < seen or len(kept) >= query.limit else None

    def mailbox(self, address: str) -> tuple[Entry, ...]:
        """The entries of one address: one for each holder or place it is published for."""
        return tuple(map(_entry, self._rows(f"{_ENTRY} WHERE e.address = ? LIMIT 50", (address,))))

    def at(self, finess: str) -> tuple[Entry, ...]:
        """The mailboxes of a place, organisational first; the place alone when it has none."""
        rows = self._rows(
            f"{_ENTRY} WHERE e.place = (SELECT id FROM place WHERE finess = ?)"
            " ORDER BY e.id LIMIT 200",
            (finess,),
        )
        return tuple(map(_entry, rows))

    def place(self, finess: str) -> Place | None:
        """One place by its FINESS number."""
        rows = self._rows("SELECT * FROM place WHERE finess = ?", (finess,))
        return _place(rows[0]) if rows else None

    def places(self, kind: PlaceKind, department: str) -> tuple[Place, ...]:
        """Every place of a kind in a département, by postcode then name."""
        rows = self._rows(
            "SELECT * FROM place WHERE kind = ? AND department = ? ORDER BY postcode, name, id",
            (kind.value, department),
        )
        return tuple(map(_place, rows))

    def around(
        self, point: tuple[int, int], frame: str, kind: PlaceKind, count: int
    ) -> tuple[Place, ...]:
        """Places of a kind with an organisational mailbox around a point, in no order.

        At least the `count` nearest when there are so many within 100 km.
        """
        x, y = point
        rows: Sequence[tuple[object, ...]] = ()
        for reach in _STEPS:
            rows = self._rows(
                "SELECT * FROM place WHERE kind = ? AND frame = ? AND equipment = 2"
                " AND x BETWEEN ? AND ? AND y BETWEEN ? AND ?"
                " AND (x - ?) * (x - ?) + (y - ?) * (y - ?) <= ?",
                (kind.value, frame, x - reach, x + reach, y - reach, y + reach,
                 x, x, y, y, reach * reach),
            )  # fmt: skip
            if len(rows) >= count:
                break
        return tuple(map(_place, rows))

    def middle(self, postcode: str) -> tuple[tuple[int, int], str] | None:
        """The middle of the places located under a postcode, and its map; None without any."""
        rows = self._rows(
            "SELECT frame, CAST(avg(x) AS INTEGER), CAST(avg(y) AS INTEGER) FROM place"
            " WHERE postcode = ? AND x IS NOT NULL GROUP BY frame ORDER BY count(*) DESC LIMIT 1",
            (postcode,),
        )
        if not rows:
            return None
        frame, x, y = map(str, rows[0])
        return (int(x), int(y)), frame

    def professionals(self, finess: str) -> tuple[Professional, ...]:
        """Physicians, dentists and pharmacists who practise at a place, by name."""
        rows = self._rows(
            "SELECT DISTINCT rpps, title, family, given, profession FROM professional"
            " WHERE place = (SELECT id FROM place WHERE finess = ?) ORDER BY family, given, rpps",
            (finess,),
        )
        return tuple(Professional(*map(str, row)) for row in rows)

    def professional(self, rpps: str) -> Professional | None:
        """Somebody by RPPS, known by practice or by mailbox."""
        rows = self._rows(
            "SELECT rpps, title, family, given, profession FROM professional WHERE rpps = ?"
            " UNION ALL SELECT rpps, coalesce(title, ''), coalesce(family, ''),"
            " coalesce(given, ''), coalesce(profession, '') FROM entry WHERE rpps = ? LIMIT 1",
            (rpps, rpps),
        )
        return Professional(*map(str, rows[0])) if rows else None

    def mailboxes_of(self, rpps: str) -> tuple[Entry, ...]:
        """The personal mailboxes of somebody."""
        return tuple(map(_entry, self._rows(f"{_ENTRY} WHERE e.rpps = ? LIMIT 50", (rpps,))))

    def _rows(self, statement: str, values: tuple[object, ...]) -> Sequence[tuple[object, ...]]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _names(row: tuple[object, ...]) -> list[str]:
    """The words by which an entry is found."""
    told = (row[3], row[7], row[8], *row[_FIELDS + 3 : _FIELDS + 5], row[_FIELDS + 7])
    return folded(" ".join(str(each or "") for each in told)).split()


def _begins(names: list[str], besides: tuple[str, ...]) -> bool:
    return all(any(name.startswith(term) for name in names) for term in besides)


def _ranked(
    rows: list[tuple[object, ...]], words: list[str]
) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Organisational first, then places without a mailbox, then people; whole words first."""
    ranked: list[tuple[tuple[object, ...], tuple[object, ...]]] = []
    for row in rows:
        number, names = int(str(row[0])), _names(row)
        whole = sum(word in names for word in words)
        ranked.append(((number // schema.UNEQUIPPED, -whole, len(names), names, number), row))
    return ranked


def _entry(row: tuple[object, ...]) -> Entry:
    (_, address, box, service, paperless, rpps, title, family, given, profession, label,
     skill) = row[:_FIELDS]  # fmt: skip
    texts = [str(each or "") for each in (title, family, given, profession, label, skill)]
    holder = Holder(None if rpps is None else str(rpps), *texts) if family or rpps else None
    return Entry(
        None if address is None else str(address),
        None if box is None else MailboxType(str(box)),
        _place(row[_FIELDS:]) if row[_FIELDS] is not None else None,
        holder,
        str(service or ""),
        None if paperless is None else bool(paperless),
    )


def _place(row: tuple[object, ...]) -> Place:
    (_, key, finess, name, sign, street, postcode, town, department, kind, category, phone, x, y,
     frame, equipment) = row  # fmt: skip
    return Place(
        str(key), None if finess is None else str(finess), str(name), str(sign), str(street),
        str(postcode), str(town), str(department), PlaceKind(str(kind)), str(category), str(phone),
        Equipment(int(str(equipment))),
        None if x is None or y is None else (int(str(x)), int(str(y))), str(frame),
    )  # fmt: skip
