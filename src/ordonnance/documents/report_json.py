"""A report as JSON, for programs: typed cells, one object for each table."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.documents.report import Cell, Report, Table, Withheld


def json_of(report: Report) -> bytes:
    """The report in UTF-8. Decimals are texts with a point, days ISO; what is withheld is so."""
    said = {
        "report": report.key,
        "title": report.title,
        "lines": list(report.lines),
        "issuedAt": report.issued_at.isoformat(),
        "specimen": bool(report.specimen),
        "figures": [
            {"name": each.name, "value": each.words}
            for section in report.sections
            for each in section.figures
        ],
        "tables": [_table(table) for table in report.tables],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(table: Table) -> dict[str, Any]:
    return {
        "table": table.key,
        "title": table.title,
        "note": table.note,
        "totals": table.totals,
        "columns": [{"name": each.name, "kind": each.kind.value} for each in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> object:
    if isinstance(cell, Withheld):
        return {"withheld": cell.name.lower()}
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
