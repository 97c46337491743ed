"""`ordonnance print`: a paper ordonnance from a document, without a base."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.domain.errors import Refusal
from ordonnance.doors.cli import asking, local, output, session
from ordonnance.doors.cli.options import (
    Document,
    Duplicate,
    Json,
    Large,
    Output,
    PaperCopy,
    PaperForm,
    PaperGroundOption,
    Sheet,
    Translated,
)
from ordonnance.doors.cli.problems import Problem
from ordonnance.law.form import Copy, Form, PaperGround

if TYPE_CHECKING:
    from ordonnance.bootstrap.printing import Asked

Stock = Annotated[
    str | None,
    typer.Option(
        "--stock",
        metavar="FICHIER",
        help="Papier sécurisé du fournisseur (TOML, millimètres) ; générique sinon.",
    ),
]


Heading = Annotated[
    str | None,
    typer.Option(
        "--heading",
        metavar="FICHIER",
        help="En-tête du cabinet (TOML) : nom, logo, associés, horaires, association agréée.",
    ),
]


def paper_form(text: str | None) -> str | None:
    """The form as coded, whatever its capitals. Raises Refusal CODE_UNKNOWN."""
    return _lowered(Form, text, "--form")


def paper_copy(text: str | None) -> str | None:
    """The sheet (« volet ») as coded. Raises Refusal CODE_UNKNOWN."""
    return _lowered(Copy, text, "--copy")


def paper_language(text: str | None) -> str | None:
    """The language as coded (ISO 639-1). Raises Refusal CODE_UNKNOWN."""
    from ordonnance.documents.phrasebook import Language

    return _lowered(Language, text, "--language")


def _lowered(kind: type[StrEnum], text: str | None, option: str) -> str | None:
    """One of the codes of `kind`, which are written in small letters with hyphens."""
    if text is None:
        return None
    try:
        return kind(text.strip().lower().replace("_", "-")).value
    except ValueError as error:
        allowed = ", ".join(each.value for each in kind)
        raise Refusal.of("CODE_UNKNOWN", option, code=text[:40], allowed=allowed) from error


def _asked(form: str | None, ground: str | None, copy: str | None, language: str | None) -> "Asked":
    """What is asked for, its codes read. Raises Refusal CODE_UNKNOWN."""
    from ordonnance.bootstrap.printing import Asked
    from ordonnance.documents.phrasebook import Language

    code, why = paper_form(form), asking.coded(PaperGround, ground, "--ground")
    only, spoken = paper_copy(copy), paper_language(language)
    return Asked(
        Form(code) if code else None,
        PaperGround(why) if why else None,
        copy=Copy(only) if only else None,
        language=Language(spoken) if spoken else None,
    )


def require_bare_translation(language: str | None, given: Mapping[str, object]) -> None:
    """Refuse what a translation would drop in silence. Raises Problem USAGE."""
    used = [name for name, value in given.items() if value]
    if language is not None and used:
        raise Problem.local(
            "USAGE",
            f"{used[0]} ne va pas avec --language.",
            "Imprimer l'ordonnance et sa traduction en deux fois.",
        )


def print_paper(
    document: Document,
    to: Output,
    form: PaperForm = None,
    ground: PaperGroundOption = None,
    copy: PaperCopy = None,
    duplicate: Duplicate = False,
    large: Large = False,
    language: Translated = None,
    stock: Stock = None,
    heading: Heading = None,
    sheet: Sheet = None,
    specimen: Annotated[
        bool, typer.Option("--specimen", help="Marque chaque feuille « SPÉCIMEN ».")
    ] = False,
    as_json: Json = False,
) -> None:
    """Imprime l'ordonnance papier d'un document, sans base, dans la forme que le droit permet.

    Sans --form : la forme que les lignes demandent, avec ses volets. Le motif (--ground) est exigé
    depuis 2025. Avec --language : la traduction remise au patient. « check » vérifie l'ordonnance
    avant de l'imprimer. Avec --sheet : la feuille sécurisée est notée utilisée dans la base.
    """
    alone = {"--form": form, "--ground": ground, "--copy": copy, "--duplicate": duplicate}
    require_bare_translation(language, {**alone, "--stock": stock, "--heading": heading,
                                        "--sheet": sheet})  # fmt: skip
    wanted = _asked(form, ground, copy, language)
    asked = replace(wanted, duplicate=duplicate, large=large)
    content, content_type = asking.document(document)
    drawn = local.printer().paper(
        content,
        content_type,
        asked,
        local.stock(stock),
        local.letterhead(heading),
        specimen=specimen,
    )
    if sheet is not None:
        _use(sheet, asked)
    output.file(to, drawn, "Ordonnance écrite", as_json=as_json)


def _use(sheet: str, asked: "Asked") -> None:
    """Record the sheet as used, in the base of the session. Raises Problem, Refusal."""
    from ordonnance.bootstrap.printing import require_secured
    from ordonnance.fhir.inputs import StockRecordInput
    from ordonnance.usecases.print_on_stock import sheet_given

    require_secured(asked)
    given = sheet_given(sheet)
    with session.connect() as client:
        client.stock_record(StockRecordInput("used", given.lot, given.sheets))


def calibrate(to: Output, stock: Stock = None, as_json: Json = False) -> None:
    """Écrit une page de calage du papier sécurisé : deux règles, et chaque place en pointillés."""
    drawn = local.printer().calibration(local.stock(stock))
    output.file(to, drawn, "Page de calage écrite", as_json=as_json)
