"""Commands on the white list of the MSSanté trust space; no base is needed."""

from pathlib import Path
from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.options import Data, Json


def import_white_list(
    source: Annotated[
        str, typer.Argument(metavar="FICHIER", help="Liste blanche telle que publiée (XML).")
    ],
    data: Data = None,
    demo: Demo = False,
    dated: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Jour du téléchargement (2026-11-21) ; sinon aujourd'hui."
        ),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option(
            "--accept-fewer", help="Accepte qu'il manque plus d'un domaine en service sur dix."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Importe la liste blanche des domaines MSSanté : rien n'est envoyé en dehors d'elle.

    Les serveurs en marche la prennent sans redémarrer. Si l'import échoue, la liste précédente
    reste en service.
    """
    from ordonnance.doors.cli.prose_directory import white_list

    lists = local.white_lists(data, demo)
    report = lists.take(Path(source), asking.day(dated, "--dated"), accept_fewer=accept_fewer)
    output.answer(report, white_list, as_json=as_json)


def trusted(
    address: Annotated[str, typer.Argument(metavar="ADRESSE", help="Une adresse MSSanté.")],
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Dit si un message peut partir vers une adresse : son domaine est-il dans la liste blanche ?

    Une adresse refusée ici l'est partout ; aucune option ne passe outre.
    """
    from ordonnance.doors.cli.prose_directory import trusted_address

    output.answer(local.white_lists(data, demo).check(address), trusted_address, as_json=as_json)
