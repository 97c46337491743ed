"""Arguments and options that several commands share."""

from typing import Annotated

import typer

Json = Annotated[
    bool,
    typer.Option("--json", help="Répond en JSON sur la sortie standard, refus compris."),
]
Number = Annotated[
    list[str],
    typer.Argument(
        metavar="NUMÉRO",
        help="Numéro de l'ordonnance, avec ou sans espaces, ou texte lu dans le QR code ; "
        "« - » le lit sur l'entrée standard et ne laisse rien dans l'historique du terminal.",
    ),
]
Document = Annotated[
    str,
    typer.Argument(
        metavar="FICHIER",
        help="Ordonnance en FHIR R4 (Bundle JSON), ou JWS compact du prescripteur (.jose) ; "
        "« - » lit l'entrée standard.",
    ),
]
Acknowledge = Annotated[
    list[str] | None,
    typer.Option(
        "--acknowledge",
        metavar="RÈGLE[/LIGNE]=MOTIF",
        help="Atteste ou explique un constat ; à répéter pour chaque constat qui l'attend.",
    ),
]
Reservation = Annotated[
    str | None,
    typer.Option(
        "--reservation",
        metavar="FICHIER",
        help="Réponse de « reserve --json » (ou sa liste signée) dont vient le numéro.",
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="CLÉ",
        help="Clé d'idempotence : la reprendre refait la même demande sans la doubler. "
        "Une clé neuve est tirée sinon.",
    ),
]
IfMatch = Annotated[
    int | None,
    typer.Option(
        "--if-match",
        metavar="VERSION",
        min=1,
        help="N'agit que si l'ordonnance est encore à cette version.",
    ),
]
Data = Annotated[
    str | None,
    typer.Option("--data", metavar="DOSSIER", help="Dossier de données ; sinon ORDONNANCE_DATA."),
]
