"""What a centre sends to the order of pharmacists, as a file."""

from datetime import datetime

from ordonnance.bootstrap.reports import csv_of, ods_of
from ordonnance.documents.order_report import order_report
from ordonnance.usecases.equipment import Readiness


def order_file(
    found: Readiness, at: datetime, *, spreadsheet: bool, demonstration: bool
) -> tuple[str, bytes]:
    """The name of the file, and its bytes: an OpenDocument spreadsheet, else CSV."""
    report = order_report(found, at, demonstration=demonstration)
    if spreadsheet:
        return f"{report.key}.ods", ods_of(report)
    (table,) = report.tables
    return f"{report.key}.csv", csv_of(table)
