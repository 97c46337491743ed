"""Options of `dispense`: what is handed over for one line."""

from typing import Annotated

import typer

from ordonnance.domain.counter import BEARER_CODES, AgreedPoint, Exceptional, SeenDocument
from ordonnance.domain.dispensing import DeclineReason, QuantityReason, SubstitutionKind
from ordonnance.domain.mentions import ConditionalTest
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
Agreement = Annotated[
    str | None,
    typer.Option(metavar="TEXTE", help="Accord du prescripteur, mot pour mot ; avec --agreed."),
]
Agreed = Annotated[
    str | None,
    typer.Option(
        metavar="NOM=JOUR=CODE",
        help="Qui a donné l'accord, quel jour, sur quoi (codes séparés par des virgules) : "
        f"{codes(AgreedPoint)}.",
    ),
]
Test = Annotated[
    str | None,
    typer.Option(
        metavar="CODE=RÉSULTAT=JOUR",
        help="Résultat du test d'une ordonnance conditionnelle, positif ou négatif, et son jour : "
        f"{codes(ConditionalTest)}.",
    ),
]
Seen = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CODE[=JOUR]",
        help="Document vu, et le jour qu'il porte ; plusieurs fois s'il le faut : "
        f"{codes(SeenDocument)}.",
    ),
]
Carrier = Annotated[
    str | None,
    typer.Option(
        "--bearer",
        metavar="CODE",
        help=f"Qui présente l'ordonnance (jamais son identité) : {', '.join(BEARER_CODES)}.",
    ),
]
Beyond = Annotated[
    str | None,
    typer.Option(
        "--exceptional",
        metavar="CODE",
        help="Délivrance au-delà de ce qui est écrit, quand un texte la permet : "
        f"{codes(Exceptional)}.",
    ),
]
ByTheUnit = Annotated[
    str | None,
    typer.Option(
        "--by-the-unit",
        metavar="JOUR",
        help="Dispensation à l'unité : péremption du lot ; avec --units et --lot.",
    ),
]
GenericRefused = Annotated[
    bool,
    typer.Option("--generic-refused", help="Le patient refuse le générique proposé."),
]
Pharmacist = Annotated[
    str | None,
    typer.Option(metavar="RPPS", help="Pharmacien responsable, quand un préparateur sert."),
]
