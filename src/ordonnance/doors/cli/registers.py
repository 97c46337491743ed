"""Commands on the registers that the law has a pharmacy keep."""

import csv
import io
from typing import Annotated

import typer

from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import Problem
from ordonnance.doors.cli.prose_registers import HEADINGS, cells, register
from ordonnance.usecases.register_views import RegisterRead

registers = typer.Typer(
    cls=FrenchGroup,
    help="Lit les registres de sa pharmacie : ordonnancier, stupéfiants.",
    rich_markup_mode=None,
    add_completion=False,
)

From = Annotated[str, typer.Option("--from", metavar="JOUR", help="Premier jour, compris.")]
To = Annotated[str, typer.Option("--to", metavar="JOUR", help="Dernier jour, compris.")]
Csv = Annotated[
    str | None,
    typer.Option("--csv", metavar="FICHIER", help="Écrit un tableau (point-virgule, UTF-8)."),
]
Pdf = Annotated[
    str | None, typer.Option("--pdf", metavar="FICHIER", help="Écrit le registre à imprimer.")
]


@registers.command("ordonnancier", cls=FrenchCommand)
def ordonnancier(
    from_: From, to: To, csv: Csv = None, pdf: Pdf = None, as_json: Json = False
) -> None:
    """L'ordonnancier : chaque délivrance d'un médicament de liste I, II ou stupéfiant.

    Les fichiers nomment des patients : ils ne sont lisibles que par vous, et se gardent dix ans.
    """
    _told("ordonnancier", from_, to, csv, pdf, as_json)


@registers.command("stupefiants", cls=FrenchCommand)
def stupefiants(
    from_: From, to: To, csv: Csv = None, pdf: Pdf = None, as_json: Json = False
) -> None:
    """Les sorties de stupéfiants ; les entrées et les balances sont tenues par la pharmacie."""
    _told("stupefiants", from_, to, csv, pdf, as_json)


def _told(
    kind: str, from_: str, to: str, csv_file: str | None, pdf: str | None, as_json: bool
) -> None:
    first, last = asking.day(from_, "--from"), asking.day(to, "--to")
    if first is None or last is None:
        raise Problem.local(
            "USAGE", "Il faut dire de quel jour à quel jour.", "Donner --from, --to."
        )
    with session.connect() as client:
        if pdf is not None:
            asking.write(pdf, client.register_pdf(kind, first, last))
        read = client.register(kind, first, last) if pdf is None or csv_file else None
    if read is not None and csv_file is not None:
        asking.write(csv_file, table(read))
    written = [each for each in (csv_file, pdf) if each]
    if written:
        told = {"files": written}
        output.answer(told, lambda _: f"Registre écrit dans {' et '.join(written)}.",
                      as_json=as_json)  # fmt: skip
    elif read is not None:
        output.answer(read, register, as_json=as_json)


def table(read: RegisterRead) -> bytes:
    """The register as a table: one row per entry, undone ones said so."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in read.rows:
        writer.writerow([_plain(cell) for cell in cells(row)])
    # The mark tells spreadsheets that it is UTF-8.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
