"""What is asked at the counter for one line, and whether a hand can take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ordonnance.domain.counter import NOTHING_SAID, CounterFacts
from ordonnance.domain.dispensing import DeclineReason, QuantityReason, Substitution
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Cip13

MOST_PACKS, MOST_UNITS = 999, 9999
"""What one serving of one line may hold at most: beyond, a figure was mistyped."""


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One line at the counter: a quantity (packs or units), or a reason not to serve.

    No quantity means the portion due that day. `cip13` is the pack handed over; it may be left out
    when one pack of the prescribed speciality fits.
    """

    line: int
    packs: Decimal | None = None
    units: Decimal | None = None
    cip13: Cip13 | None = None
    substitution: Substitution | None = None
    quantity_reason: QuantityReason | None = None
    lot: str | None = None
    decline: DeclineReason | None = None
    note: str | None = None
    facts: CounterFacts = NOTHING_SAID


def invalid_quantity(line: int, reason: str) -> Refusal:
    """A quantity that cannot be taken, with the reason in French."""
    return Refusal.of("QUANTITY_INVALID", line=line, reason=reason)


def by_line(requests: tuple[LineRequest, ...]) -> Mapping[int, tuple[LineRequest, ...]]:
    """The requests by line number: several of one line are several packs or lots of it."""
    indexed: dict[int, tuple[LineRequest, ...]] = {}
    for request in requests:
        _require_sound(request)
        indexed[request.line] = (*indexed.get(request.line, ()), request)
    for line, several in indexed.items():
        if len(several) > 1:
            _require_distinct(line, several)
    return indexed


def _require_distinct(line: int, several: tuple[LineRequest, ...]) -> None:
    """Each names its own pack or lot, and how much of it: else a request was sent twice."""
    if any(each.decline is not None for each in several):
        raise invalid_quantity(line, "elle est à la fois délivrée et non délivrée")
    if any(each.packs is None and each.units is None for each in several):
        raise invalid_quantity(line, "elle figure deux fois : dire la quantité de chaque boîte")
    if len({(each.cip13, each.lot) for each in several}) != len(several):
        raise invalid_quantity(line, "elle figure deux fois avec la même boîte")


def _require_sound(request: LineRequest) -> None:
    """A quantity that a hand can take, in one measure, and none for what is declined."""
    if request.packs is not None and request.units is not None:
        raise invalid_quantity(request.line, "boîtes ou unités, pas les deux")
    amount = request.packs if request.units is None else request.units
    if amount is None:
        return
    if request.decline is not None:
        raise invalid_quantity(request.line, "une ligne non délivrée n'a pas de quantité")
    in_units = request.units is not None
    most, noun = (MOST_UNITS, "unités") if in_units else (MOST_PACKS, "boîtes")
    reason = _unsound(amount, most, noun)
    if reason is None and in_units and amount != amount.to_integral_value():
        reason = "un nombre entier d'unités est attendu"
    if reason is not None:
        raise invalid_quantity(request.line, reason)


def _unsound(amount: Decimal, most: int, noun: str) -> str | None:
    """Why a figure is no quantity, in French; None when it may be one."""
    if not amount.is_finite():
        return "ce n'est pas un nombre"
    if amount == 0:
        return "elle est nulle"
    if amount < 0:
        return "elle est négative"
    if amount > most:
        return f"elle dépasse {most} {noun}"
    if amount != amount.quantize(Decimal("0.001")):
        return "trois décimales au plus sont attendues"
    return None
