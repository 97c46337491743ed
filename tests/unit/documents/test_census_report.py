"""The report of a census: its figures are those of the rows, and what is published tells no one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.census_report import CensusAsked, census_report, rows_report
from ordonnance.documents.report import Report, Table, Withheld
from ordonnance.domain.census import CensusRow
from ordonnance.domain.directory import DirectoryVersion, Equipment, Place, PlaceKind
from ordonnance.usecases.equipment import Readiness
from tests.builders.census import FIRST, LAST, MANY, OTHER_SAMU, a_row

AT = datetime(2025, 8, 1, 9, tzinfo=UTC)
HIDDEN = Withheld.SMALL


def report_of(rows: tuple[CensusRow, ...], **changes: Any) -> Report:
    return census_report(CensusAsked(FIRST, LAST, rows, AT, **changes))


def tables(report: Report) -> dict[str, Table]:
    return {table.key: table for table in report.tables}


def cells(table: Table, value: int = 1) -> dict[Any, Any]:
    return {row[0]: row[value] for row in table.rows}


def test_every_figure_is_what_counting_the_rows_by_hand_gives() -> None:
    found = tables(report_of(MANY))
    on_hand: Counter[Any] = Counter()
    for row in MANY:
        entry = row.entry
        on_hand[f"Cas {entry.circuit.value}"] += 1
        on_hand[entry.motive.label] += 1
        on_hand[entry.regulator.label] += 1
        on_hand["opened" if not entry.out_of_hours else "closed"] += 1
        on_hand[" et ".join(each.label for each in entry.molecules).capitalize()] += 1
        year, week, _ = entry.on.isocalendar()
        on_hand[date.fromisocalendar(year, week, 1), entry.circuit.value] += 1
        for flag in row.flags:
            on_hand[flag, entry.box.label] += 1
    circuits = cells(found["circuits"])
    assert [count for name, count in circuits.items() if name != "Total"] == [
        on_hand[f"Cas {rank}"] for rank in (1, 2, 3)
    ]
    for key in ("motifs", "prescripteurs", "molecules"):
        assert all(
            count == on_hand[name] for name, count in cells(found[key]).items() if name != "Total"
        )
    assert list(cells(found["horaires"]).values()) == [on_hand["opened"], on_hand["closed"], 200]
    weeks = found["semaines"].rows
    assert [row[1:4] for row in weeks[:-1]] == [
        tuple(on_hand[row[0], case] for case in "123") for row in weeks[:-1]
    ]
    assert weeks[0][0] == date(2025, 6, 2)
    assert weeks[-2][0] == date(2025, 7, 28)
    assert weeks[-1][1:] == (on_hand["Cas 1"], on_hand["Cas 2"], on_hand["Cas 3"], 200)
    bounced = cells(found["non-remises"], 2)
    assert all(
        count == sum(number for key, number in on_hand.items()
                     if isinstance(key, tuple) and key[0] == "non_remise" and key[1] == box)
        for box, count in bounced.items() if box != "Total"
    )  # fmt: skip
    assert bounced["Total"] == sum("non_remise" in row.flags for row in MANY)


@pytest.mark.parametrize("key", ["circuits", "circuits-boites", "motifs", "prescripteurs",
                                 "molecules", "horaires", "suites", "centres"])  # fmt: skip
def test_the_cells_of_a_table_add_up_to_every_prescription(key: str) -> None:
    table = tables(report_of(MANY))[key]
    assert sum(count for name, count in cells(table).items() if name != "Total") == 200
    parts = [part for name, part in cells(table, 2).items() if name != "Total"]
    assert abs(sum(parts) - 1) < Decimal("1e-9")
    assert table.rows[-1] == ("Total", 200, Decimal(1))


def test_nothing_is_withheld_from_the_return_nor_from_the_whole_report() -> None:
    few = MANY[:3]
    for report in (report_of(few), rows_report(CensusAsked(FIRST, LAST, few, AT))):
        assert not any(cell is HIDDEN for table in report.tables for row in table.rows
                       for cell in row)  # fmt: skip
    assert len(tables(rows_report(CensusAsked(FIRST, LAST, few, AT)))["lignes"].rows) == 3


@given(st.lists(st.sampled_from(MANY), max_size=60, unique=True).map(tuple))
def test_no_small_cell_is_published_in_any_table(rows: tuple[CensusRow, ...]) -> None:
    report = report_of(rows, published=True)
    for table in report.tables:
        counts = [row[1] for row in table.rows]
        assert not any(type(count) is int and 0 < count < 5 for count in counts)
        hidden = [row for row in table.rows[:-1] if row[1] is HIDDEN]
        assert len(hidden) != 1
        assert all(row[2] is HIDDEN for row in hidden if len(row) == 3)
        assert (table.note == "") or hidden or table.key == "semaines"
    if 0 < len(rows) < 5:
        assert report.tables == ()
        assert str(len(rows)) not in report.sections[0].paragraphs[0].replace("Moins de 5", "")


def test_tables_that_share_cells_are_not_published_together() -> None:
    found = tables(report_of(MANY, published=True))
    assert "circuits" not in found
    assert "non-remises" not in found
    assert len(found["semaines"].columns) == 2
    report = report_of(MANY, published=True)
    names = [figure.name for figure in report.sections[0].figures]
    assert names == ["Prescriptions recensées", "Par semaine, en moyenne"]
    assert "se recouvrent" in report.footer


def test_a_published_chart_draws_nothing_of_what_is_withheld() -> None:
    rows = tuple(a_row() for _ in range(30)) + tuple(a_row(centre=OTHER_SAMU) for _ in range(2))
    table = tables(report_of(rows, published=True))["centres"]
    assert [row[1] for row in table.rows] == [HIDDEN, HIDDEN, 32]
    assert table.chart is None
    motives = tables(report_of(rows, published=True))["motifs"].chart
    assert motives is not None
    assert "Douleur dentaire, vaut 32" in motives.told


def test_the_days_and_the_only_centre_are_told() -> None:
    report = report_of((a_row(on=date(2025, 6, 9)),) * 1)
    assert "Du 02/06/2025 au 31/07/2025" in report.lines[1]
    assert "SAMU 59 EXEMPLE (FINESS 590000014), département 59" in report.lines[1]
    assert "2 centres" in report_of(MANY).lines[1]
    empty = report_of((), published=True)
    assert "Aucun centre" in empty.lines[1]
    assert cells(tables(empty)["horaires"])["Total"] == 0
    with pytest.raises(ValueError, match="first"):
        census_report(CensusAsked(LAST, FIRST, (), AT))


def test_the_pharmacies_of_the_departement_stand_with_the_date_of_the_directory() -> None:
    def pharmacy(rank: int, equipment: Equipment) -> Place:
        return Place(str(rank), None, "X", "", "", "59000", "LILLE", "59", PlaceKind.PHARMACY,
                     "620", "", equipment)  # fmt: skip

    pharmacies = tuple(pharmacy(rank, Equipment(rank % 3)) for rank in range(7))
    found = Readiness(DirectoryVersion(date(2025, 7, 1), "d", "s"), "59", (), (), pharmacies)
    report = report_of(MANY, equipment=(found,))
    (row,) = tables(report)["pharmacies"].rows
    assert row == ("59", 7, 2, 2, 3, Decimal(2) / Decimal(7))
    assert "01/07/2025" in report.sections[-1].paragraphs[0]
    assert "aucun annuaire" in report_of(MANY).sections[-1].paragraphs[0]


def test_a_year_of_a_busy_centre_is_written() -> None:
    rows = tuple(a_row(on=FIRST + timedelta(rank % 365), id=f"{rank:032x}") for rank in range(5000))
    report = census_report(CensusAsked(FIRST, FIRST + timedelta(364), rows, AT))
    assert len(tables(report)["semaines"].rows) == 54
    assert tables(report)["semaines"].rows[-1][-1] == 5000
