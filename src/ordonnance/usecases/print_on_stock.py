"""A sheet of secured paper printed for an ordonnance of the base: recorded as used, or refused."""

from dataclasses import replace

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.secured_stock import StockKind, book_of
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.record_stock import (
    RecordStock,
    StockGiven,
    record_stock,
    require_at_hand,
    structure_of,
)

_AT = "Parameters.parameter.where(name='sheet').value"


def sheet_given(text: str) -> StockGiven:
    """The sheets of « LOT/12 » or « LOT/12-13 », as used. Raises Refusal STOCK_NUMBER_INVALID."""
    lot, slash, sheets = text.rpartition("/")
    if not slash:
        reason = "le lot et le numéro de la feuille sont attendus, séparés par une barre"
        raise Refusal.of("STOCK_NUMBER_INVALID", _AT, reason=reason)
    return StockGiven(StockKind.USED, lot.strip(), sheets.strip())


async def print_on_stock(
    caller: Caller, sheet: str, number: OrdonnanceNumber, ports: Ports
) -> None:
    """Record the sheet as used for that ordonnance; asked again for the same one, write nothing.

    Raises Refusal: NOT_ALLOWED, STOCK_NUMBER_INVALID, STOCK_UNKNOWN, STOCK_SPENT, STOCK_DECLARED:
    a sheet declared since it was printed is not printed again.
    """
    require_role(caller, Act.STOCK)
    given = sheet_given(sheet)
    stored = await ports.stock.read(structure_of(caller).key)
    # The key says which sheet for which ordonnance: a second printing of it finds the first.
    key = f"print|{number.value}|{given.lot}|{given.sheets}"
    used = StockGiven(given.kind, given.lot, given.sheets, ordonnance=number.value)
    try:
        require_at_hand(book_of(stored.entries), given)
        await record_stock(RecordStock(caller, used, key), ports)
    except Refusal as refusal:
        raise Refusal(*(replace(each, at=each.at and _AT) for each in refusal.issues)) from refusal
