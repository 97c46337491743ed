"""A report as a pure description: texts, key figures, tables of typed cells, charts drawn of them.

The same description gives a PDF, a spreadsheet, CSV files, JSON or plain text: what is read in one
is read in all. A chart has no figures of its own: it draws columns of the table beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum
from re import compile as pattern

from ordonnance.domain.french.dates import short
from ordonnance.domain.french.typography import NARROW

TOTAL = "Total"
NOTHING = "–"
"""Stands where there is no value."""
MOST_SERIES = 4
"""Series of one chart: as many fills as can be told apart without colour."""
_KEY = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")


class CellKind(StrEnum):
    """What the cells of a column are. An absent value (None) may stand in any of them."""

    TEXT = "text"
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """A Decimal, in the unit of its heading."""
    SHARE = "share"
    """A Decimal that is a part of one: 0.25 reads « 25,0 % »."""
    DAY = "day"
    FLAG = "flag"
    """True or False: « oui » or « non »."""

    @property
    def figures(self) -> bool:
        """True for what is set to the right, and may be drawn."""
        return self in (CellKind.COUNT, CellKind.NUMBER, CellKind.SHARE)


class Withheld(Enum):
    """A value that exists and is not published."""

    SMALL = "n.c."


Cell = str | int | Decimal | date | bool | Withheld | None

_TYPES: dict[CellKind, type] = {
    CellKind.TEXT: str,
    CellKind.COUNT: int,
    CellKind.NUMBER: Decimal,
    CellKind.SHARE: Decimal,
    CellKind.DAY: date,
    CellKind.FLAG: bool,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands under it. `decimals` are those of numbers and of percentages."""

    name: str
    kind: CellKind = CellKind.TEXT
    decimals: int = 1

    def holds(self, cell: Cell) -> bool:
        """True when that cell may stand here."""
        return cell is None or isinstance(cell, Withheld) or type(cell) is _TYPES[self.kind]

    def words(self, cell: Cell) -> str:
        """The cell as people read it: « 1 234 », « 12,5 % », « 12/03/2026 », « oui »."""
        if cell is None:
            return NOTHING
        if isinstance(cell, Withheld):
            return str(cell.value)
        if isinstance(cell, str):
            return cell
        if isinstance(cell, bool):
            return "oui" if cell else "non"
        if isinstance(cell, date):
            return short(cell)
        if isinstance(cell, int):
            return _grouped(cell)
        if self.kind is CellKind.SHARE:
            return f"{fixed(cell * 100, self.decimals)}{NARROW}%"
        return fixed(cell, self.decimals)


def fixed(value: Decimal, decimals: int) -> str:
    """« 1 234,50 »: as many decimals as asked, rounded half up from zero."""
    exact = Decimal(1).scaleb(-decimals)
    rounded: Decimal = abs(value).quantize(exact, ROUND_HALF_UP)
    whole, _, rest = f"{rounded:f}".partition(".")
    told = _grouped(int(whole)) + (f",{rest}" if rest else "")
    return f"-{told}" if value < 0 and set(told) - set("0,") else told


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", NARROW)


class ChartKind(StrEnum):
    """How figures are drawn."""

    COLUMNS = "columns"
    """Side by side and upright: what goes by in time."""
    BARS = "bars"
    """One under the other: what is compared."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that a chart is read against, drawn as a line with its words."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of the table that holds it: its first column names, `values` are drawn.

    `told` says in one sentence what is seen, for whoever does not see it.
    """

    kind: ChartKind
    told: str
    values: tuple[int, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of typed cells. The last `totals` rows are totals: bold, not drawn, and named « Total »
    when their first cell is absent.

    `key` names its file and its sheet: small letters, figures and hyphens. Raises ValueError when
    a cell is not what its column says.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    totals: int = 0
    chart: Chart | None = None

    def __post_init__(self) -> None:
        if _KEY.fullmatch(self.key) is None or not self.columns:
            raise ValueError("a table has a key in small letters, and columns")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.key}: a row is not as long as the headings")
            for column, cell in zip(self.columns, row, strict=True):
                if not column.holds(cell):
                    raise ValueError(f"{self.key}: not a cell of the column {column.name}")
        if self.chart is not None:
            drawn = self.chart.values
            if not 1 <= len(drawn) <= MOST_SERIES:
                raise ValueError(f"{self.key}: a chart draws 1 to {MOST_SERIES} columns")
            if not all(self.columns[place].kind.figures for place in drawn):
                raise ValueError(f"{self.key}: only figures are drawn")

    @property
    def drawn(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that a chart draws."""
        return self.rows[: len(self.rows) - self.totals]

    def words(self) -> Iterable[tuple[str, ...]]:
        """Each row as people read it."""
        first = len(self.rows) - self.totals
        for rank, row in enumerate(self.rows):
            said = [each.words(cell) for each, cell in zip(self.columns, row, strict=True)]
            if rank >= first and row[0] is None:
                said[0] = TOTAL
            yield tuple(said)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure to remember, as it is read, and what it is."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: paragraphs, then figures to remember, then tables."""

    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What is written. `key` names its files, `issued_at` (aware) dates them.

    `lines` stand under the title; `specimen` marks what comes from a demonstration.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    issued_at: datetime
    specimen: str = ""

    def __post_init__(self) -> None:
        keys = [table.key for table in self.tables]
        if _KEY.fullmatch(self.key) is None or len(set(keys)) != len(keys):
            raise ValueError("a report and each of its tables have a key of their own")
        if self.issued_at.utcoffset() is None:
            raise ValueError("a report is dated by an aware instant")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(table for section in self.sections for table in section.tables)
