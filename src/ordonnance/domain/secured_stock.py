"""Pre-printed secured paper of a practice: what came in, what became of each sheet (R.5132-5).

The register is the list of what was recorded, never rewritten: lots, counts and declarations are
worked out from it. A sheet is named by its lot and its number in the lot (ADR 0057).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from ordonnance.domain.spans import Spans, SpansInvalid

LARGEST_DELIVERY = 10_000
"""Most sheets in one delivery: a hundred pads."""
LONGEST_LOT = 40
"""Most characters of a lot number, as typed."""


class StockKind(StrEnum):
    """What may be recorded of secured paper."""

    RECEIVED = "received"
    USED = "used"
    SPOILED = "spoiled"
    DECLARED = "declared"
    """Lost or stolen."""
    FOUND = "found"
    POLICE = "police"
    """The reference that the police or the gendarmerie gave a declaration."""
    REVOKED = "revoked"
    """Numbers of the base reserved on a workstation that went missing: no sheet, no lot."""

    @property
    def label(self) -> str:
        """French words."""
        return _KINDS[self]


_KINDS = {
    StockKind.RECEIVED: "livraison",
    StockKind.USED: "utilisation",
    StockKind.SPOILED: "feuilles gâchées",
    StockKind.DECLARED: "déclaration de perte ou de vol",
    StockKind.FOUND: "feuilles retrouvées",
    StockKind.POLICE: "référence de la police ou de la gendarmerie",
    StockKind.REVOKED: "numéros réservés révoqués",
}


class LossKind(StrEnum):
    """How sheets went missing."""

    LOST = "lost"
    STOLEN = "stolen"

    @property
    def label(self) -> str:
        """French word."""
        return {"lost": "perte", "stolen": "vol"}[self]


class LotInvalid(ValueError):
    """A text that names no lot; `reason` is French, without a final stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def lot_key(text: str) -> str:
    """A lot however it is typed: « a 12-34 » and « A1234 » are one. Raises LotInvalid."""
    key = re.sub(r"[^0-9A-Z]", "", text.upper())
    if not key or len(text) > LONGEST_LOT:
        raise LotInvalid("un numéro de lot a des lettres ou des chiffres, 40 signes au plus")
    return key


def sheet_named(text: str) -> tuple[str, int | None]:
    """The lot (its key) and the sheet of « LOT/NUMÉRO », or of a lot alone.

    Raises LotInvalid, SpansInvalid.
    """
    lot, slash, number = text.rpartition("/")
    if not slash:
        return lot_key(text), None
    sheets = Spans.parse(number)
    if len(sheets) != 1:
        raise SpansInvalid("un seul numéro de feuille est attendu après la barre")
    return lot_key(lot), sheets.ranges[0][0]


@dataclass(frozen=True, slots=True, repr=False)
class StockEntry:
    """One line of the register: what, on which legal day, by whom. The rest depends on `kind`.

    `on` is the day of the delivery, of the loss or of the complaint; `declaration` the rank of the
    declaration among those of the register; `ordonnance` the number of the ordonnance printed,
    `lists` the ids of revoked lists and `numbers` how many numbers they hold.
    """

    kind: StockKind
    at: datetime
    day: date
    by: str
    name: str
    lot: str
    sheets: Spans = field(default_factory=Spans)
    software: str = ""
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
    lists: tuple[str, ...] = ()
    numbers: int = 0

    def __repr__(self) -> str:
        return f"StockEntry({self.kind}, •••)"

    @property
    def key(self) -> str:
        """The lot, however it was typed; empty for what is about no lot."""
        return lot_key(self.lot) if self.lot else ""


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot as the register tells it. What is `missing` stays used or spoiled underneath."""

    name: str
    supplier: str
    received: Spans = field(default_factory=Spans)
    written: Spans = field(default_factory=Spans)
    wasted: Spans = field(default_factory=Spans)
    missing: Spans = field(default_factory=Spans)

    @property
    def used(self) -> Spans:
        """Sheets that became ordonnances."""
        return self.written - self.missing

    @property
    def spoiled(self) -> Spans:
        """Sheets spoiled."""
        return self.wasted - self.missing

    @property
    def left(self) -> Spans:
        """Sheets that may still be used."""
        return self.received - self.written - self.wasted - self.missing


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration of loss or theft, and what followed. `standing`: not found again."""

    rank: int
    entry: StockEntry
    standing: Spans
    police: str = ""
    police_on: date | None = None


@dataclass(frozen=True, slots=True)
class StockBook:
    """A register read: its entries, its lots by key, its declarations in order."""

    entries: tuple[StockEntry, ...] = ()
    lots: tuple[tuple[str, Lot], ...] = ()
    declarations: tuple[Declaration, ...] = ()

    def lot(self, key: str) -> Lot | None:
        """The lot of that key."""
        return dict(self.lots).get(key)

    def declared_on(self, key: str, sheets: Spans) -> date | None:
        """The day of the latest declaration that stands for one of these sheets."""
        days = [
            each.entry.day
            for each in self.declarations
            if each.entry.key == key and len(each.standing & sheets)
        ]
        return days[-1] if days else None


def book_of(entries: Iterable[StockEntry]) -> StockBook:
    """The register that these entries make, in their order."""
    kept = tuple(entries)
    lots: dict[str, Lot] = {}
    declarations: list[Declaration] = []
    for entry in kept:
        if entry.kind is StockKind.REVOKED:
            continue
        lots[entry.key] = _moved(lots.get(entry.key), entry)
        if entry.kind is StockKind.DECLARED:
            declarations.append(
                Declaration(len(declarations) + 1, entry, entry.sheets, entry.police)
            )
        else:
            declarations = [_followed(each, entry) for each in declarations]
    return StockBook(kept, tuple(lots.items()), tuple(declarations))


def _moved(lot: Lot | None, entry: StockEntry) -> Lot:
    sheets = entry.sheets
    lot = lot or Lot(entry.lot, entry.supplier)
    match entry.kind:
        case StockKind.RECEIVED:
            return replace(lot, received=lot.received | sheets)
        case StockKind.USED:
            return replace(lot, written=lot.written | sheets)
        case StockKind.SPOILED:
            # A sheet may jam once it is printed: it was used, it is spoiled.
            return replace(lot, written=lot.written - sheets, wasted=lot.wasted | sheets)
        case StockKind.DECLARED:
            return replace(lot, missing=lot.missing | sheets)
        case StockKind.FOUND:
            return replace(lot, missing=lot.missing - sheets)
        case _:  # A complaint and revoked numbers move no sheet.
            return lot


def _followed(declaration: Declaration, entry: StockEntry) -> Declaration:
    if entry.kind is StockKind.FOUND and entry.key == declaration.entry.key:
        return replace(declaration, standing=declaration.standing - entry.sheets)
    if entry.kind is StockKind.POLICE and entry.declaration == declaration.rank:
        return replace(declaration, police=entry.police, police_on=entry.on)
    return declaration


@dataclass(frozen=True, slots=True)
class StockNotice:
    """What any structure may be told of a lot: these sheets were declared that day, or found."""

    sheets: Spans
    day: date
    found: bool = False


def notice_of(entry: StockEntry) -> StockNotice | None:
    """The notice that an entry makes, if it makes one."""
    if entry.kind not in (StockKind.DECLARED, StockKind.FOUND):
        return None
    return StockNotice(entry.sheets, entry.day, entry.kind is StockKind.FOUND)


def declared_day(notices: Iterable[StockNotice], number: int | None) -> date | None:
    """The day on which a sheet (any of the lot: None) was declared, if it was not found again.

    `notices` are those of one structure for one lot, in order.
    """
    standing: list[tuple[Spans, date]] = []
    for notice in notices:
        if notice.found:
            standing = [(sheets - notice.sheets, day) for sheets, day in standing]
        else:
            standing.append((notice.sheets, notice.day))
    days = [day for sheets, day in standing if (number in sheets if number is not None else sheets)]
    return days[-1] if days else None
