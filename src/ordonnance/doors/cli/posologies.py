"""Commands on posologies: what doctors type, read into a structure, without any base."""

import sys
from typing import Annotated, Any

import typer

from ordonnance.doors.cli import output
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.phrases import Phrase, phrases

posology = typer.Typer(
    cls=FrenchGroup,
    help="Lit les posologies telles qu'elles se tapent, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)


@posology.callback()
def _group() -> None:
    """Keep `parse` a command of its own."""


@posology.command("parse", cls=FrenchCommand)
def parse(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXTE", help="Posologie ; sans elle, une par ligne sur l'entrée standard."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Lit une posologie tapée, et dit ce qui en est sûr, probable, partiel ou incompris.

    Avec --json et sans texte : une phrase par ligne sur l'entrée standard, un objet JSON par
    ligne sur la sortie, dans le même ordre. Une ligne vide, trop longue ou qui n'est pas en UTF-8
    a sa réponse aussi, et n'arrête pas les autres.
    """
    if text:
        result = answer_of(" ".join(text))
        output.answer(result, _prose, as_json=as_json)
        return
    for phrase in phrases(sys.stdin.buffer):
        result = answer_of(phrase.text) if phrase.error is None else _unread(phrase)
        if as_json:
            output.line(result)
        else:
            output.say(_prose(result))


def _unread(phrase: Phrase) -> dict[str, Any]:
    return {"query": phrase.text, "results": [], "error": phrase.error}


def answer_of(phrase: str) -> dict[str, Any]:
    """`{"query", "results": […]}`: one result, or none with the reason in `error`."""
    from ordonnance.domain.french.posology import sentence
    from ordonnance.domain.typed.reader import MAX_LENGTH, read
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS
    from ordonnance.fhir.write.posology import dosages

    if len(phrase) > MAX_LENGTH:
        message = f"Une posologie a {MAX_LENGTH} caractères au plus."
        return {"query": phrase, "results": [], "error": message}
    found = read(phrase)
    held = found.posology
    return {
        "query": phrase,
        "results": [
            {
                "confidence": found.confidence,
                "text": sentence(held) if held else None,
                "product": found.product,
                "rest": found.rest,
                "notes": found.notes,
                "dosageInstruction": output.embedded(dosages(held, DEFAULT_SYSTEMS))
                if held
                else [],
            }
        ],
    }


_SAID = {
    "certain": "compris entièrement",
    "probable": "compris, à vérifier",
    "partial": "compris en partie",
    "none": "non compris",
}


def _prose(result: dict[str, Any]) -> str:
    from ordonnance.doors.cli.layout import paragraph

    if not result["results"]:
        return str(result["error"])
    (read,) = result["results"]
    lines = paragraph(f"{read['text'] or result['query']} ({_SAID[read['confidence']]})", hang=2)
    for label, parts in (
        ("Produit", [read["product"]] if read["product"] else []),
        ("Non compris", read["rest"]),
        ("À vérifier", read["notes"]),
    ):
        for part in parts:
            lines += paragraph(f"{label}\u202f: {part}", indent=2, hang=4)
    return "\n".join(lines)
