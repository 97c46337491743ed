"""The words of a section: what a person reads, and what the entries point at."""

from collections.abc import Iterable

from ordonnance.documents.cda.line import anchor_of, facts_of
from ordonnance.documents.sheet import SheetLine
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.markup import Element, e
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line


def cell(*inside: Element | str | None, anchor: str | None = None) -> Element:
    """A cell of a table, maybe with a name that entries point at."""
    return e(
        "td", [e("content", *inside, ID=anchor)] if anchor else None, *(() if anchor else inside)
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[Element]]) -> Element:
    """A table as the style sheets of the ANS show it."""
    return e(
        "table",
        e("thead", e("tr", (e("th", head) for head in heads))),
        e("tbody", (e("tr", row) for row in rows)),
        border="0",
    )


_HEADS = (
    "N°",
    "Médicament",
    "Posologie",
    "Durée et quantité",
    "Mentions",
    "Renseignements",
)


def medicines(lines: Iterable[tuple[Line, SheetLine]]) -> Element:
    """One row for each line, with the very words of the sheet."""
    return table(_HEADS, (_row(line, printed) for line, printed in lines))


def _row(line: Line, printed: SheetLine) -> tuple[Element, ...]:
    anchor = anchor_of(line)
    named = " ".join((printed.label, *((printed.detail,) if printed.detail else ())))
    return (
        cell(str(line.number)),
        e("td", e("content", named, ID=anchor), _formula(printed), _beside(printed, anchor)),
        e("td", e("content", printed.posology, ID=f"{anchor}-posologie"), _steps(line, anchor)),
        cell(" ; ".join(printed.right)),
        cell(" ; ".join(printed.mentions) or "Néant", anchor=f"{anchor}-mentions"),
        e("td", _facts(line, anchor)),
    )


def _formula(printed: SheetLine) -> Element | None:
    if not printed.formula:
        return None
    return e("list", (e("item", f"{row.ingredient} : {row.quantity}") for row in printed.formula))


def _beside(printed: SheetLine, anchor: str) -> Element | None:
    if not printed.beside:
        return None
    return e("content", " ; ".join(printed.beside), ID=f"{anchor}-substitution")


def _steps(line: Line, anchor: str) -> Element | None:
    """The words of each step, when several entries point at them."""
    steps = [step for stage in line.posology.stages() for step in stage]
    if len(steps) < 2:
        return None
    said = (sentence(Posology((step,))) for step in steps)
    return e(
        "list",
        (
            e("item", e("content", words, ID=f"{anchor}-etape-{rank}"))
            for rank, words in enumerate(said, start=1)
        ),
    )


def _facts(line: Line, anchor: str) -> Element:
    rows = (
        e(
            "item",
            f"{said.words} : ",
            e("content", "Oui" if stands else "Non", ID=f"{anchor}-{said.id}"),
        )
        for said, stands in facts_of(line)
    )
    return e("list", rows)
