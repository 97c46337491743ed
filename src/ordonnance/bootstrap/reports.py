"""Reports (`documents.report`) as files: pages, spreadsheet, one CSV for each table, JSON."""

from collections.abc import Iterator
from enum import StrEnum

from ordonnance.adapters.ods import packed
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.ods_parts import MIMETYPE, SPACES
from ordonnance.documents.report import Report
from ordonnance.documents.report_csv import csv_of
from ordonnance.documents.report_json import json_of
from ordonnance.documents.report_ods import parts_of
from ordonnance.documents.report_pages import printed_report

__all__ = ["ReportFormat", "csv_of", "files_of", "json_of", "ods_of", "pdf_of", "renderer"]


class ReportFormat(StrEnum):
    """The files that a report may be written in."""

    PDF = "pdf"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"


def files_of(
    report: Report, formats: tuple[ReportFormat, ...], renderer: TypstRenderer
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file: `KEY.pdf`; for CSV one `KEY-TABLE.csv` for each table, or
    `KEY.csv` when there is only one.
    """
    for each in formats:
        if each is ReportFormat.CSV:
            alone = len(report.tables) == 1
            for table in report.tables:
                yield f"{report.key}{'' if alone else f'-{table.key}'}.csv", csv_of(table)
        elif each is ReportFormat.PDF:
            yield f"{report.key}.pdf", pdf_of(report, renderer)
        elif each is ReportFormat.ODS:
            yield f"{report.key}.ods", ods_of(report)
        else:
            yield f"{report.key}.json", json_of(report)


def renderer() -> TypstRenderer:
    """What draws pages; one is enough."""
    return TypstRenderer()


def ods_of(report: Report) -> bytes:
    """The report as an OpenDocument spreadsheet, the same bytes for the same report."""
    return packed(MIMETYPE, parts_of(report), SPACES)


def pdf_of(report: Report, renderer: TypstRenderer) -> bytes:
    """The report as PDF/A-3a, tagged, its figures attached as JSON; the same bytes as well."""
    return renderer.render(printed_report(report), json_of(report))
