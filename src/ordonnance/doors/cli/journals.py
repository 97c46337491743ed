"""Commands on journals: read one (the patient), export and verify those of a whole base."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json, Number

READ = "read"


class JournalGroup(FrenchGroup):
    """`journal NUMÉRO` is short for `journal read NUMÉRO`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command that is understood where none is named."""
        named = args and (args[0] in self.commands or args[0] == "--help")
        return list(super().parse_args(ctx, args if named else [READ, *args]))


journal = typer.Typer(
    cls=JournalGroup,
    help="Lit le journal d'une ordonnance ; exporte ou vérifie ceux de toute une base.\n\n"
    "`ordonnance journal NUMÉRO` lit le journal de cette ordonnance, comme « read ».",
    rich_markup_mode=None,
    add_completion=False,
)


@journal.command(READ, cls=FrenchCommand)
def read(number: Number, as_json: Json = False) -> None:
    """Lit le journal des accès : qui a ouvert l'ordonnance, quand, d'où (le patient)."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.journal(asking.number(number))
    output.answer(result, prose.journal, as_json=as_json)


@journal.command("export", cls=FrenchCommand)
def export(
    to: Annotated[
        str, typer.Argument(metavar="FICHIER", help="Fichier à créer ; lisible par vous seul.")
    ],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Écrit les journaux de la base, chiffrés, pour les faire vérifier ailleurs.

    Le fichier ne nomme personne et ne s'ouvre pas, mais il porte les numéros des ordonnances : il
    se garde comme une sauvegarde. Aucune clé n'est nécessaire ; la base peut être en marche.
    """
    from ordonnance.doors.cli import local

    counts = local.export_journals(data, Path(to))
    told: dict[str, object] = {"file": to, **counts}
    output.answer(
        told,
        lambda _: (
            f"Journaux écrits dans {to}\u202f: {counts['ordonnances']} ordonnances, "
            f"{counts['entries']} entrées, {counts['anchors']} ancres."
        ),
        as_json=as_json,
    )


@journal.command("verify", cls=FrenchCommand)
def verify(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FICHIER", help="Fichier de « journal export » ; sinon la base elle-même."
        ),
    ] = None,
    data: Data = None,
    jwks: Annotated[
        str | None,
        typer.Option(
            metavar="FICHIER",
            help="Clés publiques de la base (/.well-known/jwks.json) ; sinon celles du dossier de "
            "clés. Exigées avec un fichier exporté.",
        ),
    ] = None,
    anchors: Annotated[
        str | None,
        typer.Option(
            metavar="CHEMIN",
            help="Ancres gardées hors de la base, fichier ou dossier ; sinon celles du dossier de "
            "données.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Vérifie que rien n'a été changé, retiré ni déplacé dans les journaux.

    Aucune clé secrète n'est nécessaire, et la base peut être en marche. Code de sortie 0 : tout
    tient ; 1 : au moins un constat ; 2 : fichier illisible ou incomplet ; 5 : base injoignable.
    """
    from ordonnance.doors.cli import local, prose_journals

    result = local.verify_journals(
        data, *(Path(each) if each else None for each in (file, jwks, anchors))
    )
    output.answer(result, prose_journals.verified, as_json=as_json)
    if result.total:
        raise typer.Exit(1)
