"""The declaration of loss or theft of secured paper, as a letter to be signed (R.5132-4)."""

from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.actors import Place
from ordonnance.domain.french.dates import long, short
from ordonnance.domain.secured_stock import LossKind
from ordonnance.domain.spans import Spans
from ordonnance.law.french import typographic
from ordonnance.usecases.read_stock import DeclaredStock
from ordonnance.usecases.stock_views import DeclarationView

ADDRESSEE = "Aux autorités de police : commissariat, ou brigade de gendarmerie, du lieu des faits"
BASIS = (
    "Code de la santé publique, article R. 5132-4 : la perte ou le vol d'ordonnances se déclare "
    "sans délai aux autorités de police."
)
BLOCKED = (
    "Depuis cette déclaration, ces numéros ne peuvent plus être imprimés ni enregistrés comme "
    "utilisés dans la base, et qui y vérifie une de ces feuilles lit qu'elle est déclarée perdue "
    "ou volée."
)
COPIES = "Copie, si le déclarant le veut : ordre professionnel, agence régionale de santé, caisse."
"""No text that was read asks for these: it is a custom, and the letter does not say otherwise."""


@dataclass(frozen=True, slots=True)
class DeclaredFact:
    """One line of the letter: what it is about, and what is declared."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class PrintedDeclaration:
    """What stands on the letter; `issued_at` dates the file. `specimen` marks a demonstration."""

    layout: str
    title: str
    addressee: str
    basis: str
    sender: tuple[str, ...]
    facts: tuple[DeclaredFact, ...]
    blocked: str
    copies: str
    signed: str
    footer: str
    issued_at: datetime
    specimen: str = ""

    def __repr__(self) -> str:
        return "PrintedDeclaration(•••)"


def printed_declaration(
    given: DeclaredStock, place: Place, today: date, at: datetime, *, demonstration: bool
) -> PrintedDeclaration:
    """The letter of a declaration, written from that structure; `at` is aware."""
    declared = given.declaration
    what = {LossKind.LOST: "perte", LossKind.STOLEN: "vol"}[declared.loss]
    return PrintedDeclaration(
        layout="declaration",
        title=typographic(f"Déclaration de {what} d'ordonnances sécurisées"),
        addressee=typographic(ADDRESSEE),
        basis=typographic(BASIS),
        sender=_sender(given, place),
        facts=tuple(
            DeclaredFact(typographic(name), typographic(text))
            for name, text in _facts(given, what)
            if text
        ),
        blocked=typographic(BLOCKED),
        copies=typographic(COPIES),
        signed=typographic(f"Fait le {long(today)}. Signature du déclarant :"),
        footer=typographic(
            f"Déclaration n° {declared.declaration} du registre de papier sécurisé de cette "
            f"structure, enregistrée le {short(declared.day)} ; éditée le {short(today)}."
        ),
        issued_at=at,
        specimen="SPÉCIMEN" if demonstration else "",
    )


def _sender(given: DeclaredStock, place: Place) -> tuple[str, ...]:
    said = (given.declaration.name, given.identity, place.label, place.address or "")
    return tuple(typographic(each) for each in said if each)


def _facts(given: DeclaredStock, what: str) -> tuple[tuple[str, str], ...]:
    declared = given.declaration
    return (
        ("Nature", what),
        ("Jour des faits, ou de leur découverte", long(declared.on) if declared.on else ""),
        ("Lieu", declared.where),
        ("Circonstances", declared.circumstances),
        ("Papier", f"ordonnances sécurisées préimprimées (R. 5132-5), {given.supplier}"),
        ("Numéro de lot", declared.lot),
        ("Numéros des feuilles", _sheets(declared.sheets)),
        ("Retrouvées depuis", _found(declared)),
        ("Référence de la plainte ou de la main courante", _police(declared)),
    )


def _sheets(text: str) -> str:
    count = len(Spans.parse(text))
    return f"{text} ({count} {'feuilles' if count > 1 else 'feuille'})"


def _found(declared: DeclarationView) -> str:
    standing = Spans.parse(declared.standing) if declared.standing else Spans()
    found = Spans.parse(declared.sheets) - standing
    return _sheets(str(found)) if found else ""


def _police(declared: DeclarationView) -> str:
    if not declared.police:
        return "pas encore donnée"
    on = f", le {short(declared.police_on)}" if declared.police_on else ""
    return f"{declared.police}{on}"
