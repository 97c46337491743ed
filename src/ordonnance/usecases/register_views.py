"""A register of a pharmacy, as answered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ordonnance.domain.register import RegisterKind


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """A page of a register. `next` is the number after which to ask again, None at the end."""

    register: RegisterKind
    place: str
    first: date
    last: date
    rows: tuple[RegisterRow, ...]
    next: int | None = None
