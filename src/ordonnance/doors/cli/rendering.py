"""The command that writes an ordonnance or a dispensing as a document."""

from collections.abc import Mapping
from typing import Annotated

import typer

from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.options import (
    Duplicate,
    Json,
    Large,
    Number,
    Output,
    PaperCopy,
    PaperForm,
    PaperGroundOption,
    PdfFormOption,
    Sheet,
    Translated,
)
from ordonnance.doors.cli.papers import (
    paper_copy,
    paper_form,
    paper_language,
    require_bare_translation,
)
from ordonnance.doors.cli.problems import Problem
from ordonnance.law.form import PaperGround

AsCda = Annotated[
    bool, typer.Option("--cda", help="Le document CDA (eP-MED-DM) qui contient la feuille.")
]
AsXdm = Annotated[
    bool,
    typer.Option("--xdm", help="L'archive IHE_XDM.ZIP de la messagerie sécurisée, avec le CDA."),
]
Reference = Annotated[
    str | None,
    typer.Option(
        "--execution",
        metavar="REF",
        help="Le document CDA (eDISP-MED) de cette délivrance, au lieu de l'ordonnance.",
    ),
]
_WRITTEN = {"pdf": "Feuille écrite", "cda": "Document CDA écrit", "xdm": "Archive XDM écrite"}


def render(
    number: Number,
    to: Output,
    as_cda: AsCda = False,
    as_xdm: AsXdm = False,
    reference: Reference = None,
    pdf: PdfFormOption = None,
    form: PaperForm = None,
    ground: PaperGroundOption = None,
    copy: PaperCopy = None,
    duplicate: Duplicate = False,
    large: Large = False,
    language: Translated = None,
    sheet: Sheet = None,
    as_json: Json = False,
) -> None:
    """Écrit la feuille de l'ordonnance en PDF, avec son QR code, un document CDA ou une archive.

    Avec --form ou --ground : sur papier, dans une forme que le droit permet ; le code y reste, pour
    que personne ne serve deux fois. Avec --execution, c'est le document d'une délivrance :
    « ordonnance executions » donne sa référence.
    """
    kind = "xdm" if as_xdm else "cda" if as_cda or reference is not None else "pdf"
    paper = {"--form": form, "--ground": ground, "--copy": copy, "--duplicate": duplicate,
             "--sheet": sheet}  # fmt: skip
    require_bare_translation(language, paper)
    _require_sheet(kind, {"--pdf": pdf, **paper, "--large": large, "--language": language})
    _require_paper(copy, form or ground)
    with session.connect() as client:
        named = asking.number(number)
        if reference is not None:
            content = client.render_dispensing(named, reference, kind)
        else:
            content = client.render(
                named, kind, pdf=pdf, form=paper_form(form), copy=paper_copy(copy),
                ground=asking.coded(PaperGround, ground, "--ground"),
                duplicate=duplicate, large=large, language=paper_language(language),
                sheet=sheet,
            )  # fmt: skip
    output.file(to, content, _WRITTEN[kind], as_json=as_json)


def _require_paper(copy: str | None, paper: str | None) -> None:
    """Refuse a copy of what has no copies. Raises Problem USAGE."""
    if copy is not None and paper is None:
        raise Problem.local(
            "USAGE", "--copy ne va qu'avec le papier.", "Ajouter --form ou --ground."
        )


def _require_sheet(kind: str, given: Mapping[str, object]) -> None:
    """Refuse what a CDA or an archive would drop in silence: they hold the digital original."""
    used = [name for name, value in given.items() if value]
    if kind != "pdf" and used:
        raise Problem.local(
            "USAGE", f"{used[0]} ne va qu'avec la feuille.", "Choisir l'un des deux."
        )
