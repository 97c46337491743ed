"""A register of a pharmacy in French, on the terminal and in a table."""

from ordonnance.domain.french.numbers import in_figures
from ordonnance.doors.cli.layout import clock, columns, count, day
from ordonnance.usecases.register_views import RegisterRead, RegisterRow

HEADINGS = (
    "numéro", "délivré le", "référence", "ligne", "médicament", "liste", "boîtes", "unités", "lot",
    "patient", "prescripteur", "adresse du prescripteur", "ordonnance du", "pharmacien",
    "préparateur", "porteur", "mention", "annulée le",
)  # fmt: skip


def cells(row: RegisterRow) -> tuple[str, ...]:
    """One entry, a text for each heading."""
    return (
        str(row.rank), day(row.on), row.reference, str(row.line), row.medicine, row.regime,
        in_figures(row.packs), "" if row.units is None else in_figures(row.units), row.lot,
        row.patient, row.prescriber, row.practice, day(row.written_on), row.pharmacist,
        row.assistant, row.bearer, row.mention,
        "" if row.undone_at is None else clock(row.undone_at),
    )  # fmt: skip


def register(read: RegisterRead) -> str:
    """The entries in columns; those undone say so and keep their number."""
    title = f"{read.register.label.capitalize()}, {read.place}, du {day(read.first)} au "
    lines = [f"{title}{day(read.last)}\u202f: {count(len(read.rows), 'entrée', 'entrées')}."]
    rows = []
    for row in read.rows:
        undone = f"annulée le {clock(row.undone_at)}" if row.undone_at else row.mention
        rows.append(
            (
                str(row.rank), day(row.on), row.medicine, row.quantity,
                row.patient, row.prescriber, undone,
            )
        )  # fmt: skip
    return "\n".join([*lines, *columns(rows, indent=2)])
