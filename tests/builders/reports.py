"""A small report with every kind of cell, two charts and something withheld."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ordonnance.documents.report import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    KeyFigure,
    Mark,
    Report,
    Section,
    Table,
    Withheld,
)

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)

WEEKS = Table(
    "semaines", "Prescriptions par semaine",
    (Column("Semaine", CellKind.DAY), Column("Cas 1", CellKind.COUNT),
     Column("Cas 2", CellKind.COUNT)),
    ((date(2026, 3, 2), 12, 0), (date(2026, 3, 9), 1234, Withheld.SMALL), (None, 1246, None)),
    note="n.c. : non communiqué.", totals=1,
    chart=Chart(ChartKind.COLUMNS, "Deux semaines, la seconde plus haute.", (1, 2)),
)  # fmt: skip
MOTIVES = Table(
    "motifs", "Motifs / parts",
    (Column("Motif"), Column("Part", CellKind.SHARE), Column("Délai (h)", CellKind.NUMBER, 2),
     Column("Retenu", CellKind.FLAG)),
    (("Douleur dentaire", Decimal("0.125"), Decimal("-1.5"), True),
     ("=SOMME(A1;A2)", Decimal("0.875"), None, False)),
    chart=Chart(ChartKind.BARS, "Deux barres.", (1,), Mark(Decimal("0.8"), "Seuil de 80 %")),
)  # fmt: skip


def a_report(*tables: Table, specimen: str = "") -> Report:
    """A report of these tables, else of those above."""
    figures = (KeyFigure("Prescriptions", "1 246"),)
    return Report(
        "essai", "Recensement : essai", ("Du 02/03/2026 au 12/03/2026.",),
        (Section("Volume", ("Un paragraphe.",), figures, tables or (WEEKS, MOTIVES)),),
        "Édité le 12/03/2026.", AT, specimen,
    )  # fmt: skip
