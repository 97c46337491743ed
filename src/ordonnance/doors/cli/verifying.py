"""The command that says whether a sheet is real."""

from pathlib import Path
from typing import Annotated

import typer

from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE
from ordonnance.domain.verification import Nature
from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED

_TRUE = (Nature.NUMERIQUE, Nature.DEROGATION, Nature.PAPER, Nature.KNOWN, Nature.UNDECLARED)

_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")


Shown = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FICHIER|NUMÉRO",
        help="La feuille (PDF, JPEG, PNG, TIFF), ou le numéro de l'ordonnance ; « - » lit le "
        "numéro sur l'entrée standard.",
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="Date d'établissement imprimée : l'état est alors dit."
    ),
]
SecuredSheet = Annotated[
    str | None,
    typer.Option(
        "--stock",
        metavar="LOT/NUMÉRO",
        help="Feuille de papier sécurisé, ou lot seul : dit si elle est déclarée perdue ou volée.",
    ),
]


def verify(
    shown: Shown = None, on: On = None, sheet: SecuredSheet = None, as_json: Json = False
) -> None:
    """Dit si une feuille ou un numéro est vrai : ce qui est prouvé, et ce qui ne l'est pas.

    Sans session, rien de la personne ni du traitement n'est dit. L'auteur, le patient et le
    pharmacien voient en plus chaque différence entre la feuille et ce que garde la base. Le code
    de sortie est 1 pour un numéro inconnu, une feuille altérée ou sans code, ou déclarée perdue ou
    volée.
    """
    from ordonnance.doors.cli.prose_verifying import verified

    day = asking.day(on, "--on")
    words = shown or []
    if not words and sheet is None:
        raise Refusal.of("VERIFY_NOTHING")
    name = " ".join(words)
    is_file = len(words) == 1 and (Path(name).is_file() or name.lower().endswith(_SUFFIXES))
    content = asking.file(name, LARGEST_FILE) if is_file else None
    number = None if is_file or not words else asking.number(words)
    with session.connect_as_anybody() as client:
        result = client.verify(number, content, day, sheet)
    output.answer(result, verified, as_json=as_json)
    if result.nature not in _TRUE:
        raise typer.Exit(REFUSED)
