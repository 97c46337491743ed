"""The words of a section: what a person reads, and what the entries point at."""

from collections.abc import Iterable, Iterator

from ordonnance.documents.cda.codes import Said
from ordonnance.documents.cda.line import anchor_of, facts_of
from ordonnance.documents.identities import one_line
from ordonnance.documents.lines import IN_FULL, formula_parted
from ordonnance.documents.mentions import beside_parted, parted
from ordonnance.documents.said import Mention, Part
from ordonnance.documents.sheet import SheetLine
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.markup import Element, e
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line

SENTENCE, FORMULA = "prises", "formule"
"""Ends of the names of a posology without what follows it, and of a formula."""


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
        e("td", e("content", named, ID=anchor), _formula(line, printed, anchor),
          beside_told(line, anchor)),
        e("td", posology_told(line, printed, anchor), _steps(line, anchor)),
        e("td", amounts_told(line, printed, anchor)),
        e("td", mentions_told(line, anchor)),
        e("td", facts_told(facts_of(line), anchor)),
    )  # fmt: skip


def _told(mention: Mention, anchor: str) -> Iterator[Element | str]:
    """A mention with its fields under their names: from there they are read back."""
    for piece in mention:
        if isinstance(piece, Part):
            yield e("content", one_line(piece.words), ID=f"{anchor}-{piece.name}")
        else:
            yield piece


def _joined(mentions: Iterable[Mention], anchor: str) -> list[Element | str]:
    inside: list[Element | str] = []
    for mention in mentions:
        inside += [" ; "] if inside else []
        inside += _told(mention, anchor)
    return inside


def mentions_told(line: Line, anchor: str) -> Element:
    """Everything that conditions serving, for the pharmacist."""
    return Element("content", {"ID": f"{anchor}-mentions"},
                   tuple(_joined(parted(line), anchor)) or ("Néant",))  # fmt: skip


def beside_told(line: Line, anchor: str) -> Element | None:
    """What stands beside the denomination, such as the reason not to substitute."""
    inside = _joined(beside_parted(line), anchor)
    return Element("content", {"ID": f"{anchor}-substitution"}, tuple(inside)) if inside else None


def posology_told(line: Line, printed: SheetLine, anchor: str, name: str = "posologie") -> Element:
    """The posology as printed; the prescriber's own words in full have a name of their own."""
    said, own = printed.posology, one_line(line.in_words or "")
    head, mark, tail = said.rpartition(IN_FULL)
    if not own or not mark or not tail.startswith(own):
        return e("content", said, ID=f"{anchor}-{name}")
    return e(
        "content",
        e("content", head, ID=f"{anchor}-{SENTENCE}"),
        mark,
        e("content", own, ID=f"{anchor}-in-words"),
        tail.removeprefix(own),
        ID=f"{anchor}-{name}",
    )


def amounts_told(line: Line, printed: SheetLine, anchor: str) -> list[Element | str]:
    """How long and how many; the duration keeps the unit in which it was written."""
    if line.duration is None:
        return [" ; ".join(printed.right)]
    first, *others = printed.right
    lasts = e("content", first, ID=f"{anchor}-duration")
    return [lasts, *(f" ; {each}" for each in others)]


def _formula(line: Line, printed: SheetLine, anchor: str) -> Element | None:
    if line.preparation is None:
        return None
    said = [each.ingredient for each in printed.formula]
    rows = zip(said, formula_parted(line.preparation, printed.formula), strict=True)
    return e(
        "list",
        (Element("item", {}, (f"{named} : ", *_told(parts, anchor))) for named, parts in rows),
        ID=f"{anchor}-{FORMULA}",
    )


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


def facts_told(facts: Iterable[tuple[Said, bool]], anchor: str) -> Element:
    """Facts as words, each under a name that entries point at."""
    rows = (
        e(
            "item",
            f"{said.words} : ",
            e("content", "Oui" if stands else "Non", ID=f"{anchor}-{said.id}"),
        )
        for said, stands in facts
    )
    return e("list", rows)
