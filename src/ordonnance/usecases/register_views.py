"""A register of a pharmacy, as answered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.register import RegisterKind


@dataclass(frozen=True, slots=True, repr=False)
class RegisterRow:
    """One entry as answered. `undone_at` is when the dispensing was taken back."""

    rank: int
    on: date
    reference: str
    line: int
    medicine: str
    regime: str
    packs: Decimal
    units: Decimal | None
    patient: str
    prescriber: str
    practice: str
    written_on: date
    pharmacist: str
    assistant: str = ""
    lot: str = ""
    bearer: str = ""
    mention: str = ""
    undone_at: datetime | None = None

    def __repr__(self) -> str:
        return f"RegisterRow({self.rank}, •••)"

    @property
    def quantity(self) -> str:
        """« 2 boîtes », « 0,5 boîte (7 unités) »."""
        packs = _counted(self.packs, "boîte")
        return packs if self.units is None else f"{packs} ({_counted(self.units, 'unité')})"


@dataclass(frozen=True, slots=True, repr=False)
class RegisterRead:
    """A page of a register. `next` is the number after which to ask again, None at the end."""

    register: RegisterKind
    place: str
    first: date
    last: date
    rows: tuple[RegisterRow, ...]
    next: int | None = None

    def __repr__(self) -> str:
        return f"RegisterRead({self.register}, {len(self.rows)})"


def _counted(value: Decimal, noun: str) -> str:
    return f"{in_figures(value)} {noun}{'s' if value >= 2 else ''}"
