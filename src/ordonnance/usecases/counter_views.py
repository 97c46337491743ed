"""What is due, and what was said and checked at the counter, as answered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ordonnance.domain.register import RegisterKind


@dataclass(frozen=True, slots=True)
class RegisteredView:
    """The number of a line served in a register of the pharmacy (R.5132-9, R.5132-36)."""

    line: int
    register: RegisterKind
    rank: int


@dataclass(frozen=True, slots=True)
class SeenView:
    """A document shown at the counter, with its day when it was told."""

    document: str
    on: date | None = None


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
    seen: tuple[SeenView, ...] = ()
    bearer: str | None = None
    by_the_unit: bool | None = None
    expiry: date | None = None
    generic_refused: bool | None = None


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still due on a line; None where it cannot be counted."""

    packs: Decimal | None
    days: int | None
    units: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RenewalView:
    """A line of liste II served whole, that the pharmacist may renew (R.5132-22).

    `next_on` is the day after those already covered (a little before is accepted, ADR 0010),
    `last_on` the last day on which it may be; `remaining` is one more renewal, or the rest of the
    one begun, `due` what is due of it today.
    """

    next_on: date | None
    last_on: date | None
    remaining: Remaining
    due: Remaining
