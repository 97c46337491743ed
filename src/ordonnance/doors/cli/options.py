"""Arguments and options that several commands share."""

from typing import Annotated

import typer

from ordonnance.law.form import Copy, Form, PaperGround

_PAPERS = ", ".join(form.value for form in Form if form.paper)
_COPIES = ", ".join(copy.value for copy in Copy)
_GROUNDS = ", ".join(ground.value for ground in PaperGround)

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
PaperForm = Annotated[
    str | None,
    typer.Option("--form", metavar="FORME", help=f"Forme de papier : {_PAPERS}."),
]
PaperGroundOption = Annotated[
    str | None,
    typer.Option("--ground", metavar="CODE", help=f"Motif du papier : {_GROUNDS}."),
]
PaperCopy = Annotated[
    str | None,
    typer.Option("--copy", metavar="VOLET", help=f"Ce volet seulement : {_COPIES}."),
]
Duplicate = Annotated[
    bool, typer.Option("--duplicate", help="Deuxième impression : la marque « duplicata ».")
]
Large = Annotated[bool, typer.Option("--large", help="En grands caractères (14 points).")]
Translated = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="LANGUE",
        help="Traduction pour le patient, sans valeur légale, relue par aucun traducteur : en, ar, "
        "pt ou uk.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="LOT/NUMÉROS",
        help="Feuille de papier sécurisé dans l'imprimante : elle est notée utilisée dans le "
        "registre, et refusée si elle est déclarée perdue ou volée.",
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FICHIER", help="Fichier à écrire ; « - » : sortie standard."
    ),
]
PdfFormOption = Annotated[
    str | None,
    typer.Option(
        "--pdf",
        metavar="FORME",
        help="Forme du PDF : a3a (par défaut ; archivable, accessible, avec les données FHIR "
        "et CDA jointes), a1b (pour la messagerie de santé, sans pièce jointe) ou plain "
        "(pour imprimer sur un papier préimprimé).",
    ),
]
