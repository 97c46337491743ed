"""A prescriber reads the register of secured paper of their structure, or one declaration."""

from dataclasses import dataclass

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.secured_stock import StockBook, StockEntry, StockKind, book_of
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.record_stock import structure_of
from ordonnance.usecases.stock_views import (
    DeclarationView,
    StockLine,
    StockRead,
    declaration_view,
    lot_view,
    stock_line,
)


async def read_stock(caller: Caller, ports: Ports) -> StockRead:
    """The whole register. Raises Refusal NOT_ALLOWED."""
    require_role(caller, Act.STOCK)
    place = structure_of(caller)
    book = book_of((await ports.stock.read(place.key)).entries)
    return StockRead(
        len(book.entries),
        place.label,
        tuple(lot_view(lot) for _, lot in book.lots),
        tuple(declaration_view(each) for each in book.declarations),
        _lines(book, caller.actor.person_key),
    )


@dataclass(frozen=True, slots=True, repr=False)
class DeclaredStock:
    """A declaration to be printed: the supplier of its lot, the RPPS of who declared."""

    declaration: DeclarationView
    supplier: str
    identity: str = ""

    def __repr__(self) -> str:
        return f"DeclaredStock({self.declaration!r})"


async def read_declaration(caller: Caller, rank: int, ports: Ports) -> DeclaredStock:
    """One declaration. Raises Refusal NOT_ALLOWED, STOCK_DECLARATION_UNKNOWN."""
    require_role(caller, Act.STOCK)
    book = book_of((await ports.stock.read(structure_of(caller).key)).entries)
    for each in book.declarations:
        lot = book.lot(each.entry.key)
        if each.rank == rank and lot is not None:
            return DeclaredStock(declaration_view(each), lot.supplier, _identity(each.entry.by))
    at = "Parameters.parameter.where(name='declaration').value"
    raise Refusal.of("STOCK_DECLARATION_UNKNOWN", at)


def _identity(person: str) -> str:
    """« RPPS 99900000011 » of a national identifier (8 and the RPPS); empty for another one."""
    rpps = person[1:] if person[:1] == "8" else ""
    return f"RPPS {rpps}" if len(rpps) == 11 and rpps.isdecimal() else ""


def _lines(book: StockBook, reader: str) -> tuple[StockLine, ...]:
    declared = 0
    lines = []
    for rank, entry in enumerate(book.entries, 1):
        declared += entry.kind is StockKind.DECLARED
        lines.append(stock_line(rank, entry, reader, _concerned(entry, declared)))
    return tuple(lines)


def _concerned(entry: StockEntry, declared: int) -> int | None:
    return declared if entry.kind is StockKind.DECLARED else entry.declaration
