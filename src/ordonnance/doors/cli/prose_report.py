"""A report told on a terminal: its texts, its figures, its tables in columns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ordonnance.doors.cli.layout import columns, paragraph

if TYPE_CHECKING:
    from ordonnance.documents.report import Report, Table


def told(report: "Report") -> str:
    """The whole report as plain text."""
    lines = [report.title, *([report.specimen] if report.specimen else [])]
    for said in report.lines:
        lines += paragraph(said)
    for section in report.sections:
        lines += ["", section.title.upper()]
        for said in section.paragraphs:
            lines += paragraph(said)
        lines += columns([(each.name, each.words) for each in section.figures], indent=2)
        for table in section.tables:
            lines += ["", f"{table.title} :", *_table(table)]
    return "\n".join([*lines, "", *paragraph(report.footer)])


def _table(table: "Table") -> Iterator[str]:
    """Texts to the left, figures to the right; the figures of a column end at one place."""
    rows = [tuple(column.name for column in table.columns), *table.words()]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    for row in rows:
        cells = (
            cell.rjust(width) if column.kind.figures else cell.ljust(width)
            for column, cell, width in zip(table.columns, row, widths, strict=True)
        )
        yield f"  {'  '.join(cells)}".rstrip()
    if table.note:
        yield from paragraph(table.note, indent=2)
