"""What a national roll-up put together: which files, what was counted once, what is suspected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ordonnance.documents.report import Cell, CellKind, Column, KeyFigure, Report, Section, Table
from ordonnance.domain.census_merging import Merged, Source
from ordonnance.domain.french.typography import NARROW

_MERGED = (
    "Une prescription donnée par plusieurs fichiers, sous le même identifiant, est comptée une "
    "fois ; ce que chacun en dit depuis l’envoi s’ajoute."
)
_SUSPECTED = (
    "Ces lignes d’un même centre, le même jour, disent la même chose sous des identifiants "
    f"différents dans deux fichiers{NARROW}: à vérifier avec le centre. Elles restent comptées."
)


@dataclass(frozen=True, slots=True)
class Given:
    """One file of a roll-up and the digest of its bytes (SHA-256, hexadecimal)."""

    source: Source
    digest: str


def with_files(report: Report, given: Sequence[Given], merged: Merged) -> Report:
    """The report, and what it was made of."""
    figures = (
        KeyFigure("Fichiers", f"{len(given)}"),
        KeyFigure("Lignes lues", f"{len(merged.rows) + merged.doubles}"),
        KeyFigure("Comptées une fois au lieu de plusieurs", f"{merged.doubles}"),
        KeyFigure("Lignes à vérifier", f"{sum(each.count for each in merged.suspicions)}"),
    )
    tables = [_files(given)]
    said = [_MERGED]
    if merged.suspicions:
        tables.append(_suspicions(merged))
        said.append(_SUSPECTED)
    section = Section("Fichiers réunis", tuple(said), figures, tuple(tables))
    return replace(report, sections=(*report.sections, section))


def _files(given: Sequence[Given]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in given:
        days = [row.entry.on for row in each.source.rows]
        first, last = min(days, default=None), max(days, default=None)
        rows.append((each.source.name, len(days), first, last, each.digest[:16]))
    columns = (
        Column("Fichier"), Column("Lignes", CellKind.COUNT), Column("Premier jour", CellKind.DAY),
        Column("Dernier jour", CellKind.DAY), Column("Empreinte (début)"),
    )  # fmt: skip
    return Table("fichiers", "Fichiers", columns, tuple(rows))


def _suspicions(merged: Merged) -> Table:
    columns = (
        Column("FINESS"), Column("Jour", CellKind.DAY), Column("Fichier"), Column("Autre fichier"),
        Column("Lignes semblables", CellKind.COUNT),
    )  # fmt: skip
    rows = tuple(
        (each.centre.value, each.on, each.first, each.second, each.count)
        for each in merged.suspicions
    )
    return Table("a-verifier", "Lignes à vérifier", columns, rows)
