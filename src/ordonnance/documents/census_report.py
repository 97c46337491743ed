"""The report of a census: volume, circuits, motives, what became of the messages, pharmacies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from ordonnance.documents.census_rows import table_of
from ordonnance.documents.census_tables import bounces, equipment, partition, share, weekly
from ordonnance.documents.report import KeyFigure, Report, Section, fixed
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.census import CensusFlag, CensusRow
from ordonnance.domain.census_counts import (
    by_centre,
    by_circuit,
    by_circuit_and_box,
    by_hours,
    by_molecules,
    by_motive,
    by_outcome,
    by_regulator,
    flagged,
)
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.small_cells import LEAST
from ordonnance.usecases.equipment import Readiness

_NOTE = "Note d’information aux SAMU et SAS, partie 3."
_UNEQUIPPED = (
    "L’équipement des pharmacies n’est pas connu : aucun annuaire n’est importé dans cette base."
)
_FEW = (
    f"Moins de {LEAST} prescriptions ont été recensées sur la période : aucun détail n’est publié."
)
_SUCCESSIVE = (
    "Un rapport publié couvre un trimestre civil. Deux rapports dont les centres se recouvrent se "
    "soustraient l’un de l’autre : publier toujours pour les mêmes centres."
)


@dataclass(frozen=True, slots=True)
class CensusAsked:
    """What a report is made of: days, both included; rows of those days; pharmacies, if known.

    `published` keeps small cells back: what goes to the authorities never is.
    """

    first: date
    last: date
    rows: tuple[CensusRow, ...] = field(repr=False)
    issued_at: datetime
    published: bool = False
    equipment: tuple[Readiness, ...] = ()
    demonstration: bool = False

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def secret(self) -> bool:
        """True when there is too little to publish any of it."""
        return self.published and 0 < len(self.rows) < LEAST


def census_report(asked: CensusAsked) -> Report:
    """The report. Raises ValueError when the first day comes after the last."""
    if asked.first > asked.last:
        raise ValueError("the first day comes first")
    kind = "publié" if asked.published else "complet"
    issued = short(legal_day(asked.issued_at, PARIS))
    return Report(
        "recensement-publie" if asked.published else "recensement",
        "Recensement des prescriptions dérogatoires d’opioïdes",
        (
            "SAMU et SAS : tramadol, codéine et dihydrocodéine par messagerie sécurisée. "
            f"Rapport {kind}.",
            f"Du {short(asked.first)} au {short(asked.last)}. {_centres(asked)}",
        ),
        tuple(_sections(asked)),
        f"Édité le {issued}. {_NOTE}" + (f" {_SUCCESSIVE}" if asked.published else ""),
        asked.issued_at,
        "SPÉCIMEN" if asked.demonstration else "",
    )


def rows_report(asked: CensusAsked) -> Report:
    """The return itself: every row, nothing kept back."""
    issued = short(legal_day(asked.issued_at, PARIS))
    return Report(
        "recensement-lignes",
        "Recensement : lignes des prescriptions dérogatoires",
        (f"Du {short(asked.first)} au {short(asked.last)}. {len(asked.rows)} lignes.",),
        (Section("Lignes", tables=(table_of(asked.rows),)),),
        f"Édité le {issued}. {_NOTE}",
        asked.issued_at,
        "SPÉCIMEN" if asked.demonstration else "",
    )


def _centres(asked: CensusAsked) -> str:
    if asked.secret:
        return ""
    centres = by_centre(asked.rows)
    if len(centres) == 1:
        centre = centres[0][0]
        return f"{centre.name} (FINESS {centre.finess.value}), département {centre.department}."
    return f"{len(centres)} centres." if centres else "Aucun centre."


def _sections(asked: CensusAsked) -> Iterator[Section]:
    if asked.secret:
        yield Section("L’essentiel", (_FEW,))
    else:
        yield Section("L’essentiel", (), tuple(_figures(asked)))
        yield from _counted(asked)
    if asked.equipment:
        dated = asked.equipment[0].version.dated
        told = f"Source : Annuaire Santé, extraction du {short(dated)}."
        yield Section("Équipement des pharmacies", (told,), tables=(equipment(asked.equipment),))
    else:
        yield Section("Équipement des pharmacies", (_UNEQUIPPED,))


def _figures(asked: CensusAsked) -> Iterator[KeyFigure]:
    total = len(asked.rows)
    mean = Decimal(total) * 7 / asked.days
    yield KeyFigure("Prescriptions recensées", fixed(Decimal(total), 0))
    yield KeyFigure("Par semaine, en moyenne", fixed(mean, 1))
    if asked.published:
        return
    for name, flag in (("Retirées", CensusFlag.WITHDRAWN),
                       ("Messages non remis", CensusFlag.BOUNCED)):  # fmt: skip
        count = flagged(asked.rows, flag)
        part = share(count, total)
        said = "" if part is None else f", soit {fixed(part * 100, 1)}{NARROW}%"
        yield KeyFigure(name, f"{fixed(Decimal(count), 0)}{said}")


def _counted(asked: CensusAsked) -> Iterator[Section]:
    rows, public = asked.rows, asked.published
    yield Section("Volume", tables=(weekly(rows, asked.first, asked.last, published=public),))
    detailed = partition("circuits-boites", "Circuit et sorte de boîte", "Circuit et boîte",
                         by_circuit_and_box(rows), published=public)  # fmt: skip
    cases = partition("circuits", "Circuits", "Circuit", by_circuit(rows), published=public)
    # Published together, these two would share cells: what one keeps back, the other would tell.
    yield Section("Circuits", tables=(detailed,) if public else (cases, detailed))
    yield Section(
        "Motifs",
        tables=(partition("motifs", "Motifs", "Motif", by_motive(rows), published=public),),
    )
    yield Section(
        "Qui prescrit, quoi, quand",
        tables=(
            partition("prescripteurs", "Prescripteurs", "Qualité", by_regulator(rows),
                      published=public),
            partition("molecules", "Molécules", "Molécule", by_molecules(rows),
                      published=public),
            partition("horaires", "Horaires", "Moment", by_hours(rows), published=public),
        ),
    )  # fmt: skip
    outcomes = partition("suites", "Ce que sont devenues les prescriptions", "Suite",
                         by_outcome(rows), published=public)  # fmt: skip
    yield Section("Suites", tables=(outcomes,) if public else (outcomes, bounces(rows)))
    centres = by_centre(rows)
    if len(centres) > 1:
        cells = [(f"{each.name} ({each.finess.value}, {each.department})", count)
                 for each, count in centres]  # fmt: skip
        yield Section(
            "Centres",
            tables=(partition("centres", "Centres", "Centre", cells, published=public),),
        )
