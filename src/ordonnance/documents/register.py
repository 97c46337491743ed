"""A register of a pharmacy as it is printed: one row per serving, in the order of the numbers."""

from dataclasses import dataclass
from datetime import datetime

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.french.dates import short
from ordonnance.law.french import typographic
from ordonnance.usecases.register_views import RegisterRead, RegisterRow

HEADINGS = (
    "N°", "Délivré le", "Médicament", "Quantité", "Patient", "Prescripteur", "Délivré par",
    "Mention",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class PrintedRow:
    """One row, a text for each heading."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PrintedRegister:
    """What stands on the pages; `issued_at` dates the file. `specimen` marks a demonstration."""

    layout: str
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    footer: str
    issued_at: datetime
    specimen: str = ""

    def __repr__(self) -> str:
        return "PrintedRegister(•••)"


def printed_register(
    read: RegisterRead, issued_at: datetime, zone: str, *, demonstration: bool
) -> PrintedRegister:
    """The pages of a register as read at that instant; days are those of `zone` (IANA name)."""
    days = f"du {short(read.first)} au {short(read.last)}"
    issued = short(legal_day(issued_at, zone))
    entries = f"{len(read.rows)} entrée" if len(read.rows) < 2 else f"{len(read.rows)} entrées"
    return PrintedRegister(
        layout="register",
        title=typographic(f"{read.register.label.capitalize()} : {read.place}"),
        lines=(typographic(f"Délivrances {days}. {entries}."),),
        headings=HEADINGS,
        rows=tuple(PrintedRow(_cells(row, zone)) for row in read.rows),
        footer=typographic(f"Édité le {issued}. Une entrée annulée garde son numéro."),
        issued_at=issued_at,
        specimen="SPÉCIMEN" if demonstration else "",
    )  # fmt: skip


def _cells(row: RegisterRow, zone: str) -> tuple[str, ...]:
    lot = f", lot {row.lot}" if row.lot else ""
    under = f" ; {row.assistant}" if row.assistant else ""
    return tuple(
        typographic(text)
        for text in (
            str(row.rank),
            short(row.on),
            f"{row.medicine} ({row.regime})",
            f"{row.quantity}{lot}",
            row.patient or "anonyme",
            f"{row.prescriber}, {row.practice}, ordonnance du {short(row.written_on)}",
            f"{row.pharmacist}{under}",
            _mention(row, zone),
        )
    )


def _mention(row: RegisterRow, zone: str) -> str:
    if row.undone_at is not None:
        return f"annulée le {short(legal_day(row.undone_at, zone))}"
    return row.mention
