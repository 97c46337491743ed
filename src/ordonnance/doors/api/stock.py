"""The operations on the register of secured paper."""

from ordonnance.domain.secured_stock import LossKind, StockKind
from ordonnance.doors.api.line_input import coded
from ordonnance.doors.api.operations import Call
from ordonnance.fhir.inputs import StockInput, StockRecordInput
from ordonnance.usecases.read_stock import read_declaration, read_stock
from ordonnance.usecases.record_stock import RecordStock, StockGiven, record_stock, structure_of
from ordonnance.usecases.revoke_reserved import revoke_reserved


async def run_stock(call: Call) -> object:
    """Read the register of one's structure, or a declaration as it is printed."""
    given = call.input(StockInput)
    ports = call.platform.ports
    if given.declaration is None:
        return await read_stock(call.caller, ports)
    declared = await read_declaration(call.caller, given.declaration, ports)
    return call.platform.declared(declared, structure_of(call.caller))


async def run_stock_record(call: Call) -> object:
    """Record a delivery, sheets used, declared, found…, or revoke one's reserved numbers."""
    given = call.input(StockRecordInput)
    told = StockGiven(
        kind=coded(StockKind, given.kind, "kind"),
        lot=given.lot or "",
        sheets=given.sheets or "",
        supplier=(given.supplier or "").strip(),
        on=given.on,
        reason=(given.reason or "").strip(),
        by_hand=bool(given.by_hand),
        loss=coded(LossKind, given.loss, "loss") if given.loss else None,
        where=(given.where or "").strip(),
        circumstances=(given.circumstances or "").strip(),
        declaration=given.declaration,
        police=(given.police or "").strip(),
    )
    incoming = call.incoming
    command = RecordStock(call.caller, told, incoming.key, incoming.body, incoming.if_match)
    if told.kind is StockKind.REVOKED:
        return await revoke_reserved(command, given.reservation, call.platform.ports)
    return await record_stock(command, call.platform.ports)
