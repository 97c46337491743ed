"""Reading what must not be exceeded: « sans dépasser 2 comprimés par prise ni 6 par 24 heures »."""

from collections.abc import Sequence
from decimal import Decimal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import MaxDose
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.amounts import Counted, counted
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.expressions import MOST
from ordonnance.domain.typed.phrases import longest, number, said, span, time_unit
from ordonnance.domain.typed.tokens import Token


def limit(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« sans dépasser 2 comprimés par prise ni 6 comprimés par 24 heures », « max 6 cp/j »."""
    size = longest(tokens, at, MOST)
    if not size:
        return None
    end = at + size
    if said(tokens, end, ":"):
        end += 1
    last: int | None = None
    while (more := _one_limit(tokens, end, sketch)) is not None:
        last = end = more
        if not (said(tokens, end, "ni") or said(tokens, end, "et")):
            break
        end += 1
    return last


def _one_limit(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    read = counted(tokens, at) or _same_unit(tokens, at, sketch)
    if read is None or read.low != read.high or read.high == 0:
        return None
    end = read.end
    if not (said(tokens, end, "par") or said(tokens, end, "/")):
        return None
    most = Quantity(read.high, Unit(read.unit))
    if said(tokens, end + 1, "prise"):
        return end + 2 if sketch.last.put(max_per_take=most) else None
    per, place = Decimal(1), end + 1
    if (amount := number(tokens, place)) is not None:
        per, place = amount
    unit = time_unit(tokens, place)
    if unit is None or per == 0 or unit is TimeUnit.MINUTE:
        return None
    return place + 1 if sketch.last.put(max_dose=MaxDose(most, per, unit)) else None


def _same_unit(tokens: Sequence[Token], at: int, sketch: Sketch) -> Counted | None:
    """« max 4/j »: a bare number counts what the dose counts."""
    held, amount = sketch.last.fields.get("dose"), span(tokens, at)
    if held is None or amount is None:
        return None
    return Counted(amount[0], amount[1], held.unit.label, amount[2])
