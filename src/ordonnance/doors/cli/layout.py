"""Plain text well set: columns, paragraphs, dates and amounts in French."""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import in_figures

WIDTH = 96
"""Columns: longer texts go on the next line."""

PARIS = "(heure de Paris)"
"""Follows a time, once: which clock it is read on."""

OTHER_FOLDER = "Un autre dossier se donne par --data, celui de la démonstration par --demo."
UNKNOWN = "–"
"""Stands where something is not known or does not apply."""


def paragraph(text: str, indent: int = 0, hang: int | None = None) -> list[str]:
    """A text on as many lines as needed; the lines after the first are indented by `hang`."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hang is None else hang),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def columns(rows: Iterable[Sequence[str]], indent: int = 0) -> list[str]:
    """Rows set in columns; the last column is not padded."""
    rows = list(rows)
    if not rows:
        return []
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        (" " * indent)
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def day(value: date | None) -> str:
    """« 12/03/2026 », or a dash."""
    return short(value) if value is not None else UNKNOWN


def instant(value: datetime) -> str:
    """« 12/03/2026 14:05 (heure de Paris) »."""
    return f"{clock(value)} {PARIS}"


def clock(value: datetime) -> str:
    """« 12/03/2026 14:05 » in Paris, whatever the zone of this machine, for tables under `PARIS`.

    The client does not know where an act took place, hence not its local time.
    """
    local = value.astimezone(ZoneInfo("Europe/Paris"))
    return f"{short(local.date())} {local.hour:02d}:{local.minute:02d}"


def amount(value: Decimal | None, singular: str, plural: str) -> str | None:
    """« 2 boîtes », « 1,5 boîte »; None when it is not known."""
    if value is None:
        return None
    value = value.quantize(Decimal("0.001"))
    return f"{in_figures(value)} {plural if value >= 2 else singular}"


def count(number: int, singular: str, plural: str) -> str:
    """« 1 constat », « 3 constats »."""
    return f"{number} {plural if number >= 2 else singular}"
