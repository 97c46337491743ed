"""A pharmacist reads the registers of their own pharmacy, a page at a time."""

from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.register import Registered, RegisterKind
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.register_views import RegisterRead, RegisterRow

PAGE = 500
"""Entries of one answer."""
MOST = 10_000
"""Entries of one printed register."""


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """Which register, from which day to which, after which number (0: from the first)."""

    caller: Caller
    kind: RegisterKind
    first: date
    last: date
    after: int = 0


async def read_register(command: ReadRegister, ports: Ports) -> RegisterRead:
    """A page of a register of the caller's pharmacy.

    Raises Refusal: NOT_ALLOWED, ELEMENT_INVALID without a pharmacy, or when the days are in the
    wrong order.
    """
    require_role(command.caller, Act.REGISTERS)
    place = command.caller.place
    if place is None:
        reason = "la session ne nomme pas de pharmacie, et un registre est celui d'une pharmacie"
        raise Refusal.of("ELEMENT_INVALID", reason=reason)
    if command.last < command.first:
        reason = "le dernier jour précède le premier"
        raise Refusal.of("ELEMENT_INVALID", "Parameters.parameter", reason=reason)
    found = await ports.registers.between(
        place.key, command.kind, command.first, command.last, command.after, PAGE + 1
    )
    rows = tuple(_row(each) for each in found[:PAGE])
    more = rows[-1].rank if len(found) > PAGE else None
    return RegisterRead(command.kind, place.label, command.first, command.last, rows, more)


async def read_whole(command: ReadRegister, ports: Ports) -> RegisterRead:
    """Every entry of those days together, at most MOST. Raises Refusal as `read_register`."""
    page = await read_register(command, ports)
    rows = list(page.rows)
    while page.next is not None:
        if len(rows) >= MOST:
            reason = f"plus de {MOST} entrées : demander moins de jours"
            raise Refusal.of("ELEMENT_INVALID", "Parameters.parameter", reason=reason)
        page = await read_register(replace(command, after=page.next), ports)
        rows += page.rows
    return replace(page, rows=tuple(rows))


def _row(found: Registered) -> RegisterRow:
    entry = found.entry
    return RegisterRow(
        found.rank, entry.on, entry.reference, entry.line, entry.medicine, entry.regime,
        entry.packs, entry.units, entry.patient, entry.prescriber, entry.practice,
        entry.written_on, entry.pharmacist, entry.assistant, entry.lot, entry.bearer,
        entry.mention, found.undone_at,
    )  # fmt: skip
