"""Commands on lines as doctors type them: medicine, posology and mentions in one sentence."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ordonnance.doors.cli import local, output, program
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.phrases import Phrase, phrases
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.usecases.typed_line import TypedLine

line = typer.Typer(
    cls=FrenchGroup,
    help="Lit une ligne d'ordonnance tapée d'un trait, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)


@line.callback()
def _group() -> None:
    """Keep `parse` a command of its own."""


@line.command("parse", cls=FrenchCommand)
def parse(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXTE", help="Ligne ; sans elle, une par ligne sur l'entrée."),
    ] = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Lit « kardegic 75 1/j 3 mois ald » : médicament, posologie, durée, boîtes, mentions.

    Chaque partie dit si elle est sûre ; ce qui n'est pas compris est rendu tel quel.

    Avec --json et sans texte : une ligne par ligne de l'entrée standard, un objet JSON par ligne
    sur la sortie, dans le même ordre.
    """
    facts = local.drugs(data, demo)
    if text is not None:
        if not " ".join(text).strip():
            example = program.command("line parse kardegic 75 1/j 3 mois ald")
            raise Problem.local("USAGE", "Il n'y a rien à lire.", f"Par exemple\u202f: {example}")
        result = answer_of(" ".join(text), facts)
        output.answer(result, _prose, as_json=as_json)
        return
    for phrase in phrases(sys.stdin.buffer):
        result = answer_of(phrase.text, facts) if phrase.error is None else _unread(phrase)
        if as_json:
            output.line(result)
        else:
            output.tell(_prose(result))


def _unread(phrase: Phrase) -> dict[str, Any]:
    return {"query": phrase.text, "results": [], "error": phrase.error}


def answer_of(text: str, facts: local.DrugFacts) -> dict[str, Any]:
    """`{"query", "results": […]}`: one result, or none with the reason in `error`."""
    from ordonnance.domain.typed.tokens import MAX_LENGTH

    if len(text) > MAX_LENGTH:
        message = f"Une ligne a {MAX_LENGTH} caractères au plus."
        return {"query": text, "results": [], "error": message}
    return {"query": text, "results": [_told(facts.read_line(text))]}


def _told(typed: "TypedLine") -> dict[str, Any]:
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS
    from ordonnance.fhir.write.posology import dosages

    held = typed.line.posology if typed.line else None
    return {
        "confidence": typed.confidence,
        "in_dci": typed.in_dci,
        "chips": typed.chips,
        "unread": typed.rest,
        "medicines": [
            {"cis": each.cis.value if each.cis else None, "name": each.name}
            for each in typed.medicines
        ],
        "dosageInstruction": output.embedded(dosages(held, DEFAULT_SYSTEMS)) if held else [],
    }


_SAID = {
    "certain": "",
    "probable": " (à vérifier)",
    "partial": " (compris en partie)",
    "none": " (inconnu)",
}
_NAMES = {
    "medicine": "Médicament", "posology": "Posologie", "duration": "Durée", "packs": "Boîtes",
    "renewals": "Renouvellements", "exoneration": "Prise en charge",
    "not-substitutable": "Substitution", "not-reimbursable": "Remboursement",
    "off-label": "Autorisation", "fraction": "Délivrance", "single-delivery": "Délivrance",
}  # fmt: skip


def _prose(result: dict[str, Any]) -> str:
    from ordonnance.doors.cli.layout import paragraph

    if not result["results"]:
        return str(result["error"])
    (told,) = result["results"]
    lines = paragraph(result["query"])
    for chip in told["chips"]:
        text = f"{_NAMES[chip.kind]}\u202f: {chip.text}{_SAID[chip.confidence]}"
        lines += paragraph(text, indent=2, hang=4)
        for note in chip.notes:
            lines += paragraph(note, indent=6)
    for part in told["unread"]:
        lines += paragraph(f"Non compris\u202f: {part}", indent=2, hang=4)
    return "\n".join(lines)
