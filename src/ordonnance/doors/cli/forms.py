"""`ordonnance law forms`: which forms an ordonnance may take, without a base."""

from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output
from ordonnance.doors.cli.options import Document, Json
from ordonnance.law.form import PaperGround

_On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="Jour d'établissement à retenir ; celui du document sinon."
    ),
]
_Ground = Annotated[
    str | None,
    typer.Option(
        "--ground", metavar="CODE", help=f"Motif du papier. Codes : {asking.codes(PaperGround)}."
    ),
]
_Regulator = Annotated[
    bool,
    typer.Option(
        "--regulator",
        help="L'auteur régule au SAMU-SAS et son logiciel n'émet pas d'ordonnance numérique.",
    ),
]
_NoSheet = Annotated[
    bool,
    typer.Option("--no-sheet", help="Le patient ne veut que Mon espace santé, sans feuille."),
]
_Refused = Annotated[
    bool, typer.Option("--refused", help="Le patient refuse l'ordonnance numérique.")
]


def forms(
    document: Document,
    on: _On = None,
    ground: _Ground = None,
    regulator: _Regulator = False,
    no_sheet: _NoSheet = False,
    refused: _Refused = False,
    as_json: Json = False,
) -> None:
    """Dit quelles formes l'ordonnance doit ou peut prendre, et pourquoi, sans base.

    Numérique, classique, bizone, sécurisée, sécurisée bizone, d'exception ou dérogation SAMU-SAS,
    avec les volets, le motif du papier et ce qui doit être imprimé.
    """
    from ordonnance.doors.cli import prose_forms
    from ordonnance.law.ways import Situation
    from ordonnance.usecases.forms import AskForms

    day = asking.day(on, "--on")
    code = asking.coded(PaperGround, ground, "--ground")
    content, content_type = asking.document(document)
    situation = Situation(
        ground=PaperGround(code) if code else None,
        regulator=regulator,
        declines_sheet=no_sheet,
        refuses_digital=refused,
    )
    found = local.checker().forms(AskForms(content, content_type, day, situation))
    told = {"required": found.required, **prose_forms.facts(found)}
    output.answer(told, lambda _: prose_forms.told(found), as_json=as_json)
