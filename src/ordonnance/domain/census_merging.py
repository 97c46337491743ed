"""Rows of several centres put together, each prescription once.

The same id is the same prescription: its marks add up, since the later file knows more. The order
of the files changes nothing, nor does giving one twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from ordonnance.domain.census import CensusEntry, CensusRow
from ordonnance.domain.ids import Finess


@dataclass(frozen=True, slots=True)
class Source:
    """One file, by its name, and its rows."""

    name: str
    rows: tuple[CensusRow, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One id that stands for two different prescriptions, in these two files."""

    id: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Rows of one centre, one day, alike in all but their id, in two files that share none.

    `count` is how many prescriptions may be counted twice. Perhaps they are different.
    """

    centre: Finess
    on: date
    first: str
    second: str
    count: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows by centre, day and id; `doubles` were met more than once and are counted once."""

    rows: tuple[CensusRow, ...]
    doubles: int
    conflicts: tuple[Conflict, ...]
    suspicions: tuple[Suspicion, ...]


def merged(sources: Sequence[Source]) -> Merged:
    """The rows of these files together."""
    held: dict[str, CensusRow] = {}
    named: dict[str, str] = {}
    conflicts: list[Conflict] = []
    met = 0
    for source in sources:
        for row in source.rows:
            met += 1
            known = held.get(row.id)
            if known is not None and known.entry != row.entry:
                conflicts.append(Conflict(row.id, named[row.id], source.name))
                continue
            held[row.id] = replace(row, flags=row.flags | known.flags) if known else row
            named.setdefault(row.id, source.name)
    rows = tuple(sorted(held.values(), key=_order))
    return Merged(rows, met - len(rows), tuple(conflicts), tuple(_suspicions(sources)))


def _order(row: CensusRow) -> tuple[str, date, str]:
    return row.entry.centre.finess.value, row.entry.on, row.id


def _suspicions(sources: Sequence[Source]) -> Iterable[Suspicion]:
    """What two files that tell different ids for the same centre and day have alike."""
    files: dict[CensusEntry, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source in sources:
        for row in source.rows:
            files[row.entry][source.name].add(row.id)
    found: Counter[tuple[str, date, str, str]] = Counter()
    for entry, by_file in files.items():
        for (first, ids), (second, others) in combinations(sorted(by_file.items()), 2):
            alike = min(len(ids - others), len(others - ids))
            if alike:
                found[entry.centre.finess.value, entry.on, first, second] += alike
    for (finess, on, first, second), count in sorted(found.items()):
        yield Suspicion(Finess(finess), on, first, second, count)
