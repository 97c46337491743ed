"""Cases of servings beyond what is written, for the examples of rules and for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, days


def asked_beyond(
    case: Case, on: date, *, kind: Exceptional = Exceptional.RENEWAL, packs: int = 1,
    served: tuple[Served, ...] = (), before: tuple[Served, ...] = (),
) -> Case:  # fmt: skip
    """A serving beyond what is written, asked on a day, of so many boxes of the only pack."""
    medicine = case.medicines[1]
    pack = medicine.presentations[0] if medicine else None
    asked = Asked(1, packs=Decimal(packs), pack=pack, facts=CounterFacts(exceptional=kind))
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    written = replace(at_counter(case, on, served=served), serving=request)
    if kind is Exceptional.LISTE_II:
        return replace(written, renewed={1: before})
    return replace(written, beyond={1: before})


def three_servings(start: date, step: int = 30) -> tuple[Served, ...]:
    """Three boxes of thirty days, one after the other, all that ninety days ask for."""
    first = [date.fromordinal(start.toordinal() + step * rank) for rank in range(3)]
    return tuple(Served(1, "servi", Decimal(1), Decimal(30), 30, each) for each in first)


ENDS = three_servings(date(2026, 1, 5))
"""Ninety days in three boxes: covered until 4 April 2026."""
ENDS_2023 = three_servings(date(2023, 1, 5))
MONTH = Served(
    1, "servi", Decimal(1), Decimal(30), 30, date(2026, 4, 10),
    facts=CounterFacts(exceptional=Exceptional.RENEWAL),
)  # fmt: skip
"""One month served beyond what is written."""


def chronic() -> Case:
    """Ninety days of ramipril, written on 5 January 2026."""
    return a_case(RAMIPRIL, duration=days(90))


def chronic_in_2023() -> Case:
    """The same, written on 5 January 2023."""
    return a_case(RAMIPRIL, on=date(2023, 1, 5), duration=days(90))
