"""The tables of a census report: each one a partition of the prescriptions, with its chart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.documents.report import (
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Table,
    Withheld,
)
from ordonnance.domain.census import CensusFlag, CensusRow
from ordonnance.domain.census_counts import by_week, flagged
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.directory import Equipment
from ordonnance.domain.small_cells import LEAST, withheld
from ordonnance.usecases.equipment import Readiness

KEPT_BACK = (
    f"n.c. : non communiqué. Effectif inférieur à {LEAST}, ou qui permettrait d’en retrouver un."
)
_COUNT = Column("Nombre", CellKind.COUNT)
_PART = Column("Part", CellKind.SHARE)


def partition(
    key: str, title: str, heading: str, cells: Sequence[tuple[str, int]], *, published: bool
) -> Table:
    """Cells that add up, with the part of each and their total, drawn as bars."""
    counts = [count for _, count in cells]
    total = sum(counts)
    hidden = withheld(counts) if published else frozenset()
    rows: list[tuple[Cell, ...]] = [
        (name, Withheld.SMALL, Withheld.SMALL) if place in hidden
        else (name, count, share(count, total))
        for place, (name, count) in enumerate(cells)
    ]  # fmt: skip
    rows.append(("Total", *_total(total, published=published)))
    told = _told(title, [(name, count) for place, (name, count) in enumerate(cells)
                         if place not in hidden])  # fmt: skip
    return Table(
        key, title, (Column(heading), _COUNT, _PART), tuple(rows),
        note=KEPT_BACK if hidden else "", totals=1,
        chart=Chart(ChartKind.BARS, told, (2,)) if total and len(hidden) < len(cells) else None,
    )  # fmt: skip


def _total(total: int, *, published: bool) -> tuple[Cell, Cell]:
    if published and 0 < total < LEAST:
        return Withheld.SMALL, Withheld.SMALL
    return total, share(total, total)


def share(count: int, total: int) -> Decimal | None:
    """The part that a count is of a total, None of nothing."""
    return Decimal(count) / Decimal(total) if total else None


def _told(title: str, shown: Sequence[tuple[str, int]]) -> str:
    if not any(count for _, count in shown):
        return f"{title} : aucune prescription à montrer."
    name, count = max(shown, key=lambda cell: cell[1])
    return f"{title} : une barre par ligne du tableau ; la plus longue, {name}, vaut {count}."


def weekly(rows: Sequence[CensusRow], first: date, last: date, *, published: bool) -> Table:
    """Volume by week: by case for the return, in all for what is published."""
    whole = by_week(rows, first, last)
    return _public_weeks(whole) if published else _weeks_by_case(rows, whole, first, last)


_WEEKS = ("semaines", "Prescriptions par semaine")
_MONDAY = Column("Semaine du", CellKind.DAY)
_EDGES = "Une semaine va du lundi au dimanche ; la première et la dernière peuvent être entamées."


def _public_weeks(whole: Sequence[tuple[date, int]]) -> Table:
    counts = [count for _, count in whole]
    hidden = withheld(counts)
    lines: list[tuple[Cell, ...]] = [
        (week, Withheld.SMALL if place in hidden else count)
        for place, (week, count) in enumerate(whole)
    ]
    lines.append((None, _total(sum(counts), published=True)[0]))
    told = f"Prescriptions par semaine, sur {len(whole)} semaines : une colonne par semaine."
    return Table(
        *_WEEKS, (_MONDAY, Column("Prescriptions", CellKind.COUNT)), tuple(lines),
        note=f"{_EDGES} {KEPT_BACK if hidden else ''}".strip(), totals=1,
        chart=Chart(ChartKind.COLUMNS, told, (1,)),
    )  # fmt: skip


def _weeks_by_case(
    rows: Sequence[CensusRow], whole: Sequence[tuple[date, int]], first: date, last: date
) -> Table:
    of_case = [dict(by_week([row for row in rows if row.entry.circuit is case], first, last))
               for case in Circuit]  # fmt: skip
    lines: list[tuple[Cell, ...]] = [
        (week, *(counts[week] for counts in of_case), count) for week, count in whole
    ]
    lines.append((None, *(sum(counts.values()) for counts in of_case), len(rows)))
    names = [*(f"Cas {case.value}" for case in Circuit), "Ensemble"]
    most = max((count for _, count in whole), default=0)
    told = (
        f"Prescriptions par semaine et par cas, sur {len(whole)} semaines : trois colonnes par "
        f"semaine ; la semaine la plus chargée en compte {most}."
    )
    columns = (_MONDAY, *(Column(name, CellKind.COUNT) for name in names))
    chart = Chart(ChartKind.COLUMNS, told, (1, 2, 3))
    return Table(*_WEEKS, columns, tuple(lines), note=_EDGES, totals=1, chart=chart)


def bounces(rows: Sequence[CensusRow]) -> Table:
    """Messages given back, by kind of mailbox: for the return only, its cells are not apart."""
    lines: list[tuple[Cell, ...]] = []
    for box in (Box.ORGANISATION, Box.PERSON, Box.PATIENT_SPACE):
        lines.append(_bounced(box.label, [row for row in rows if row.entry.box is box]))
    return Table(
        "non-remises", "Messages non remis selon la boîte",
        (Column("Boîte"), Column("Envois", CellKind.COUNT), Column("Non remis", CellKind.COUNT),
         _PART), (*lines, _bounced("Total", rows)), totals=1,
        chart=Chart(ChartKind.BARS, "Part des messages non remis, une barre par sorte de boîte.",
                    (3,)),
    )  # fmt: skip


def _bounced(name: str, rows: Sequence[CensusRow]) -> tuple[Cell, ...]:
    back = flagged(rows, CensusFlag.BOUNCED)
    return name, len(rows), back, share(back, len(rows))


def equipment(found: Sequence[Readiness]) -> Table:
    """The pharmacies of each département and their mailboxes, as the directory publishes them."""
    kinds = (Equipment.ORGANISATIONAL, Equipment.PERSONAL, Equipment.NONE_PUBLISHED)
    lines: list[tuple[Cell, ...]] = []
    for each in found:
        counts = [len(each.pharmacies_with(kind)) for kind in kinds]
        total = len(each.pharmacies)
        lines.append((each.department, total, *counts, share(counts[0], total)))
    names = ("Pharmacies", "Boîte organisationnelle", "Boîte personnelle seule",
             "Aucune boîte publiée")  # fmt: skip
    columns = (Column("Département"), *(Column(name, CellKind.COUNT) for name in names),
               replace(_PART, name="Part équipée"))  # fmt: skip
    return Table(
        "pharmacies", "Pharmacies ayant une boîte organisationnelle", columns, tuple(lines),
        note="Une boîte en liste rouge n’est pas publiée : elle ne se compte pas.",
        chart=Chart(ChartKind.BARS, "Part des pharmacies équipées, une barre par département.",
                    (5,)),
    )  # fmt: skip
