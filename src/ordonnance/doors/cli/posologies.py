"""Commands on posologies: what doctors type, read into a structure, without any base."""

import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ordonnance.doors.cli import asking, local, output, program
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.phrases import Phrase, phrases
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.domain.posology import Posology
    from ordonnance.domain.typed.reader import Reading

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
    units: Annotated[
        str | None,
        typer.Option(metavar="N", help="Unités d'une boîte : dit combien de temps elle dure."),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Premier jour ; sinon aujourd'hui."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Lit une posologie tapée, et dit ce qui en est sûr, probable, partiel ou incompris.

    Dit aussi combien d'unités elle demande par jour et en tout, quand cela se compte.

    Avec --json et sans texte : une phrase par ligne sur l'entrée standard, un objet JSON par
    ligne sur la sortie, dans le même ordre. Une ligne vide, trop longue ou qui n'est pas en UTF-8
    a sa réponse aussi, et n'arrête pas les autres.
    """
    counted = Counted(asking.day(start, "--from") or local.today(), asking.amount(units, "--units"))
    if text is not None:
        if not " ".join(text).strip():
            example = program.command("posology parse '1 cp matin et soir 7 jours'")
            raise Problem.local("USAGE", "Il n'y a rien à lire.", f"Par exemple\u202f: {example}")
        result = answer_of(" ".join(text), counted)
        output.answer(result, _prose, as_json=as_json)
        return
    for phrase in phrases(sys.stdin.buffer):
        result = answer_of(phrase.text, counted) if phrase.error is None else _unread(phrase)
        if as_json:
            output.line(result)
        else:
            output.tell(_prose(result))


def _unread(phrase: Phrase) -> dict[str, Any]:
    return {"query": phrase.text, "results": [], "error": phrase.error}


class Counted(NamedTuple):
    """What amounts are counted with: the first day, and the units of a pack if they are given."""

    start: date
    units: Decimal | None = None


def answer_of(phrase: str, counted: Counted | None = None) -> dict[str, Any]:
    """`{"query", "results": […]}`: one result, or none with the reason in `error`.

    Amounts are counted when told with what.
    """
    from ordonnance.domain.french.posology import sentence
    from ordonnance.domain.typed.reader import MAX_LENGTH, read
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS
    from ordonnance.fhir.write.posology import dosages

    if len(phrase) > MAX_LENGTH:
        message = f"Une posologie a {MAX_LENGTH} caractères au plus."
        return {"query": phrase, "results": [], "error": message}
    found = read(phrase)
    held = found.posology
    # What was left unread may change every amount (« augmenter de 2 UI tous les 3 jours »).
    whole = held if found.confidence in ("certain", "probable") else None
    return {
        "query": phrase,
        "results": [
            {
                "confidence": found.confidence,
                "text": sentence(held) if held else None,
                "product": found.product,
                "rest": found.rest,
                "notes": found.notes or _why(found),
                "amounts": _amounts(whole, counted) if whole and counted else None,
                "dosageInstruction": output.embedded(dosages(held, DEFAULT_SYSTEMS))
                if held
                else [],
            }
        ],
    }


def _why(found: "Reading") -> tuple[str, ...]:
    """Why everything understood is still to be read again when no word had two readings."""
    return (PRODUCT,) if found.confidence == "probable" and found.product else ()


def _amounts(held: "Posology", counted: Counted) -> dict[str, Any] | None:
    """Units per day at most, in all, and how long a pack lasts; None when they are not counted."""
    from ordonnance.domain.intake import intake_of

    daily, taken = held.daily_units(), intake_of(held.steps[0])
    if daily is None or taken is None:
        return None
    per_day = Decimal(daily.numerator) / Decimal(daily.denominator)
    found: dict[str, Any] = {
        "unit": taken.unit.label,
        "per_day": per_day.quantize(Decimal("0.001")).normalize() + 0,
        "in_all": held.total_units(counted.start),
    }
    if counted.units is not None:
        found["pack"] = counted.units
        found["pack_days"] = held.days_for(counted.units, counted.start)
        found["next_on"] = held.next_due(counted.units, counted.start)
    return found


def _told(amounts: dict[str, Any]) -> str:
    """« 3 comprimés par jour au plus, 21 comprimés en tout ; 30 durent 10 jours… »."""
    from ordonnance.domain.french.amounts import amount_in_figures
    from ordonnance.doors.cli.layout import count, day

    unit = amounts["unit"]
    told = f"{amount_in_figures(amounts['per_day'], unit)} par jour au plus"
    if amounts["in_all"] is not None:
        told += f", {amount_in_figures(Decimal(amounts['in_all']), unit)} en tout"
    if amounts.get("pack_days") is not None:
        lasts = count(amounts["pack_days"], "jour", "jours")
        told += f"\u202f; une boîte de {amount_in_figures(amounts['pack'], unit)} dure {lasts}"
    if amounts.get("next_on") is not None:
        told += f", la suivante commence le {day(amounts['next_on'])}"
    return told


PRODUCT = "un nom de produit précède : il n'est pas comparé avec la posologie"
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
    if read["amounts"]:
        lines += paragraph(_told(read["amounts"]), indent=2, hang=4)
    for label, parts in (
        ("Produit", [read["product"]] if read["product"] else []),
        ("Non compris", read["rest"]),
        ("À vérifier", read["notes"]),
    ):
        for part in parts:
            lines += paragraph(f"{label}\u202f: {part}", indent=2, hang=4)
    return "\n".join(lines)
