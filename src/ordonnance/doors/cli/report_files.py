"""Reports written where people asked: files in a folder, or one text on standard output."""

from pathlib import Path
from typing import TYPE_CHECKING

from ordonnance.doors.cli import asking, output
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.reports import ReportFormat
    from ordonnance.documents.report import Report

TEXT = "text"


def write(report: "Report", folder: Path, names: tuple[str, ...]) -> list[str]:
    """Write the files of a report, for their owner only; their paths."""
    from ordonnance.bootstrap.reports import files_of, renderer

    formats = tuple(_format(name) for name in dict.fromkeys(names))
    _make(folder)
    written = []
    for name, content in files_of(report, formats, renderer()):
        path = str(folder / name)
        asking.write(path, content)
        written.append(path)
    return written


def show(report: "Report", name: str) -> None:
    """The report on standard output: as text, as JSON, or the CSV of its only table."""
    from ordonnance.bootstrap.reports import csv_of, json_of
    from ordonnance.doors.cli import prose_report

    if name == TEXT:
        output.tell(prose_report.told(report))
    elif name == "json":
        output.raw(json_of(report))
    elif name == "csv" and len(report.tables) == 1:
        output.raw(csv_of(report.tables[0]))
    else:
        _format(name)
        raise Problem.local(
            "USAGE", f"Le format {name} s'écrit dans un dossier.", "Donner --out DOSSIER.", "--out"
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem.local(
            "FILE_UNWRITABLE",
            f"Le dossier {folder} ne peut pas être créé.",
            "Choisir un autre dossier par --out.",
        ) from error


def _format(name: str) -> "ReportFormat":
    from ordonnance.bootstrap.reports import ReportFormat

    try:
        return ReportFormat(name.strip().lower())
    except ValueError:
        known = ", ".join(ReportFormat)
        raise Problem.local(
            "USAGE", f"Le format {name} n'existe pas.", f"Donner {known}.", "--format"
        ) from None
