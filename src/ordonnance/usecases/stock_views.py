"""The register of secured paper as answered: plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.secured_stock import Declaration, LossKind, Lot, StockEntry, StockKind


@dataclass(frozen=True, slots=True)
class LotView:
    """The counts of one lot, and the numbers still free (« 12 à 15, 18 »)."""

    lot: str
    supplier: str
    received: int
    used: int
    spoiled: int
    missing: int
    left: int
    free: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class DeclarationView:
    """A declaration of loss or theft. `standing` are the sheets not found again."""

    declaration: int
    day: date
    loss: LossKind
    lot: str
    sheets: str
    standing: str
    on: date | None
    where: str
    circumstances: str
    name: str
    police: str = ""
    police_on: date | None = None

    def __repr__(self) -> str:
        return f"DeclarationView({self.declaration})"


@dataclass(frozen=True, slots=True, repr=False)
class StockLine:
    """One line of the register. `ordonnance` is told to whoever printed it only."""

    rank: int
    kind: StockKind
    at: datetime
    name: str
    software: str
    lot: str
    sheets: str = ""
    on: date | None = None
    supplier: str = ""
    reason: str = ""
    by_hand: bool = False
    ordonnance: str = ""
    declaration: int | None = None
    numbers: int | None = None

    def __repr__(self) -> str:
        return f"StockLine({self.rank}, {self.kind})"


@dataclass(frozen=True, slots=True)
class StockRead:
    """The register of a structure. `version` is how many lines it has."""

    version: int
    place: str
    lots: tuple[LotView, ...] = ()
    declarations: tuple[DeclarationView, ...] = ()
    lines: tuple[StockLine, ...] = ()


@dataclass(frozen=True, slots=True)
class StockRecorded:
    """A line written: its lot as it now is, if it is about one, and the declaration concerned."""

    version: int
    kind: StockKind
    sheets: str
    lot: LotView | None = None
    declaration: DeclarationView | None = None
    numbers: int | None = None
    """How many reserved numbers were revoked."""


def lot_view(lot: Lot) -> LotView:
    """A lot as answered."""
    return LotView(
        lot.name, lot.supplier, len(lot.received), len(lot.used), len(lot.spoiled),
        len(lot.missing), len(lot.left), str(lot.left),
    )  # fmt: skip


def declaration_view(given: Declaration) -> DeclarationView:
    """A declaration as answered."""
    entry = given.entry
    return DeclarationView(
        given.rank, entry.day, entry.loss or LossKind.LOST, entry.lot, str(entry.sheets),
        str(given.standing), entry.on, entry.where, entry.circumstances, entry.name,
        given.police, given.police_on,
    )  # fmt: skip


def stock_line(rank: int, entry: StockEntry, reader: str, declaration: int | None) -> StockLine:
    """A line as this reader (their person key) may see it: a number is a secret of its author."""
    return StockLine(
        rank, entry.kind, entry.at, entry.name, entry.software, entry.lot, str(entry.sheets),
        entry.on, entry.supplier, entry.reason or entry.police, entry.by_hand,
        entry.ordonnance if entry.by == reader else "", declaration, entry.numbers or None,
    )  # fmt: skip
