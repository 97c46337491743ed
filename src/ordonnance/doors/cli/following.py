"""Commands that follow an ordonnance: list, executions, cancel, object."""

from typing import Annotated

import typer

from ordonnance.domain.dispensing import CancelReason
from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.options import IfMatch, Json, Key, Number


def list_mine(as_json: Json = False) -> None:
    """Liste ses propres ordonnances : celles que l'on a écrites, ou dont on est le patient."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.list()
    output.answer(result, prose.listed, as_json=as_json)


def executions(number: Number, as_json: Json = False) -> None:
    """Lit les délivrances d'une ordonnance.

    Le prescripteur n'en voit aucune tant que le patient s'y oppose.
    """
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.executions(asking.number(number))
    output.answer(result, prose.executions, as_json=as_json)


def cancel(
    number: Number,
    reason: Annotated[
        str, typer.Option(metavar="CODE", help=f"Motif : {asking.codes(CancelReason)}.")
    ],
    text: Annotated[
        str | None, typer.Option(metavar="TEXTE", help="Explication, exigée avec OTHER.")
    ] = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Annule ce qui n'est pas encore délivré d'une ordonnance (son auteur)."""
    from ordonnance.doors.cli import prose

    code = asking.coded(CancelReason, reason, "--reason") or ""
    with session.connect() as client:
        result = client.cancel(asking.number(number), code, text=text, key=key, if_match=if_match)
    output.answer(result, prose.ended, as_json=as_json)


def object_(
    number: Number,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Lève l'opposition au lieu de l'enregistrer.")
    ] = False,
    proof: Annotated[
        str | None,
        typer.Option(
            metavar="TEXTE", help="Comment la demande du patient a été reçue (agent de caisse)."
        ),
    ] = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """S'oppose à ce que le prescripteur voie les délivrances, ou lève cette opposition.

    L'opposition (R.4072-1 CSP) n'empêche jamais de délivrer.
    """
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.object(
            asking.number(number), withdraw=withdraw, proof=proof, key=key, if_match=if_match
        )
    output.answer(result, prose.objection, as_json=as_json)
