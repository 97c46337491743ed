"""What a bench answers, and how it is printed: a small table in French."""

from collections.abc import Sequence
from dataclasses import dataclass

NONE = "–"

_PLACES = ((100.0, 0), (10.0, 1), (0.1, 2), (0.01, 3))


@dataclass(frozen=True, slots=True)
class Table:
    """A title, columns, rows of texts (the first cell names the row), and what to know."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def figure(value: float | None) -> str:
    """A number with three significant digits and a decimal comma; a dash when there is none."""
    if not value:
        return NONE if value is None else "0"
    digits = next((places for least, places in _PLACES if abs(value) >= least), 4)
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def text_of(table: Table) -> str:
    """The table, columns aligned."""
    cells: Sequence[tuple[str, ...]] = (table.columns, *table.rows)
    widths = [max(len(row[place]) for row in cells) for place in range(len(table.columns))]
    lines = [table.title]
    for row in cells:
        first, *others = row
        figures = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(["  " + first.ljust(widths[0]), *figures]).rstrip())
    return "\n".join([*lines, *(f"  {note}" for note in table.notes)])
