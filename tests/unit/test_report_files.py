"""Reports as CSV, spreadsheet and JSON: read again by readers that are not ours."""

import csv
import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ordonnance.bootstrap.reports import ReportFormat, csv_of, files_of, json_of, ods_of
from ordonnance.documents.report import CellKind, Column, Report, Table
from ordonnance.documents.report_ods import sheet_names
from tests.builders.reports import MOTIVES, WEEKS, a_report
from tests.ports.drawn import RENDERER

SPACE = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text", "style")
}


def csv_read(table: Table) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_of(table).decode("utf-8-sig")), delimiter=";"))


def ods_read(report: Report) -> dict[str, list[list[Any]]]:
    """Sheets by name, rows of typed values; a text is a str, whatever it looks like."""
    with zipfile.ZipFile(BytesIO(ods_of(report))) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    return {
        sheet.get(f"{{{SPACE['table']}}}name"): [
            [_cell(cell) for cell in row.iterfind("table:table-cell", SPACE)]
            for row in sheet.iterfind(".//table:table-row", SPACE)
        ]
        for sheet in content.iterfind(".//table:table", SPACE)
    }


def _cell(cell: Any) -> Any:
    def said(name: str) -> str | None:
        value: str | None = cell.get(f"{{{SPACE['office']}}}{name}")
        return value

    assert cell.get(f"{{{SPACE['table']}}}formula") is None
    match said("value-type"):
        case "float" | "percentage" as kind:
            return kind, said("value")
        case "date":
            return "date", said("date-value")
        case "boolean":
            return "boolean", said("boolean-value")
        case "string":
            return "\n".join("".join(each.itertext()) for each in cell.iterfind("text:p", SPACE))
        case other:
            assert other is None
            return None


def test_csv_is_that_of_french_spreadsheets() -> None:
    assert csv_of(MOTIVES).startswith(b"\xef\xbb\xbfMotif;Part;")
    assert csv_read(MOTIVES) == [
        ["Motif", "Part", "Délai (h)", "Retenu"],
        ["Douleur dentaire", "0,125", "-1,5", "oui"],
        ["'=SOMME(A1;A2)", "0,875", "", "non"],
    ]
    assert csv_read(WEEKS)[1:] == [
        ["2026-03-02", "12", "0"], ["2026-03-09", "1234", "n.c."], ["", "1246", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "\uff1d1"]
)
def test_no_text_is_read_as_a_formula(text: str) -> None:
    table = Table("t", text, (Column(text),), ((text,),))
    assert [row[0][0] for row in csv_read(table)] == ["'", "'"]
    sheets = ods_read(a_report(table))
    assert list(sheets.values())[1][1] == [text.replace("\r", "\n") if "\r" in text else text]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_text_comes_back_from_each_file(text: str) -> None:
    table = Table("t", "T", (Column("x"),), ((text,),))
    (_, (found,)) = csv_read(table)
    assert found.removeprefix("'") == text.removeprefix("'")
    xml = text.replace("\ufffe", "").replace("\uffff", "")
    assert ods_read(a_report(table))["T"] == [["x"], [xml]]
    assert json.loads(json_of(a_report(table)))["tables"][0]["rows"] == [[text]]


@given(st.integers(0, 10**9), st.dates(), st.booleans(), st.decimals(0, 1, places=5))
def test_a_spreadsheet_keeps_the_type_of_each_cell(
    count: int, day: date, flag: bool, part: Any
) -> None:
    kinds = (CellKind.COUNT, CellKind.DAY, CellKind.FLAG, CellKind.SHARE)
    columns = tuple(Column(kind.value, kind) for kind in kinds)
    sheets = ods_read(a_report(Table("t", "T", columns, ((count, day, flag, part),))))
    assert sheets["T"][1] == [
        ("float", str(count)), ("date", day.isoformat()), ("boolean", str(flag).lower()),
        ("percentage", f"{part:f}"),
    ]  # fmt: skip


def test_a_spreadsheet_begins_with_what_the_report_says() -> None:
    sheets = ods_read(a_report(specimen="SPÉCIMEN"))
    assert list(sheets) == ["Synthèse", "Prescriptions par semaine", "Motifs parts"]
    said = [cell for row in sheets["Synthèse"] for cell in row]
    for expected in ("Recensement : essai", "SPÉCIMEN", "Un paragraphe.", "1 246"):
        assert expected in said
    assert sheets["Prescriptions par semaine"][2] == [
        ("date", "2026-03-09"), ("float", "1234"), "n.c.",
    ]  # fmt: skip


def test_a_spreadsheet_is_a_package_that_tells_its_kind_first_and_is_always_the_same() -> None:
    made = ods_of(a_report())
    assert made == ods_of(a_report())
    with zipfile.ZipFile(BytesIO(made)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {path for each in manifest for name, path in each.items() if "full-path" in name}
        assert listed | {"mimetype", "META-INF/manifest.xml"} == {"/", *archive.namelist()}
        content = etree.fromstring(archive.read("content.xml"))
    named = f"{{{SPACE['style']}}}name"
    known = {each.get(named) for each in content.iter() if each.get(named)}
    used = {each.get(f"{{{SPACE['table']}}}style-name") for each in content.iter()} - {None}
    assert used <= known


def test_sheets_have_names_of_their_own_that_every_spreadsheet_takes() -> None:
    long = "Pharmacies du département [59]: équipement, par commune"
    tables = [replace(WEEKS, key=f"t{rank}", title=long) for rank in range(12)]
    tables += [replace(WEEKS, key="s", title="synthèse"), replace(WEEKS, key="v", title="***")]
    names = sheet_names(tables)
    assert len({name.lower() for name in names}) == len(tables)
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]*?:/\\'") for name in names)


def test_json_says_what_is_withheld_without_its_value() -> None:
    said = json.loads(json_of(a_report()))
    assert said["tables"][0]["rows"][1] == ["2026-03-09", 1234, {"withheld": "small"}]
    assert said["tables"][1]["rows"][0] == ["Douleur dentaire", "0.125", "-1.5", True]


def test_files_are_named_by_the_report_and_its_tables() -> None:
    made = dict(files_of(a_report(), tuple(ReportFormat), RENDERER))
    assert list(made) == [
        "essai.pdf", "essai.ods", "essai-semaines.csv", "essai-motifs.csv", "essai.json",
    ]  # fmt: skip
    assert made["essai.pdf"].startswith(b"%PDF")
    assert made["essai.ods"] == ods_of(a_report())
    assert made["essai-motifs.csv"] == csv_of(MOTIVES)
    alone = dict(files_of(a_report(MOTIVES), (ReportFormat.CSV,), RENDERER))
    assert alone == {"essai.csv": csv_of(MOTIVES)}
