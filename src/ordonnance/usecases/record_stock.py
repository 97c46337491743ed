"""Record something of one's secured paper: a delivery, sheets used, spoiled, declared, found."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from ordonnance.domain.actors import Caller, Place, Professional
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.secured_stock import (
    LARGEST_DELIVERY,
    Declaration,
    LossKind,
    Lot,
    LotInvalid,
    StockBook,
    StockEntry,
    StockKind,
    book_of,
    lot_key,
)
from ordonnance.domain.spans import Spans, SpansInvalid
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import ATTEMPTS, pause
from ordonnance.usecases.ports import AnswerScope, Ports, StoredStock, Written
from ordonnance.usecases.stock_views import StockRecorded, declaration_view, lot_view

EARLIEST = date(1999, 10, 1)
"""No secured paper is older: the first day of the arrêté of 31 March 1999."""


@dataclass(frozen=True, slots=True, repr=False)
class StockGiven:
    """What is told of the act; each kind takes what concerns it, and refuses to miss it."""

    kind: StockKind
    lot: str = ""
    sheets: str = ""
    supplier: str = ""
    on: date | None = None
    reason: str = ""
    ordonnance: str = ""
    by_hand: bool = False
    loss: LossKind | None = None
    where: str = ""
    circumstances: str = ""
    declaration: int | None = None
    police: str = ""

    def __repr__(self) -> str:
        return f"StockGiven({self.kind})"


@dataclass(frozen=True, slots=True)
class RecordStock:
    """One line for the register of the caller's structure."""

    caller: Caller
    given: StockGiven
    key: str
    body: bytes = b""
    if_match: int | None = None

    @property
    def scope(self) -> AnswerScope:
        """The scope of the idempotent answer."""
        return AnswerScope(self.caller.key, self.key, hashlib.sha256(self.body).digest())


Decide = Callable[[StockBook, RecordStock, datetime, date], StockEntry]
"""The line to write, from the register as read, at that instant, on that legal day."""


async def record_stock(command: RecordStock, ports: Ports) -> StockRecorded:
    """Write one line, and answer what its lot has become. The same key answers the same.

    Raises Refusal: NOT_ALLOWED, ELEMENT_MISSING or ELEMENT_INVALID, STOCK_…, CONFLICT_RETRY.
    """
    require_role(command.caller, Act.STOCK)
    return await write_line(command, ports, decide)


async def write_line(command: RecordStock, ports: Ports, decided: Decide) -> StockRecorded:
    """Write what is decided after the last line read; decide again when somebody wrote first."""
    place = structure_of(command.caller)
    for attempt in range(ATTEMPTS):
        now = ports.clock.now()
        stored = await ports.stock.read(place.key, command.scope)
        if stored.answered is not None:
            return replayed(command, stored, stored.answered)
        version = len(stored.entries)
        if command.if_match not in (None, version):
            raise Refusal.of("STOCK_CHANGED")
        entry = decided(book_of(stored.entries), command, now, legal_day(now, place.zone))
        written = await ports.stock.append(place.key, version, entry, command.scope)
        if written is Written.WRITTEN:
            return _recorded((*stored.entries, entry))
        await pause(attempt)
    raise Refusal.of("CONFLICT_RETRY")


def structure_of(caller: Caller) -> Place:
    """The structure whose register it is. Raises Refusal ELEMENT_INVALID without one."""
    if caller.place is None:
        reason = "la session ne nomme pas de structure, et un registre est celui d'une structure"
        raise Refusal.of("ELEMENT_INVALID", reason=reason)
    return caller.place


def decide(book: StockBook, command: RecordStock, at: datetime, today: date) -> StockEntry:
    """The line to write. Raises Refusal when it contradicts the register."""
    given = command.given
    declaration = _declaration(book, given) if given.kind is StockKind.POLICE else None
    entry = replace(
        line_of(command, at, today),
        lot=declaration.entry.lot if declaration else _lot(given.lot),
        sheets=Spans() if declaration else _sheets(given.sheets),
        supplier=given.supplier,
        on=_past(given.on, today),
        ordonnance=given.ordonnance,
        by_hand=given.by_hand,
        loss=given.loss,
        where=given.where,
        circumstances=given.circumstances,
        declaration=declaration.rank if declaration else None,
        police=given.police,
    )
    _require(entry, _NEEDED[given.kind])
    if given.kind is not StockKind.POLICE:
        _ALLOWED[given.kind](book, entry)
    return entry


def line_of(command: RecordStock, at: datetime, today: date) -> StockEntry:
    """What every line says: what, when, by whom, with which software, why."""
    actor, client, given = command.caller.actor, command.caller.client, command.given
    return StockEntry(
        kind=given.kind,
        at=at,
        day=today,
        by=actor.person_key,
        name=f"{actor.given} {actor.family}".strip() if isinstance(actor, Professional) else "",
        lot="",
        software=" ".join(part for part in (client.product, client.version) if part),
        reason=given.reason,
    )


def require_at_hand(book: StockBook, given: StockGiven) -> None:
    """Raise STOCK_UNKNOWN or STOCK_DECLARED unless these sheets came in and are not missing."""
    _at_hand(book, lot_key(_lot(given.lot)), _sheets(given.sheets))


_NEEDED = {
    StockKind.RECEIVED: ("supplier", "on"),
    StockKind.USED: (),
    StockKind.SPOILED: ("reason",),
    StockKind.DECLARED: ("loss", "on", "where", "circumstances"),
    StockKind.FOUND: ("reason",),
    StockKind.POLICE: ("police", "on"),
}


def _require(entry: StockEntry, needed: tuple[str, ...]) -> None:
    for name in needed:
        if not getattr(entry, name):
            raise Refusal.of("ELEMENT_MISSING", "Parameters.parameter", element=name)


def _lot(text: str) -> str:
    try:
        lot_key(text)
    except LotInvalid as error:
        raise Refusal.of("STOCK_NUMBER_INVALID", _at("lot"), reason=error.reason) from error
    return text.strip()


def _sheets(text: str) -> Spans:
    try:
        return Spans.parse(text)
    except SpansInvalid as error:
        raise Refusal.of("STOCK_NUMBER_INVALID", _at("sheets"), reason=error.reason) from error


def _past(day: date | None, today: date) -> date | None:
    if day is not None and not EARLIEST <= day <= today:
        reason = f"un jour du {short(EARLIEST)} au {short(today)} est attendu"
        raise Refusal.of("ELEMENT_INVALID", _at("on"), reason=reason)
    return day


def _declaration(book: StockBook, given: StockGiven) -> Declaration:
    for each in book.declarations:
        if each.rank == given.declaration:
            return each
    raise Refusal.of("STOCK_DECLARATION_UNKNOWN", _at("declaration"))


def _at(name: str) -> str:
    return f"Parameters.parameter.where(name='{name}').value"


def _receive(book: StockBook, entry: StockEntry) -> None:
    if len(entry.sheets) > LARGEST_DELIVERY:
        reason = f"plus de {LARGEST_DELIVERY} feuilles en une livraison"
        raise Refusal.of("STOCK_NUMBER_INVALID", _at("sheets"), reason=reason)
    lot = book.lot(entry.key)
    if lot is None:
        return
    if lot.supplier.casefold() != entry.supplier.casefold():
        raise Refusal.of("STOCK_OTHER_SUPPLIER", _at("supplier"), supplier=lot.supplier)
    if both := lot.received & entry.sheets:
        raise Refusal.of("STOCK_OVERLAP", _at("sheets"), sheets=both)


def _use(book: StockBook, entry: StockEntry) -> None:
    lot = _at_hand(book, entry.key, entry.sheets)
    if spent := (lot.written | lot.wasted) & entry.sheets:
        raise Refusal.of("STOCK_SPENT", _at("sheets"), sheets=spent)


def _spoil(book: StockBook, entry: StockEntry) -> None:
    if spent := _at_hand(book, entry.key, entry.sheets).wasted & entry.sheets:
        raise Refusal.of("STOCK_SPENT", _at("sheets"), sheets=spent)


def _declare(book: StockBook, entry: StockEntry) -> None:
    # Written or spoiled, a sheet may be stolen too: it still carries the prescriber's name.
    _at_hand(book, entry.key, entry.sheets)


def _find(book: StockBook, entry: StockEntry) -> None:
    if others := entry.sheets - _received(book, entry.key, entry.sheets).missing:
        raise Refusal.of("STOCK_NOT_DECLARED", _at("sheets"), sheets=others)


def _received(book: StockBook, key: str, sheets: Spans) -> Lot:
    lot = book.lot(key)
    unknown = sheets - lot.received if lot else sheets
    if lot is None or unknown:
        raise Refusal.of("STOCK_UNKNOWN", _at("sheets"), sheets=unknown)
    return lot


def _at_hand(book: StockBook, key: str, sheets: Spans) -> Lot:
    """The lot of sheets received, none of which is missing."""
    lot = _received(book, key, sheets)
    if missing := lot.missing & sheets:
        day = book.declared_on(key, missing)
        told = short(day) if day else ""
        raise Refusal.of("STOCK_DECLARED", _at("sheets"), sheets=missing, day=told)
    return lot


_ALLOWED: dict[StockKind, Callable[[StockBook, StockEntry], None]] = {
    StockKind.RECEIVED: _receive,
    StockKind.USED: _use,
    StockKind.SPOILED: _spoil,
    StockKind.DECLARED: _declare,
    StockKind.FOUND: _find,
}


def replayed(command: RecordStock, stored: StoredStock, answered: int) -> StockRecorded:
    """The former answer to the same key; refuses the key when the body differs."""
    if stored.digest != command.scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return _recorded(stored.entries[:answered])


def _recorded(entries: tuple[StockEntry, ...]) -> StockRecorded:
    """The answer to the last of these lines."""
    book, entry = book_of(entries), entries[-1]
    lot = book.lot(entry.key)
    ranks = {StockKind.DECLARED: len(book.declarations), StockKind.POLICE: entry.declaration}
    rank = ranks.get(entry.kind)
    declared = declaration_view(book.declarations[rank - 1]) if rank else None
    return StockRecorded(
        len(entries), entry.kind, str(entry.sheets), lot_view(lot) if lot else None, declared,
        entry.numbers or None,
    )  # fmt: skip
