"""One table as CSV for the spreadsheets used in France: UTF-8 with its mark, semicolons, commas.

A text that a spreadsheet would run as a formula begins with an apostrophe, so that it is shown.
"""

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

from ordonnance.documents.report import Cell, CellKind, Column, Table, Withheld

BOM = "\ufeff"
"""Without it, spreadsheets read UTF-8 as an older alphabet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDE_FORMULA = ("＝", "＋", "－", "＠")
_EXACT = Decimal("0.000001")


def csv_of(table: Table) -> bytes:
    """The headings and every row. Shares are numbers between 0 and 1, days are « 2026-03-12 »."""
    out = StringIO(newline="")
    out.write(BOM)
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow([harmless(column.name) for column in table.columns])
    for row in table.rows:
        lines.writerow(
            [written(column, cell) for column, cell in zip(table.columns, row, strict=True)]
        )
    return out.getvalue().encode("utf-8")


def written(column: Column, cell: Cell) -> str:
    """A cell as programs read it; empty when there is no value."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool | Withheld):
        return column.words(cell)
    if column.kind is CellKind.COUNT:
        return str(cell)
    number = Decimal(cell).quantize(_EXACT, ROUND_HALF_UP)
    return f"{number:f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def harmless(text: str) -> str:
    """The text, never read as a formula (CWE-1236)."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA + _WIDE_FORMULA) else text
