"""What the census counts: the prescriptions of a period by each thing that a row says.

Every list of counts is a partition: each prescription stands in one cell, and the cells add up.
Rows withdrawn or given back are counted like the others.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from ordonnance.domain.census import (
    CensusFlag,
    CensusRow,
    Centre,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.circuits import Box, Circuit

Key = TypeVar("Key", bound=Hashable)
Counts = tuple[tuple[str, int], ...]
"""Cells by their French names, in the order in which they are read."""

ENDINGS = (Circuit.PHARMACY, Circuit.CARE_HOME)
"""The circuits that may end in either kind of professional mailbox."""

_NO, _OUT = "Heures d’ouverture des cabinets", "Permanence des soins"
_OUTCOMES: tuple[tuple[frozenset[CensusFlag], str], ...] = (
    (frozenset(), "Ni retirée, ni revenue"),
    (frozenset({CensusFlag.WITHDRAWN}), "Retirée"),
    (frozenset({CensusFlag.BOUNCED}), "Message non remis"),
    (frozenset({CensusFlag.WITHDRAWN, CensusFlag.BOUNCED}), "Message non remis, puis retirée"),
)


def by_week(rows: Iterable[CensusRow], first: date, last: date) -> tuple[tuple[date, int], ...]:
    """Every week (by its Monday) that has a day between these two, with its prescriptions."""
    found = Counter(monday(row.entry.on) for row in rows)
    return tuple((week, found[week]) for week in weeks(first, last))


def weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks from one day to another, both included."""
    begun = monday(first)
    for days in range(0, (last - begun).days + 1, 7):
        yield begun + timedelta(days=days)


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def by_circuit(rows: Iterable[CensusRow]) -> Counts:
    """The three cases."""
    return _named(rows, lambda row: row.entry.circuit, [(each, each.label) for each in Circuit])


def by_circuit_and_box(rows: Iterable[CensusRow]) -> Counts:
    """Each case with the kind of mailbox that received the message."""
    cells = [((circuit, box), f"Cas {circuit.value}, {_lower(box.label)}")
             for circuit in ENDINGS for box in (Box.ORGANISATION, Box.PERSON)]  # fmt: skip
    cells.append(((Circuit.PATIENT, Box.PATIENT_SPACE), f"Cas 3, {Box.PATIENT_SPACE.label}"))
    return _named(rows, lambda row: (row.entry.circuit, row.entry.box), cells)


def by_motive(rows: Iterable[CensusRow]) -> Counts:
    """Each coded motive."""
    return _named(rows, lambda row: row.entry.motive, [(each, each.label) for each in Motive])


def by_regulator(rows: Iterable[CensusRow]) -> Counts:
    """Each capacity in which the author regulates."""
    cells = [(each, each.label) for each in Regulator]
    return _named(rows, lambda row: row.entry.regulator, cells)


def by_molecules(rows: Sequence[CensusRow]) -> Counts:
    """Each molecule alone, then those prescribed together."""
    together = {row.entry.molecules for row in rows if len(row.entry.molecules) > 1}
    cells = [((each,), each.label) for each in Molecule]
    found: list[tuple[tuple[Molecule, ...], str]] = [*cells]
    found += [(each, _together(each)) for each in sorted(together)]
    return _named(rows, lambda row: row.entry.molecules, found)


def by_hours(rows: Iterable[CensusRow]) -> Counts:
    """In the hours of the permanence des soins, or not."""
    return _named(rows, lambda row: row.entry.out_of_hours, [(False, _NO), (True, _OUT)])


def by_outcome(rows: Iterable[CensusRow]) -> Counts:
    """What happened to each one after it was sent."""
    return _named(rows, lambda row: row.flags, list(_OUTCOMES))


def by_centre(rows: Iterable[CensusRow]) -> tuple[tuple[Centre, int], ...]:
    """Each centre, by FINESS, under the name that its last row gives."""
    held: dict[str, Centre] = {}
    found: Counter[str] = Counter()
    for row in sorted(rows, key=lambda each: (each.entry.on, each.id)):
        finess = row.entry.centre.finess.value
        held[finess] = row.entry.centre
        found[finess] += 1
    return tuple((held[finess], found[finess]) for finess in sorted(held))


def flagged(rows: Iterable[CensusRow], flag: CensusFlag) -> int:
    """How many have that mark."""
    return sum(flag in row.flags for row in rows)


def _named(
    rows: Iterable[CensusRow], key: Callable[[CensusRow], Key], cells: Sequence[tuple[Key, str]]
) -> Counts:
    found = Counter(map(key, rows))
    return tuple((name, found[cell]) for cell, name in cells)


def _together(molecules: Sequence[Molecule]) -> str:
    first, *others = (each.label for each in molecules)
    return " et ".join([first, *map(_lower, others)])


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
