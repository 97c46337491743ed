"""The return of the census: every row, as a table that leaves; and such a file read again.

Codes, days and yes or no: no free text has a column. What is read is refused line by line, with
its place: nothing is guessed, and nothing is read of a file that has one fault.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TypeVar

from ordonnance.documents.report import Cell, CellKind, Column, Table
from ordonnance.documents.report_csv import BOM
from ordonnance.domain.census import (
    CensusEntry,
    CensusFlag,
    CensusRow,
    Centre,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.ids import Finess, InvalidId

MOST_ROWS = 2_000_000
MOST_FLAWS = 50
"""Faults told of one file; beyond, it is not read on."""

COLUMNS = (
    Column("identifiant"),
    Column("date", CellKind.DAY),
    Column("cas"),
    Column("boite"),
    Column("motif"),
    Column("finess"),
    Column("centre"),
    Column("departement"),
    Column("prescripteur"),
    Column("molecules"),
    Column("hors_horaires", CellKind.FLAG),
    Column("retiree", CellKind.FLAG),
    Column("non_remise", CellKind.FLAG),
)
"""The columns of a return, in order; `molecules` are codes with a + between them."""

Value = TypeVar("Value")
_NAMES = [column.name for column in COLUMNS]
_FLAGS = {"oui": True, "non": False}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at one place of a file; `line` counts from 1, the heading included."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadRows:
    """What a file says: its rows, or its flaws."""

    rows: tuple[CensusRow, ...]
    flaws: tuple[Flaw, ...] = ()


def table_of(rows: Sequence[CensusRow]) -> Table:
    """The rows as they leave."""
    return Table("lignes", "Prescriptions recensées", COLUMNS, tuple(map(_cells, rows)))


def _cells(row: CensusRow) -> tuple[Cell, ...]:
    entry = row.entry
    return (
        row.id, entry.on, entry.circuit.value, entry.box.value, entry.motive.value,
        entry.centre.finess.value, entry.centre.name, entry.centre.department,
        entry.regulator.value, "+".join(entry.molecules), entry.out_of_hours,
        CensusFlag.WITHDRAWN in row.flags, CensusFlag.BOUNCED in row.flags,
    )  # fmt: skip


def read_rows(content: bytes) -> ReadRows:
    """The rows of a file that `csv_of(table_of(…))` wrote, with or without its first mark."""
    try:
        text = content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return ReadRows((), (Flaw(line, "", "ce n’est pas de l’UTF-8"),))
    lines = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    rows: list[CensusRow] = []
    flaws: list[Flaw] = []
    try:
        if next(lines, None) != _NAMES:
            return ReadRows((), (Flaw(1, "", f"les titres attendus sont {';'.join(_NAMES)}"),))
        seen: dict[str, int] = {}
        for cells in lines:
            flaws += _read(cells, lines.line_num, rows, seen)
            if len(flaws) >= MOST_FLAWS or len(rows) > MOST_ROWS:
                break
    except csv.Error:
        flaws.append(Flaw(lines.line_num, "", "cette ligne n’est pas du CSV"))
    if len(rows) > MOST_ROWS:
        flaws.append(Flaw(lines.line_num, "", f"plus de {MOST_ROWS} lignes"))
    return ReadRows(() if flaws else tuple(rows), tuple(flaws[:MOST_FLAWS]))


def _read(
    cells: Sequence[str], line: int, rows: list[CensusRow], seen: dict[str, int]
) -> Iterator[Flaw]:
    """Add the row of that line, or tell what is wrong with it."""
    if len(cells) != len(COLUMNS):
        yield Flaw(line, "", f"{len(cells)} valeurs au lieu de {len(COLUMNS)}")
        return
    said: dict[str, object] = {}
    for name, cell in zip(_NAMES, cells, strict=True):
        try:
            said[name] = _READERS[name](cell)
        except (ValueError, KeyError) as error:
            yield Flaw(line, name, _why(name, error))
    if len(said) < len(COLUMNS):
        return
    try:
        row = _row(said)
    except ValueError as error:
        yield Flaw(line, "", str(error))
        return
    if row.id in seen:
        yield Flaw(line, "identifiant", f"déjà donné à la ligne {seen[row.id]}")
        return
    seen[row.id] = line
    rows.append(row)


def _why(name: str, error: Exception) -> str:
    if isinstance(error, InvalidId):
        return "un numéro FINESS est attendu"
    if name == "date":
        return "une date AAAA-MM-JJ est attendue"
    return "oui ou non est attendu" if name in _BOOLEANS else "ce code n’existe pas"


def _row(said: dict[str, object]) -> CensusRow:
    def of(name: str, kind: type[Value]) -> Value:
        value = said[name]
        if not isinstance(value, kind):
            raise TypeError(name)
        return value

    centre = Centre(of("finess", Finess), of("centre", str), of("departement", str))
    entry = CensusEntry(
        of("date", date), of("cas", Circuit), of("boite", Box), of("motif", Motive), centre,
        of("prescripteur", Regulator), of("molecules", tuple), of("hors_horaires", bool),
    )  # fmt: skip
    flags = {CensusFlag.WITHDRAWN: of("retiree", bool), CensusFlag.BOUNCED: of("non_remise", bool)}
    return CensusRow(
        of("identifiant", str), entry, frozenset(flag for flag, told in flags.items() if told)
    )


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if text != day.isoformat():
        raise ValueError(text)
    return day


def _molecules(text: str) -> tuple[Molecule, ...]:
    return tuple(map(Molecule, text.split("+")))


_BOOLEANS = ("hors_horaires", "retiree", "non_remise")
_READERS: dict[str, Callable[[str], object]] = {
    "identifiant": str,
    "date": _day,
    "cas": Circuit,
    "boite": Box,
    "motif": Motive,
    "finess": Finess,
    "centre": str,
    "departement": str,
    "prescripteur": Regulator,
    "molecules": _molecules,
    **dict.fromkeys(_BOOLEANS, _FLAGS.__getitem__),
}
