"""Commands on the register of secured paper of one's structure."""

from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import IfMatch, Json, Key, Output, Reservation
from ordonnance.doors.cli.prose_stock import recorded, register

if TYPE_CHECKING:
    from ordonnance.fhir.inputs import StockRecordInput

stock = typer.Typer(
    cls=FrenchGroup,
    help="Tient le registre du papier sécurisé : livraisons, emploi, perte ou vol.",
    rich_markup_mode=None,
    add_completion=False,
)

Lot = Annotated[
    str, typer.Option("--lot", metavar="LOT", help="Numéro de lot imprimé sur les feuilles.")
]
Sheets = Annotated[
    str,
    typer.Option(
        "--sheets", metavar="NUMÉROS", help="Numéros des feuilles : 12, 12-15 ou 12-15,18."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXTE", help="Pourquoi.")]
Police = Annotated[
    str | None,
    typer.Option("--police", metavar="RÉFÉRENCE", help="Référence de la plainte, si elle est là."),
]
Rank = Annotated[
    int, typer.Argument(metavar="DÉCLARATION", min=1, help="Rang de la déclaration (stock show).")
]


@stock.command("receive", cls=FrenchCommand)
def receive(
    lot: Lot,
    sheets: Sheets,
    supplier: Annotated[
        str, typer.Option("--supplier", metavar="NOM", help="Fournisseur du papier.")
    ],
    on: Annotated[str, typer.Option("--on", metavar="JOUR", help="Jour de la livraison.")],
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Enregistre une livraison : fournisseur, lot, premier et dernier numéro des feuilles.

    Sans numéro imprimé sur chaque feuille, les compter depuis 1 dans l'ordre des carnets.
    """
    from ordonnance.fhir.inputs import StockRecordInput

    given = StockRecordInput("received", lot, sheets, supplier=supplier, on=asking.day(on, "--on"))
    _record(given, key, if_match, as_json=as_json)


@stock.command("used", cls=FrenchCommand)
def used(
    lot: Lot, sheets: Sheets, key: Key = None, if_match: IfMatch = None, as_json: Json = False
) -> None:
    """Enregistre des feuilles remplies à la main ; « print --sheet » le fait en imprimant."""
    from ordonnance.fhir.inputs import StockRecordInput

    _record(StockRecordInput("used", lot, sheets, by_hand=True), key, if_match, as_json=as_json)


@stock.command("spoiled", cls=FrenchCommand)
def spoiled(
    lot: Lot, sheets: Sheets, reason: Reason, key: Key = None, if_match: IfMatch = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Enregistre des feuilles gâchées, avec la raison ; imprimées ou non."""
    from ordonnance.fhir.inputs import StockRecordInput

    _record(StockRecordInput("spoiled", lot, sheets, reason=reason), key, if_match, as_json=as_json)


@stock.command("lost", cls=FrenchCommand)
def lost(
    lot: Lot,
    sheets: Sheets,
    on: Annotated[str, typer.Option("--on", metavar="JOUR", help="Jour des faits, ou découvert.")],
    where: Annotated[str, typer.Option("--where", metavar="LIEU", help="Lieu des faits.")],
    circumstances: Annotated[
        str, typer.Option("--circumstances", metavar="TEXTE", help="Ce qui s'est passé.")
    ],
    stolen: Annotated[
        bool, typer.Option("--stolen", help="Un vol ; sans cette option, une perte.")
    ] = False,
    police: Police = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Déclare des feuilles perdues ou volées : leurs numéros sont bloqués aussitôt.

    « stock print » écrit ensuite la lettre pour la police ou la gendarmerie (R. 5132-4).
    """
    from ordonnance.fhir.inputs import StockRecordInput

    given = StockRecordInput(
        "declared", lot, sheets, on=asking.day(on, "--on"), loss="stolen" if stolen else "lost",
        where=where, circumstances=circumstances, police=police,
    )  # fmt: skip
    _record(given, key, if_match, as_json=as_json)


@stock.command("police", cls=FrenchCommand)
def police_reference(
    declaration: Rank,
    reference: Annotated[
        str, typer.Option("--reference", metavar="RÉFÉRENCE", help="Référence de la plainte.")
    ],
    on: Annotated[str, typer.Option("--on", metavar="JOUR", help="Jour de la plainte.")],
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Ajoute à une déclaration la référence donnée par la police ou la gendarmerie."""
    from ordonnance.fhir.inputs import StockRecordInput

    given = StockRecordInput(
        "police", declaration=declaration, police=reference, on=asking.day(on, "--on")
    )
    _record(given, key, if_match, as_json=as_json)


@stock.command("found", cls=FrenchCommand)
def found(
    lot: Lot, sheets: Sheets, reason: Reason, key: Key = None, if_match: IfMatch = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Enregistre des feuilles retrouvées : elles ne sont plus bloquées, l'historique reste."""
    from ordonnance.fhir.inputs import StockRecordInput

    _record(StockRecordInput("found", lot, sheets, reason=reason), key, if_match, as_json=as_json)


@stock.command("revoke", cls=FrenchCommand)
def revoke(
    reason: Reason, reservation: Reservation = None, key: Key = None, if_match: IfMatch = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Révoque les numéros réservés sur un poste perdu ou volé : ils ne seront plus émis.

    Toutes ses listes encore valables à ce lieu, ou celle de --reservation. Qui montre un de ces
    numéros au comptoir est averti ; ce qui est déjà émis reste valable.
    """
    from ordonnance.fhir.inputs import StockRecordInput

    token = asking.reservation(reservation)
    given = StockRecordInput("revoked", reason=reason, reservation=token)
    _record(given, key, if_match, as_json=as_json)


@stock.command("show", cls=FrenchCommand)
def show(as_json: Json = False) -> None:
    """Montre le registre : comptes de chaque lot, déclarations, et chaque ligne écrite."""
    with session.connect() as client:
        read = client.stock()
    output.answer(read, register, as_json=as_json)


@stock.command("print", cls=FrenchCommand)
def print_declaration(declaration: Rank, to: Output, as_json: Json = False) -> None:
    """Écrit la lettre d'une déclaration de perte ou de vol, à signer."""
    with session.connect() as client:
        content = client.stock_letter(declaration)
    output.file(to, content, "Déclaration écrite", as_json=as_json)


def _record(
    given: "StockRecordInput", key: str | None, if_match: int | None, *, as_json: bool
) -> None:
    with session.connect() as client:
        written = client.stock_record(given, key=key, if_match=if_match)
    output.answer(written, recorded, as_json=as_json)
