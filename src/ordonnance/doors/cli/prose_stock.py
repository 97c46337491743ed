"""The register of secured paper in French, on the terminal."""

from ordonnance.domain.secured_stock import StockKind
from ordonnance.doors.cli.layout import PARIS, clock, columns, count, day, paragraph
from ordonnance.usecases.stock_views import (
    DeclarationView,
    LotView,
    StockLine,
    StockRead,
    StockRecorded,
)

_DONE = {
    StockKind.RECEIVED: "Livraison enregistrée",
    StockKind.USED: "Utilisation enregistrée",
    StockKind.SPOILED: "Feuilles gâchées enregistrées",
    StockKind.DECLARED: "Déclaration enregistrée, numéros bloqués",
    StockKind.FOUND: "Feuilles retrouvées, numéros débloqués",
    StockKind.POLICE: "Référence enregistrée",
    StockKind.REVOKED: "Numéros réservés révoqués",
}
_WITHOUT_DELAY = (
    "La perte ou le vol se déclare sans délai aux autorités de police (R. 5132-4)\u202f: "
    "« stock print {rank} » écrit la lettre à signer."
)


def recorded(result: StockRecorded) -> str:
    """What was written, and what its lot has become."""
    if result.lot is None:
        return f"{_DONE[result.kind]}\u202f: {result.numbers or 0}."
    sheets = f", feuilles {result.sheets}" if result.sheets else ""
    said = [f"{_DONE[result.kind]}\u202f: lot {result.lot.lot}{sheets}.", _counts(result.lot)]
    if result.declaration is not None:
        said += _declaration(result.declaration)
        if result.kind is StockKind.DECLARED:
            said += paragraph(_WITHOUT_DELAY.format(rank=result.declaration.declaration))
    return "\n".join(said)


def register(read: StockRead) -> str:
    """Counts of each lot, declarations, then each line."""
    said = [f"Papier sécurisé, {read.place}\u202f: {count(len(read.lots), 'lot', 'lots')}."]
    for lot in read.lots:
        said += ["", f"Lot {lot.lot} ({lot.supplier})", f"  {_counts(lot)}"]
        said += paragraph(f"À employer\u202f: {lot.free}.", indent=2) if lot.free else []
    for declaration in read.declarations:
        said += ["", *_declaration(declaration)]
    if read.lines:
        said += ["", f"Écrit dans le registre {PARIS}\u202f:"]
        said += columns([_line(each) for each in read.lines], indent=2)
    return "\n".join(said)


def _counts(lot: LotView) -> str:
    return (
        f"{lot.received} reçues, {lot.used} utilisées, {lot.spoiled} gâchées, "
        f"{lot.missing} perdues ou volées, {lot.left} restantes."
    )


def _declaration(given: DeclarationView) -> list[str]:
    head = (
        f"Déclaration {given.declaration} du {day(given.day)}\u202f: {given.loss.label}, lot "
        f"{given.lot}, feuilles {given.sheets}, le {day(given.on)}, {given.where}, par "
        f"{given.name}."
    )
    police = f"Référence\u202f: {given.police}, le {day(given.police_on)}."
    missing = given.standing or "aucune, toutes retrouvées"
    return [
        *paragraph(head),
        *paragraph(f"Toujours manquantes\u202f: {missing}.", indent=2),
        *paragraph(
            police if given.police else "Référence de la plainte\u202f: pas encore.", indent=2
        ),
    ]


def _line(line: StockLine) -> tuple[str, ...]:
    hand = "à la main" if line.by_hand else ""
    many = count(line.numbers, "numéro", "numéros") if line.numbers else ""
    said = (line.supplier, many, line.reason, hand, line.ordonnance)
    rank = f"déclaration {line.declaration}" if line.declaration else ""
    return (
        str(line.rank), clock(line.at), line.kind.label, f"{line.lot} {line.sheets}".strip(),
        line.name, ", ".join(each for each in (*said, rank) if each),
    )  # fmt: skip
