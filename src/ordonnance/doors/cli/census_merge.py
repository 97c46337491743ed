"""`census merge`: the returns of several centres put together."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, local, output, report_files
from ordonnance.doors.cli.census import Published
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, UNREADABLE, Problem, Trouble

if TYPE_CHECKING:
    from ordonnance.documents.census_merged import Given
    from ordonnance.domain.census_merging import Merged

LARGEST = 256 * 1024 * 1024
"""Most bytes of a return."""

_FILE = "Demander au centre le fichier tel que « census rows » l'a écrit, sans le réenregistrer."


def merge(
    files: Annotated[
        list[str], typer.Argument(metavar="FICHIER", help="Remontées en CSV (census rows).")
    ],
    out: Annotated[str, typer.Option("--out", metavar="DOSSIER", help="Dossier où écrire.")],
    published: Published = False,
    as_json: Json = False,
) -> None:
    """Réunit les remontées de plusieurs centres : lignes, rapport, ce qui a été réuni.

    Une prescription donnée deux fois est comptée une fois. Un fichier qui a une faute est refusé
    avec ses places, et rien n'est écrit ; de même quand un identifiant dit deux prescriptions.
    """
    from ordonnance.domain.census_merging import merged

    given = _read(files)
    found = merged([each.source for each in given])
    _require_agreement(found)
    written = _written(given, found, Path(out), published=published)
    suspected = sum(each.count for each in found.suspicions)
    told = {
        "files": written, "rows": len(found.rows), "doubles": found.doubles,
        "suspected": suspected,
    }  # fmt: skip
    output.answer(
        told,
        lambda _: (
            f"Lignes : {len(found.rows)} ; comptées une fois au lieu de plusieurs : "
            f"{found.doubles} ; à vérifier : {suspected}.\n" + "\n".join(written)
        ),
        as_json=as_json,
    )


def _written(
    given: "Sequence[Given]", found: "Merged", folder: Path, *, published: bool
) -> list[str]:
    """The files of a roll-up: only the report when it is published."""
    from ordonnance import bootstrap
    from ordonnance.documents.census_merged import with_files
    from ordonnance.documents.census_report import CensusAsked, census_report, rows_report
    from ordonnance.domain.census_returns import published_days, quarter_of

    now = bootstrap.now()
    days = [row.entry.on for row in found.rows]
    today = local.today()
    first, last = min(days, default=today), max(days, default=today)
    if published:
        # One quarter holds every row: its days are told, not those of the first and last rows.
        begun, ended = quarter_of(first)
        first, last = published_days(begun, max(ended, last), today)
    asked = CensusAsked(first, last, found.rows, now, published)
    report = census_report(asked)
    if published:
        return report_files.write(report, folder, ("pdf", "ods", "csv"))
    written = report_files.write(with_files(report, given, found), folder, ("pdf", "ods", "csv"))
    return written + report_files.write(rows_report(asked), folder, ("csv", "ods"))


def _read(files: Sequence[str]) -> "list[Given]":
    from ordonnance.documents.census_merged import Given
    from ordonnance.documents.census_rows import read_rows
    from ordonnance.domain.census_merging import Source

    given, troubles = [], []
    for name, path in zip(_names(files), files, strict=True):
        content = asking.file(path, LARGEST)
        read = read_rows(content)
        for flaw in read.flaws:
            column = f", colonne {flaw.column}" if flaw.column else ""
            place = f"{name}, ligne {flaw.line}{column}"
            said = f"{place} : {flaw.message}."
            troubles.append(Trouble("CENSUS_FILE_INVALID", said, _FILE, place))
        given.append(Given(Source(name, read.rows), hashlib.sha256(content).hexdigest()))
    if troubles:
        raise Problem(UNREADABLE, *troubles)
    return given


def _names(files: Sequence[str]) -> list[str]:
    """What each file is called in the report: its name, with its folders when two share it."""
    short = [Path(each).name for each in files]
    alone = [name if short.count(name) == 1 else path
             for name, path in zip(short, files, strict=True)]  # fmt: skip
    if len(set(alone)) < len(alone):
        raise Problem.local("USAGE", "Un fichier est donné deux fois.", "Le donner une fois.")
    return alone


def _require_agreement(found: "Merged") -> None:
    if not found.conflicts:
        return
    troubles = (
        Trouble(
            "CENSUS_CONFLICT",
            f"L'identifiant {each.id} dit deux prescriptions différentes, dans {each.first} et "
            f"dans {each.second}.",
            "Demander aux centres lequel est juste, puis recommencer.",
        )
        for each in found.conflicts
    )
    raise Problem(REFUSED, *troubles)
