"""Revoke the numbers reserved on a workstation that was lost or stolen.

They are refused at issue from then on, and whoever shows one is told. What was issued with a number
of the same list stays.
"""

from dataclasses import replace
from datetime import date, datetime

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.secured_stock import StockBook, StockEntry
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Ports, StoredReservation
from ordonnance.usecases.record_stock import (
    RecordStock,
    line_of,
    replayed,
    structure_of,
    write_line,
)
from ordonnance.usecases.reserve import list_shown
from ordonnance.usecases.stock_views import StockRecorded


async def revoke_reserved(
    command: RecordStock, reservation: str | None, ports: Ports
) -> StockRecorded:
    """Revoke one signed list of the caller, or all of theirs here that may still be used.

    Written in the register of secured paper of their structure. Raises Refusal: NOT_ALLOWED,
    ELEMENT_MISSING without a reason, RESERVATION_INVALID, RESERVATION_NONE, STOCK_CHANGED.
    """
    require_role(command.caller, Act.STOCK)
    place = structure_of(command.caller)
    stored = await ports.stock.read(place.key, command.scope)
    if stored.answered is not None:
        return replayed(command, stored, stored.answered)
    # Asked here too: what is refused below must not have been revoked before.
    if command.if_match not in (None, len(stored.entries)):
        raise Refusal.of("STOCK_CHANGED")
    if not command.given.reason:
        raise Refusal.of("ELEMENT_MISSING", "Parameters.parameter", element="reason")
    now = ports.clock.now()
    lists = await _lists(command, reservation, legal_day(now, place.zone), ports)
    # First, since it protects: a crash before the line is written leaves nothing that can be used.
    for each in lists:
        await ports.base.revoke_reservation(each.id, now, each.numbers)

    def decided(_book: StockBook, told: RecordStock, at: datetime, today: date) -> StockEntry:
        ids = tuple(each.id for each in lists)
        count = sum(len(each.numbers) for each in lists)
        return replace(line_of(told, at, today), lists=ids, numbers=count)

    return await write_line(command, ports, decided)


async def _lists(
    command: RecordStock, reservation: str | None, today: date, ports: Ports
) -> tuple[StoredReservation, ...]:
    if reservation is not None:
        return (list_shown(reservation, command.caller, ports),)
    found = await ports.base.reservations(command.caller.key, today)
    if not found:
        raise Refusal.of("RESERVATION_NONE")
    return found
