"""What was said and checked at the counter, as answered."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.register import RegisterKind


@dataclass(frozen=True, slots=True)
class RegisteredView:
    """The number of a line served in a register of the pharmacy (R.5132-9, R.5132-36)."""

    line: int
    register: RegisterKind
    rank: int


@dataclass(frozen=True, slots=True)
class CounterView:
    """What was said and checked for a line served. `mention` is the one of `exceptional`."""

    exceptional: str | None = None
    mention: str | None = None
    agreement_by: str | None = None
    agreement_on: date | None = None
    agreement_text: str | None = None
    agreement_points: tuple[str, ...] = ()
    test: str | None = None
    positive: bool | None = None
    tested_on: date | None = None
    seen: tuple[str, ...] = ()
    bearer: str | None = None
    by_the_unit: bool | None = None
    expiry: date | None = None
    generic_refused: bool | None = None
