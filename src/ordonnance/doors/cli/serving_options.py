"""Options of `dispense`: what is handed over for one line."""

from typing import Annotated

import typer

from ordonnance.domain.dispensing import DeclineReason, QuantityReason, SubstitutionKind
from ordonnance.doors.cli.asking import codes

All = Annotated[
    bool, typer.Option("--all", help="Délivre ce qui est dû ce jour sur chaque ligne ouverte.")
]
Line = Annotated[
    int | None,
    typer.Option("--line", metavar="N", min=1, help="Ligne à délivrer, ou à refuser."),
]
Packs = Annotated[
    str | None,
    typer.Option(metavar="N", help="Nombre de boîtes ; la portion due ce jour sinon."),
]
Units = Annotated[
    str | None,
    typer.Option(metavar="N", help="Nombre d'unités (comprimés…), au lieu des boîtes."),
]
Cip = Annotated[str | None, typer.Option(metavar="CIP13", help="Code de la boîte délivrée.")]
Lot = Annotated[
    str | None, typer.Option(metavar="LOT", help="Lot, exigé pour un médicament biologique.")
]
Substituted = Annotated[
    str | None,
    typer.Option(
        "--substitution",
        metavar="CODE",
        help=f"Pourquoi un autre médicament est délivré : {codes(SubstitutionKind)}.",
    ),
]
SubstitutionText = Annotated[
    str | None,
    typer.Option(metavar="TEXTE", help="Précision de la substitution (accord, rupture)."),
]
Quantity = Annotated[
    str | None,
    typer.Option(
        "--quantity-reason",
        metavar="CODE",
        help=f"Pourquoi la quantité diffère : {codes(QuantityReason)}.",
    ),
]
Decline = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help=f"Pourquoi la ligne n'est pas délivrée : {codes(DeclineReason)}."
    ),
]
Note = Annotated[str | None, typer.Option(metavar="TEXTE", help="Mot du pharmacien sur la ligne.")]
Pharmacist = Annotated[
    str | None,
    typer.Option(metavar="RPPS", help="Pharmacien responsable, quand un préparateur sert."),
]
