"""A report as it is printed: texts ready to read, charts as places between 0 and 1."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

from ordonnance.documents.report import (
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Report,
    Table,
    Withheld,
)
from ordonnance.domain.french.typography import printed

FILLS = ("plein", "hachures", "vide", "points")
"""The fill of each series, told apart without colour; layouts know them by these names."""
_MOST_LABELS = 9
"""Names under a chart of columns; beyond, one in so many is written."""
_MOST_COLUMNS = 96
"""Columns side by side in one chart; beyond, each series has its own, on one scale."""
_STEPS = (1, 2, 5)
_TICKS = 4


@dataclass(frozen=True, slots=True)
class PrintedBar:
    """One figure drawn: its part of the scale, 0 to 1, and how it reads."""

    size: float
    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """The figures of one row of the table. `name` is empty where names are left out."""

    name: str
    bars: tuple[PrintedBar, ...]


@dataclass(frozen=True, slots=True)
class PrintedTick:
    """A place of the scale and its words."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class PrintedChart:
    """A chart whose places are parts of its height or width."""

    kind: str
    told: str
    legend: tuple[tuple[str, str], ...]
    places: tuple[PrintedPlace, ...]
    ticks: tuple[PrintedTick, ...]
    marks: tuple[PrintedTick, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of texts. `right` tells the columns set to the right, `bold` the first bold row."""

    caption: str
    headings: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    bold: int
    note: str
    charts: tuple[PrintedChart, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A part of the report."""

    heading: str
    paragraphs: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    tables: tuple[PrintedTable, ...]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """What stands on the pages; `issued_at` dates the file."""

    layout: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    footer: str
    issued_at: datetime
    specimen: str


def printed_report(report: Report) -> PrintedReport:
    """The pages of a report."""
    sections = tuple(
        PrintedSection(
            printed(section.title),
            tuple(map(printed, section.paragraphs)),
            tuple((printed(each.name), printed(each.words)) for each in section.figures),
            tuple(map(_table, section.tables)),
        )
        for section in report.sections
    )
    return PrintedReport(
        "report", printed(report.title), tuple(map(printed, report.lines)), sections,
        printed(report.footer), report.issued_at, report.specimen,
    )  # fmt: skip


def _table(table: Table) -> PrintedTable:
    return PrintedTable(
        caption=printed(table.title),
        headings=tuple(printed(column.name) for column in table.columns),
        right=tuple(column.kind.figures for column in table.columns),
        rows=tuple(tuple(map(printed, row)) for row in table.words()),
        bold=len(table.rows) - table.totals,
        note=printed(table.note),
        charts=tuple(_charts(table, table.chart)) if table.chart and table.drawn else (),
    )


def _charts(table: Table, chart: Chart) -> Iterator[PrintedChart]:
    top = _top(table, chart, table.columns[chart.values[0]])
    upright = chart.kind is ChartKind.COLUMNS
    if not upright or len(table.drawn) * len(chart.values) <= _MOST_COLUMNS:
        yield _chart(table, chart, top, named=len(chart.values) > 1)
        return
    for place in chart.values:
        told = f"{chart.told} Ici, seulement : {table.columns[place].name}."
        alone = replace(chart, values=(place,), told=told)
        yield _chart(table, alone, top, named=True)


def _chart(table: Table, chart: Chart, top: Fraction, *, named: bool) -> PrintedChart:
    columns = [table.columns[place] for place in chart.values]
    first = columns[0]
    many = len(table.drawn)
    every = ceil(many / _MOST_LABELS) if chart.kind is ChartKind.COLUMNS else 1
    places = tuple(
        PrintedPlace(
            printed(table.columns[0].words(row[0])) if rank % every == 0 else "",
            tuple(
                PrintedBar(_part(row[place], top), FILLS[number], _drawn(column, row[place]))
                for number, (place, column) in enumerate(zip(chart.values, columns, strict=True))
            ),
        )
        for rank, row in enumerate(table.drawn)
    )
    legend = zip((printed(column.name) for column in columns), FILLS, strict=False)
    mark = chart.mark
    return PrintedChart(
        chart.kind.value,
        printed(chart.told),
        tuple(legend) if named else (),
        places,
        tuple(_ticks(first, top)),
        (PrintedTick(_part(mark.value, top), printed(mark.words)),) if mark else (),
    )


def _drawn(column: Column, cell: Cell) -> str:
    return printed(column.words(cell))


def _part(cell: Cell, top: Fraction) -> float:
    """The part of the scale that a figure takes; what has no figure takes none."""
    value = _value(cell)
    return float(min(Fraction(1), max(Fraction(0), value / top)))


def _value(cell: Cell) -> Fraction:
    if isinstance(cell, bool) or cell is None or isinstance(cell, Withheld):
        return Fraction(0)
    return Fraction(cell) if isinstance(cell, int | Decimal) else Fraction(0)


def _top(table: Table, chart: Chart, column: Column) -> Fraction:
    """The end of the scale: a round number at or above everything drawn; 1 for shares."""
    if column.kind is CellKind.SHARE:
        return Fraction(1)
    drawn = [_value(row[place]) for row in table.drawn for place in chart.values]
    most = max([*drawn, Fraction(chart.mark.value) if chart.mark else Fraction(0)])
    return max(_TICKS * _step(most / _TICKS, column), Fraction(_TICKS))


def _step(least: Fraction, column: Column) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20, 50… (or a tenth of these for numbers) from `least` on."""
    size = Fraction(1, 10) if column.kind is CellKind.NUMBER else Fraction(1)
    while True:
        for step in _STEPS:
            if step * size >= least:
                return step * size
        size *= 10


def _ticks(column: Column, top: Fraction) -> Iterator[PrintedTick]:
    for rank in range(_TICKS + 1):
        value = top * rank / _TICKS
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        cell: Cell = int(value) if column.kind is CellKind.COUNT else exact
        shown = Column(column.name, column.kind, 0 if column.kind is CellKind.SHARE else 1)
        yield PrintedTick(rank / _TICKS, shown.words(cell))
