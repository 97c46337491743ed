"""Commands that follow an ordonnance: list, render, executions, cancel, object."""

from typing import Annotated

import typer

from ordonnance.domain.dispensing import CancelReason
from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.options import (
    Duplicate,
    IfMatch,
    Json,
    Key,
    Large,
    Number,
    Output,
    PaperCopy,
    PaperForm,
    PaperGroundOption,
    PdfFormOption,
    Translated,
)
from ordonnance.doors.cli.papers import paper_copy, paper_form, paper_language
from ordonnance.doors.cli.problems import Problem
from ordonnance.law.form import PaperGround


def list_mine(as_json: Json = False) -> None:
    """Liste ses propres ordonnances : celles que l'on a écrites, ou dont on est le patient."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.list()
    output.answer(result, prose.listed, as_json=as_json)


def render(
    number: Number,
    to: Output,
    as_cda: Annotated[
        bool,
        typer.Option("--cda", help="Le document CDA (eP-MED-DM) qui contient la feuille."),
    ] = False,
    pdf: PdfFormOption = None,
    form: PaperForm = None,
    ground: PaperGroundOption = None,
    copy: PaperCopy = None,
    duplicate: Duplicate = False,
    large: Large = False,
    language: Translated = None,
    as_json: Json = False,
) -> None:
    """Écrit la feuille de l'ordonnance en PDF, avec son QR code, ou son document CDA.

    Avec --form ou --ground : sur papier, dans une forme que le droit permet ; le code y reste, pour
    que personne ne serve deux fois.
    """
    if as_cda and pdf is not None:
        raise Problem.local(
            "USAGE", "--cda et --pdf ne vont pas ensemble.", "Choisir l'un des deux."
        )
    with session.connect() as client:
        content = client.render(
            asking.number(number),
            cda=as_cda,
            pdf=pdf,
            form=paper_form(form),
            ground=asking.coded(PaperGround, ground, "--ground"),
            copy=paper_copy(copy),
            duplicate=duplicate,
            large=large,
            language=paper_language(language),
        )
    output.file(to, content, "Document CDA écrit" if as_cda else "Feuille écrite", as_json=as_json)


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
