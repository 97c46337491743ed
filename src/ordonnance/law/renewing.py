"""Liste II renewed by the pharmacist (CSP R.5132-22): what such a renewal allows on a day.

The prescriber who says nothing of renewals, or has none left, forbids none: the line is then served
as if one more renewal than those already made were written. Nothing more is due by itself, and the
line stays served: the caller brings these servings apart. Readings: ADR 0047.
"""

from dataclasses import replace
from datetime import date
from itertools import count, takewhile

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.prescription import Line
from ordonnance.law.drugs import reading
from ordonnance.law.due import Due, NotDue
from ordonnance.law.serving import due
from ordonnance.law.substances import Regime

MOST = 400
"""Renewals beyond which nothing is looked for: one a day for longer than any ordonnance lasts."""


def in_order(served: tuple[Served, ...], renewed: tuple[Served, ...]) -> tuple[Served, ...]:
    """What was served as written and what was renewed, as the patient took it."""
    if not renewed:
        return served
    return tuple(sorted((*served, *renewed), key=lambda item: item.first_day))


def renewable(line: Line, medicine: Medicine | None, established_on: date) -> bool:
    """True for a liste II line that the prescriber did not forbid to renew."""
    if medicine is None or line.renewals == 0:
        return False
    return reading(medicine, established_on).regime is Regime.LISTE_II


def renewed_line(
    line: Line, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, pack: Presentation | None = None,
) -> Line:  # fmt: skip
    """The line with the fewest renewals, those written at least, that leave something to serve.

    `served` is everything: as written, then renewed.
    """

    def asked(renewals: int) -> Line:
        return line if renewals == line.renewals else replace(line, renewals=renewals)

    def over(candidate: Line) -> bool:
        owed = due(candidate, medicine, established_on, served, day, packs_of=pack)
        return owed.state_reason is NotDue.SERVED

    written = line.renewals or 0
    if not over(line):
        return line
    gone = sum(1 for _ in takewhile(lambda n: n < MOST and over(asked(n)), count(written + 1)))
    return asked(written + 1 + gone)


def renewed_due(
    line: Line, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, *, packs_of: Presentation | None = None, anticipate: bool = False,
) -> Due:  # fmt: skip
    """What one more renewal allows on `day`; arguments as in `due`, `served` being everything."""
    again = renewed_line(line, medicine, established_on, served, day, packs_of)
    return due(
        again, medicine, established_on, served, day, packs_of=packs_of, anticipate=anticipate
    )
