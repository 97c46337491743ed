"""The pharmacies that a centre cannot write to, for the regional council of their order (CROP).

Nothing personal: FINESS numbers, names made of common words, towns (`usecases.equipment`).
"""

from datetime import datetime

from ordonnance.documents.report import Column, KeyFigure, Report, Section, Table
from ordonnance.domain.french.dates import short
from ordonnance.usecases.equipment import ORDER_HEAD, Readiness, for_the_order

KEY = "pharmacies-sans-boite"


def order_report(found: Readiness, at: datetime, *, demonstration: bool) -> Report:
    """The report of a département, dated by its directory."""
    rows = for_the_order(found)
    table = Table(
        f"departement-{found.department.lower()}",
        "Pharmacies sans boîte organisationnelle publiée",
        tuple(Column(name) for name in ORDER_HEAD), rows,
        note="Une boîte en liste rouge n’est pas publiée. Le nom n’est donné que s’il ne peut pas "
        "être celui d’une personne.",
    )  # fmt: skip
    equipped = len(found.pharmacies) - len(rows)
    figures = (
        KeyFigure("Pharmacies du département", str(len(found.pharmacies))),
        KeyFigure("Avec une boîte organisationnelle publiée", str(equipped)),
        KeyFigure("Sans", str(len(rows))),
    )
    dated = f"Annuaire des messageries sécurisées de santé du {short(found.version.dated)}."
    return Report(
        f"{KEY}-{found.department.lower()}",
        f"Pharmacies sans boîte organisationnelle, département {found.department}",
        (dated,),
        (Section("Équipement", (), figures, (table,)),),
        dated,
        at,
        "SPÉCIMEN, démonstration" if demonstration else "",
    )
