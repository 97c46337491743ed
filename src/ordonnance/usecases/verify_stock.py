"""What anybody is told of a sheet of secured paper: declared lost or stolen, or not, and when.

Never by whom, nor where: a declaration is a fact about paper. A lot alone is answered too, since
some suppliers number nothing else.
"""

from dataclasses import replace

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.secured_stock import LotInvalid, declared_day, sheet_named
from ordonnance.domain.spans import SpansInvalid
from ordonnance.domain.verification import Nature, Point, Proof, Told, in_order
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.verifying_views import Verified

_SHEET = "Une feuille sécurisée de ce lot et de ce numéro"
_LOT = "Au moins une feuille sécurisée de ce lot"
_WARNING = (
    "{subject} a été déclarée perdue ou volée le {day}. Ne rien délivrer sur elle sans appeler le "
    "prescripteur, à un numéro trouvé ailleurs que sur la feuille. Deux fournisseurs peuvent avoir "
    "le même numéro\u202f: la déclaration ne suffit pas à conclure."
)
NOT_DECLARED = Told(
    Point.STOCK,
    Proof.NOT_PROVEN,
    "Aucune perte ni aucun vol de cette feuille n'est déclaré dans cette base\u202f: cela ne "
    "prouve pas qu'elle est vraie, ni qu'elle n'a été volée à personne.",
)


async def stock_told(text: str, ports: Ports) -> Told:
    """What is said of « LOT/NUMÉRO », or of a lot. Raises Refusal STOCK_NUMBER_INVALID."""
    try:
        lot, number = sheet_named(text)
    except (LotInvalid, SpansInvalid) as error:
        at = "Parameters.parameter.where(name='stock').value"
        raise Refusal.of("STOCK_NUMBER_INVALID", at, reason=error.reason) from error
    declared = (declared_day(each, number) for each in await ports.stock.notices(lot))
    days = sorted(day for day in declared if day is not None)
    if not days:
        return NOT_DECLARED
    subject = _LOT if number is None else _SHEET
    message = _WARNING.format(subject=subject, day=short(days[-1]))
    return Told(Point.STOCK, Proof.CONTRADICTED, message)


async def revoked_told(number: OrdonnanceNumber, ports: Ports) -> Told | None:
    """What is said of a number that no ordonnance has, if its reserved list was revoked."""
    at = await ports.base.number_revoked(number)
    if at is None:
        return None
    refusal = Refusal.of("NUMBER_REVOKED", day=short(legal_day(at, PARIS))).first
    return Told(Point.KNOWN, Proof.CONTRADICTED, f"{refusal.message} {refusal.do}")


def with_stock(told: Told, verified: Verified | None = None) -> Verified:
    """The answer about a sheet alone, or beside what else was shown.

    A sheet declared missing comes before all else; one that is not says nothing of the rest.
    """
    declared = told.proof is Proof.CONTRADICTED
    if verified is None:
        return Verified(Nature.DECLARED if declared else Nature.UNDECLARED, (told,))
    nature = Nature.DECLARED if declared else verified.nature
    return replace(verified, nature=nature, points=in_order((*verified.points, told)))
