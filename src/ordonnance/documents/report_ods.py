"""A report as an OpenDocument spreadsheet (ISO/IEC 26300, 1.3): a page of texts, then its tables.

Cells keep their type: a spreadsheet adds up the figures, and never runs a text.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from decimal import Decimal

from ordonnance.documents.ods_parts import automatic_styles, manifest, meta, number_styles, styles
from ordonnance.documents.report import NOTHING, Cell, CellKind, Column, Report, Table, Withheld
from ordonnance.domain.markup import Element, e

_SUMMARY = "Synthèse"
_MOST_NAME = 31
"""Characters of the name of a sheet that every spreadsheet takes."""
_FORBIDDEN = str.maketrans("[]*?:/\\'", "        ")


def parts_of(report: Report) -> dict[str, Element]:
    """The parts of the file, by their path in it; `adapters.ods` packs them."""
    names = sheet_names(report.tables)
    sheets = [_summary(report), *map(_sheet, names, report.tables)]
    columns = [column for table in report.tables for column in table.columns]
    content = e(
        "office:document-content",
        e("office:automatic-styles", number_styles(columns), automatic_styles(columns)),
        e("office:body", e("office:spreadsheet", sheets)),
        **{"office:version": "1.3"},
    )
    written_at = report.issued_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    parts = {
        "content.xml": content,
        "meta.xml": meta(report.title, f"{written_at.isoformat()}Z"),
        "styles.xml": styles(),
    }
    return parts | {"META-INF/manifest.xml": manifest(parts)}


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """A name for the sheet of each table, all different."""
    taken, names = {_SUMMARY.lower()}, []
    for table in tables:
        plain = " ".join(table.title.translate(_FORBIDDEN).split())
        name, rank = plain[:_MOST_NAME].strip(), 1
        while not name or name.lower() in taken:
            rank += 1
            ending = f" {rank}"
            name = plain[: _MOST_NAME - len(ending)].strip() + ending
        taken.add(name.lower())
        names.append(name)
    return names


def _summary(report: Report) -> Element:
    rows = [_texts((report.title,), "fort"), *(_texts((line,)) for line in report.lines)]
    if report.specimen:
        rows.append(_texts((report.specimen,), "fort"))
    for section in report.sections:
        rows += [_texts(()), _texts((section.title,), "fort")]
        rows += [_texts((said,)) for said in section.paragraphs]
        rows += [_texts((each.name, each.words)) for each in section.figures]
        rows += [_texts((f"{each.title} : {each.note}",)) for each in section.tables if each.note]
    rows += [_texts(()), _texts((report.footer,))]
    widths = (_column("large"), _column("moyenne"))
    return e("table:table", widths, rows, **{"table:name": _SUMMARY})


def _sheet(name: str, table: Table) -> Element:
    headings = e(
        "table:table-header-rows", _texts(tuple(each.name for each in table.columns), "entete")
    )
    first = len(table.rows) - table.totals
    rows = (
        e("table:table-row", _cells(table.columns, row, total=rank >= first))
        for rank, row in enumerate(table.rows)
    )
    widths = (_column("large" if not each.kind.figures else "moyenne") for each in table.columns)
    return e("table:table", widths, headings, rows, **{"table:name": name})


def _column(style: str) -> Element:
    return e("table:table-column", **{"table:style-name": style})


def _texts(texts: Iterable[str], style: str | None = None) -> Element:
    return e("table:table-row", (_text(said, style) for said in texts) if texts else _empty())


def _text(text: str, style: str | None = None) -> Element:
    said = (e("text:p", line) for line in text.split("\n"))
    attributes = {"office:value-type": "string", "table:style-name": style}
    return e("table:table-cell", said, **attributes)


def _empty() -> Element:
    return e("table:table-cell")


def _cells(columns: Iterable[Column], row: Iterable[Cell], *, total: bool) -> Iterator[Element]:
    bold = "-total" if total else ""
    for column, cell in zip(columns, row, strict=True):
        yield _cell(column, cell, bold)


def _cell(column: Column, cell: Cell, bold: str) -> Element:
    words = column.words(cell)
    if cell is None:
        return _empty()
    if isinstance(cell, str | Withheld):
        return _text(words, f"texte{bold}" if bold else None)
    typed = {"table:style-name": f"{style_of(column)}{bold}"}
    if isinstance(cell, bool):
        typed |= {"office:value-type": "boolean", "office:boolean-value": str(cell).lower()}
    elif isinstance(cell, date):
        typed |= {"office:value-type": "date", "office:date-value": cell.isoformat()}
    else:
        kind = "percentage" if column.kind is CellKind.SHARE else "float"
        typed |= {"office:value-type": kind, "office:value": f"{Decimal(cell):f}"}
    return e("table:table-cell", e("text:p", words if words != NOTHING else ""), **typed)


def style_of(column: Column) -> str:
    """The style of a cell of that column."""
    decimals = column.decimals if column.kind in (CellKind.NUMBER, CellKind.SHARE) else 0
    return f"{column.kind.value}{decimals}"
