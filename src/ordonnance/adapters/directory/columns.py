"""Columns found by their name: editions add some, move others, and end lines with a separator."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.lines import Lines
from ordonnance.adapters.directory.words import heading
from ordonnance.adapters.drugs.tally import FileTally


def table(
    lines: Lines, wanted: Sequence[tuple[str, ...]], tally: FileTally
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the columns `wanted`, each by one of its names, stripped, in that order.

    A row too short for its header is refused. Raises DirectoryRefused: no header, a column missing,
    or a file that stops in the middle of a row.
    """
    rows = iter(lines)
    head = next(rows, (1, ""))[1].split("|")
    places = _places(head, wanted, tally)
    chosen = itemgetter(*places)
    least = max(places) + 1
    full = len(head) - (not head[-1].strip())
    short = 0
    for number, line in rows:
        cells = line.split("|")
        tally.read += 1
        if len(cells) < full or len(cells) < least:
            tally.refuse("ligne plus courte que l'en-tête", number)
            short = number
            continue
        found = chosen(cells)
        spaced = " |" in line or "| " in line or line[0] == " " or line[-1] == " "
        yield number, [cell.strip() for cell in found] if spaced else list(found)
        short = 0
    if short and not lines.ended:
        raise DirectoryRefused(
            "DIRECTORY_SOURCE_UNREADABLE",
            f"{tally.name} s'arrête au milieu d'une ligne : il est coupé.",
            "Le télécharger de nouveau.",
        )


def _places(head: list[str], wanted: Sequence[tuple[str, ...]], tally: FileTally) -> list[int]:
    known = {heading(name): place for place, name in reversed(list(enumerate(head)))}
    found = [
        next((known[heading(name)] for name in names if heading(name) in known), None)
        for names in wanted
    ]
    missing = [names[0] for names, place in zip(wanted, found, strict=True) if place is None]
    if missing:
        raise DirectoryRefused(
            "DIRECTORY_SOURCE_UNREADABLE",
            f"{tally.name} n'a pas les colonnes attendues : {', '.join(missing)}.",
            "Donner le fichier tel qu'il est publié, avec sa première ligne.",
        )
    return [place for place in found if place is not None]
