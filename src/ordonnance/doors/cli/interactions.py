"""Commands on the interactions between medicines: imported, listed, shown; no base is needed."""

from pathlib import Path
from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output, program
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import REFUSED, Problem

interactions = typer.Typer(
    cls=FrenchGroup,
    help="Importe, liste, cherche et montre les interactions entre médicaments, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)


@interactions.command("import", cls=FrenchCommand)
def import_interactions(
    couples: Annotated[
        str,
        typer.Argument(metavar="FICHIER", help="Thésaurus structuré (JSON), compressé ou non."),
    ],
    index: Annotated[
        str,
        typer.Argument(metavar="INDEX", help="Index des substances et de leurs classes (JSON)."),
    ],
    data: Data = None,
    demo: Demo = False,
    dated: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Date de l'édition (2020-10-20) ; sinon celle du nom du fichier (20102020).",
        ),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option(
            "--accept-fewer", help="Accepte qu'il manque plus d'un couple en service sur dix."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Importe le thésaurus des interactions de l'ANSM, et dit ce qu'est devenue chaque entrée.

    Les serveurs en marche prennent la nouvelle version sans redémarrer. Si l'import échoue, la
    version précédente reste en service.
    """
    from ordonnance.doors.cli.prose_interactions import imported

    versions = local.interaction_versions(data, demo)
    report = versions.take(
        Path(couples), Path(index), asking.day(dated, "--dated"), accept_fewer=accept_fewer
    )
    output.answer(report, imported, as_json=as_json)


@interactions.command("versions", cls=FrenchCommand)
def list_versions(data: Data = None, demo: Demo = False, as_json: Json = False) -> None:
    """Liste les éditions importées, la plus ancienne d'abord."""
    from ordonnance.doors.cli.prose_interactions import kept

    versions = local.interaction_versions(data, demo)
    output.answer(versions.kept(), lambda found: kept(found, versions.data), as_json=as_json)


@interactions.command("show", cls=FrenchCommand)
def show_interactions(
    one: Annotated[
        str, typer.Argument(metavar="A", help="Substance, classe, CIS ou CIP13 ; entre guillemets.")
    ],
    other: Annotated[str, typer.Argument(metavar="B", help="L'autre, de même.")],
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Montre ce que le thésaurus dit de deux substances, classes ou médicaments."""
    from ordonnance.doors.cli.prose_interactions import between

    found = local.interaction_versions(data, demo).between(one, other)
    if found["unknown"]:
        named = ", ".join(f"«\u202f{name[:60]}\u202f»" for name in found["unknown"])
        raise Problem.local(
            "SUBSTANCE_UNKNOWN",
            f"Le thésaurus ne connaît pas {named}.",
            f"Chercher le nom\u202f: {program.command('interactions search TEXTE')}",
            exit_code=REFUSED,
        )
    output.answer(found, between, as_json=as_json)


@interactions.command("search", cls=FrenchCommand)
def search_interactions(
    text: Annotated[list[str], typer.Argument(metavar="TEXTE", help="Début ou partie d'un nom.")],
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=100, help="Nombre de réponses ; 10 sinon.")
    ] = 10,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Cherche une substance ou une classe, et dit avec quoi elle interagit."""
    from ordonnance.doors.cli.prose_interactions import found

    answers = local.interaction_versions(data, demo).search(" ".join(text), limit)
    output.answer(answers, found, as_json=as_json)
