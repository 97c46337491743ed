"""A report as a description: what its cells may be, how they read, where charts are drawn."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.report import (
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Table,
    Withheld,
    fixed,
)
from ordonnance.documents.report_pages import printed_report
from tests.builders.reports import AT, MOTIVES, WEEKS, a_report


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        (CellKind.TEXT, "Douleur", "Douleur"),
        (CellKind.COUNT, 1234, "1\u202f234"),
        (CellKind.NUMBER, Decimal("1234.56"), "1\u202f234,6"),
        (CellKind.COUNT, -1234, "-1\u202f234"),
        (CellKind.NUMBER, Decimal("-0.04"), "0,0"),
        (CellKind.NUMBER, Decimal("-0.05"), "-0,1"),
        (CellKind.SHARE, Decimal("0.12345"), "12,3\u202f%"),
        (CellKind.SHARE, Decimal(1), "100,0\u202f%"),
        (CellKind.DAY, date(2026, 3, 2), "02/03/2026"),
        (CellKind.FLAG, True, "oui"),
        (CellKind.FLAG, False, "non"),
        (CellKind.COUNT, None, "–"),
        (CellKind.COUNT, Withheld.SMALL, "n.c."),
    ],
)
def test_a_cell_reads_in_french(kind: CellKind, cell: Cell, words: str) -> None:
    column = Column("x", kind)
    assert column.holds(cell)
    assert column.words(cell) == words


@pytest.mark.parametrize(
    ("kind", "cell"),
    [(CellKind.COUNT, True), (CellKind.COUNT, "1"), (CellKind.COUNT, Decimal(1)),
     (CellKind.SHARE, 1), (CellKind.DAY, AT), (CellKind.TEXT, 1), (CellKind.FLAG, 1)],
)  # fmt: skip
def test_a_cell_of_another_kind_is_refused(kind: CellKind, cell: Cell) -> None:
    with pytest.raises(ValueError, match="not a cell"):
        Table("t", "T", (Column("x", kind),), ((cell,),))


@given(st.decimals("-1000000", "1000000", places=4), st.integers(0, 3))
def test_a_number_is_rounded_and_keeps_its_decimals(value: Decimal, decimals: int) -> None:
    told = fixed(value, decimals).replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    assert abs(Decimal(told) - value) <= Decimal(1).scaleb(-decimals) / 2
    assert len(told.partition(".")[2]) == decimals


def test_rows_charts_and_keys_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="as long"):
        replace(WEEKS, rows=((date(2026, 3, 2), 1),))
    for values in ((), (0,), (1, 1, 1, 1, 1)):
        with pytest.raises(ValueError, match=r"chart|figures"):
            replace(WEEKS, chart=Chart(ChartKind.BARS, "x", values))
    with pytest.raises(ValueError, match="key"):
        replace(WEEKS, key="Semaines !")
    with pytest.raises(ValueError, match="own"):
        a_report(WEEKS, replace(MOTIVES, key="semaines"))
    with pytest.raises(ValueError, match="aware"):
        replace(a_report(), issued_at=datetime(2026, 3, 12))  # noqa: DTZ001 - what is refused


def test_a_chart_draws_the_figures_of_its_table_but_not_the_totals() -> None:
    (section,) = printed_report(a_report()).sections
    weeks, motives = (table.charts[0] for table in section.tables)
    # The scale ends at 2 000: four steps of 500.
    assert [tick.words for tick in weeks.ticks] == [
        "0",
        "500",
        "1\u202f000",
        "1\u202f500",
        "2\u202f000",
    ]
    assert [[bar.size for bar in place.bars] for place in weeks.places] == [
        [0.006, 0.0], [0.617, 0.0],
    ]  # fmt: skip
    assert weeks.places[1].bars[1].words == "n.c."
    assert len({fill for _, fill in weeks.legend}) == 2
    assert [bar.size for place in motives.places for bar in place.bars] == [0.125, 0.875]
    assert [mark.place for mark in motives.marks] == [0.8]
    assert motives.legend == ()


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=80))
def test_no_bar_leaves_its_chart_and_their_heights_are_in_proportion(counts: list[int]) -> None:
    rows = tuple((f"S{rank}", count) for rank, count in enumerate(counts))
    columns = (Column("Semaine"), Column("Nombre", CellKind.COUNT))
    table = Table("t", "T", columns, rows, chart=Chart(ChartKind.COLUMNS, "x", (1,)))
    (chart,) = printed_report(a_report(table)).sections[0].tables[0].charts
    sizes = [place.bars[0].size for place in chart.places]
    assert all(0 <= size <= 1 for size in sizes)
    most = max(counts)
    assert all(abs(size * most - max(sizes) * count) <= most * 1e-9 + 1e-9
               for size, count in zip(sizes, counts, strict=True))  # fmt: skip
    assert max(sizes) >= 0.39 or most < 4
    assert 1 <= len([place for place in chart.places if place.name]) <= 9
    steps = [tick.place for tick in chart.ticks]
    assert steps == sorted(steps)
    assert len({tick.words for tick in chart.ticks}) == len(steps)


def test_too_many_columns_for_one_chart_have_a_chart_for_each_series_on_one_scale() -> None:
    rows = tuple((date(2026, 1, 5), rank, 7) for rank in range(60))
    table = replace(WEEKS, rows=rows, totals=0)
    charts = printed_report(a_report(table)).sections[0].tables[0].charts
    assert [[name for name, _ in chart.legend] for chart in charts] == [["Cas 1"], ["Cas 2"]]
    assert charts[0].ticks == charts[1].ticks
    assert all(len(chart.places) == 60 for chart in charts)
    assert charts[1].told.endswith("Ici, seulement\u202f: Cas 2.")


def test_a_table_without_rows_is_written_without_a_drawing() -> None:
    (table,) = printed_report(a_report(replace(WEEKS, rows=(), totals=0))).sections[0].tables
    assert (table.rows, table.charts) == ((), ())
