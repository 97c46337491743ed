"""Shortages, as the file of availabilities declares them."""

from ordonnance.adapters.drugs.rows import Row, day_of
from ordonnance.domain.drug import Shortage, ShortageKind
from ordonnance.domain.ids import Cip13, InvalidId

SHORTAGES = "CIS_CIP_Dispo_Spec.txt"


def shortage(row: Row) -> Shortage:
    """What one row declares; the code decides, its label is only words."""
    _, pack, code, _, since, updated, back, link = row.cells
    try:
        kind = ShortageKind(code)
    except ValueError:
        row.wrong(f"statut de disponibilité inconnu : {code[:20]}")
    try:
        cip13 = Cip13(pack) if pack else None
    except InvalidId as error:
        row.wrong(str(error))
    first, last, again = (day_of(row, each) for each in (since, updated, back))
    return Shortage(kind, first, last, again, cip13, link or None)
