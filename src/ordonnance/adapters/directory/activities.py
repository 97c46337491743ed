"""PS_LibreAcces, « Personne_activite »: places with their sector, and those who may regulate.

Of the two million rows, only physicians, dentists and pharmacists are kept by name: no act here
needs the others. Columns are found by name: 48 in 2018, 56 now.
"""

from ordonnance.adapters.directory.building import Builder
from ordonnance.adapters.directory.columns import table
from ordonnance.adapters.directory.lines import Lines
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.domain.directory import PlaceKind, department_of, kind_of

COLUMNS = (
    ("Type d'identifiant PP",), ("Identifiant PP",),
    ("Libellé civilité d'exercice", "Libellé civilité exercice"), ("Nom d'exercice",),
    ("Prénom d'exercice",), ("Code profession",), ("Numéro FINESS site",),
    ("Raison sociale site",), ("Enseigne commerciale site",),
    ("Numéro Voie (coord. structure)",), ("Libellé type de voie (coord. structure)",),
    ("Libellé Voie (coord. structure)",), ("Code postal (coord. structure)",),
    ("Libellé commune (coord. structure)",), ("Téléphone (coord. structure)",),
    ("Code secteur d'activité",),
)  # fmt: skip
REGULATING = frozenset({"10", "21", "40"})
"""Physicians, pharmacists, dentists: who the note to SAMU and SAS lets prescribe (2.1)."""


def read_activities(builder: Builder, lines: Lines, tally: FileTally) -> None:
    """Every row. Raises DirectoryRefused as `columns.table`."""
    for number, cells in table(lines, COLUMNS, tally):
        kind_of_id, rpps, title, family, given, profession, finess = cells[:7]
        place = builder.known(finess) if finess else None
        if place is None and finess:
            place = _place(builder, finess, cells[7:])
        if profession not in REGULATING:
            tally.leave("profession qui ne régule pas, laissée", number)
        elif kind_of_id != "8" or len(rpps) != 11:
            tally.leave("professionnel sans RPPS, laissé", number)
        else:
            builder.professional((rpps, title, family, given, profession, place))


def _place(builder: Builder, finess: str, cells: list[str]) -> int | None:
    name, sign, figure, way, street, postcode, town, phone, sector = cells
    kind = kind_of("", "", sector)
    if kind is PlaceKind.OTHER:
        return None
    told = " ".join(part for part in (figure, way, street) if part)
    return builder.place((
        finess, finess, name, sign, told, postcode, town.upper(), department_of(postcode), kind,
        "", phone,
    ))  # fmt: skip
