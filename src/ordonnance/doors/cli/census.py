"""Commands on the census of derogatory prescriptions: its report, its returns, their roll-up."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ordonnance.doors.cli import asking, asking_places, local, output, prose_census
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.census import CensusDesk
    from ordonnance.documents.report import Report
    from ordonnance.domain.ids import Finess

census = typer.Typer(
    cls=FrenchGroup,
    help="Recensement des prescriptions dérogatoires des SAMU et SAS : rapport et remontées.\n\n"
    "Aucune ligne ne porte de patient, de prescripteur ni de numéro ; les motifs écrits en "
    "toutes lettres ne sortent jamais de la base.",
    rich_markup_mode=None,
    add_completion=False,
)

First = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Premier jour ; sinon celui de la première ligne."),
]
Last = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Dernier jour ; aujourd'hui sinon.")
]
Centre = Annotated[
    str | None,
    typer.Option("--centre", metavar="FINESS", help="Un seul centre de la base."),
]
Published = Annotated[
    bool,
    typer.Option(
        "--published",
        help="Pour publier : un trimestre civil achevé (le dernier sans dates), et les petits "
        "effectifs ne sont pas communiqués.",
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="DOSSIER", help="Dossier où écrire ; sinon la sortie standard."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Format de fichier (pdf, ods, csv, json), à répéter. Sans dossier : json, csv (les "
        "lignes seules) ou text.",
    ),
]
Answer = TypeVar("Answer")


@census.command("report", cls=FrenchCommand)
def report(
    first: First = None,
    last: Last = None,
    centre: Centre = None,
    published: Published = False,
    out: Out = None,
    formats: Formats = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Écrit le rapport : volume par semaine, circuits, motifs, suites, équipement des pharmacies.

    Avec --out : PDF, ODS et CSV, ou les formats donnés. Ce rapport sert à l'établissement et à la
    remontée ; pour le publier, ajouter --published.
    """
    from ordonnance.documents.census_report import census_report

    days = _days(first, last)
    place = _centre(centre)
    found = _asked(data, demo, lambda desk: desk.asked(*days, place, published=published))
    _give(census_report(found), out, formats, ("pdf", "ods", "csv"), as_json=as_json)


@census.command("rows", cls=FrenchCommand)
def rows(
    first: First = None,
    last: Last = None,
    centre: Centre = None,
    out: Out = None,
    formats: Formats = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Écrit la remontée : toutes les lignes recensées, en CSV, ODS ou JSON.

    Rien n'y est masqué : elle va aux autorités, elle ne se publie pas.
    """
    from ordonnance.documents.census_report import rows_report

    days = _days(first, last)
    place = _centre(centre)
    found = rows_report(_asked(data, demo, lambda desk: desk.asked(*days, place)))
    _give(found, out, formats, ("csv", "ods"), as_json=as_json, alone="csv")


@census.command("due", cls=FrenchCommand)
def due(
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="DATE", help="Début local ; sinon la première ligne."),
    ] = None,
    centre: Centre = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Dit quelles remontées sont dues, et quand : à 3 et 6 mois."""
    begun = asking.day(start, "--start")
    place = _centre(centre)
    today, owed = _asked(data, demo, lambda desk: desk.due(begun, place))
    output.answer(owed, lambda _: prose_census.due(today, owed), as_json=as_json)


def _centre(text: str | None) -> "Finess | None":
    from ordonnance.domain.ids import Finess

    return Finess(asking_places.finess(text)) if text else None


def _days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    begins, ends = asking.day(first, "--from"), asking.day(last, "--to")
    if begins is not None and ends is not None and begins > ends:
        raise Problem.local(
            "PERIOD_INVALID", "La période finit avant de commencer.", "Corriger --from et --to."
        )
    return begins, ends


def _asked(
    data: str | None, demo: bool, ask: "Callable[[CensusDesk], Awaitable[Answer]]"
) -> Answer:
    """What the census of the base answers."""
    from ordonnance.bootstrap import census as desks
    from ordonnance.settings import read_settings

    settings, folder = read_settings(), local.folder(data, demo)

    async def run() -> Answer:
        async with desks.census_desk(settings, folder) as desk:
            return await ask(desk)

    return asyncio.run(run())


def _give(
    report: "Report",
    out: str | None,
    formats: list[str] | None,
    usual: tuple[str, ...],
    *,
    as_json: bool,
    alone: str = "text",
) -> None:
    """Write the files of a report in a folder, or the one text asked for on standard output."""
    from ordonnance.doors.cli import report_files

    if out is not None:
        written = report_files.write(report, Path(out), tuple(formats or usual))
        output.answer({"files": written}, lambda _: "\n".join(written), as_json=as_json)
        return
    if as_json or formats == ["json"]:
        report_files.show(report, "json")
    else:
        report_files.show(report, (formats or [alone])[0])
