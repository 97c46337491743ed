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
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.drugs import reading
from ordonnance.law.due import Due, NotDue
from ordonnance.law.forbidding import forbidden_in_words
from ordonnance.law.serving import due
from ordonnance.law.substances import Regime
from ordonnance.law.treatment import duration_days

MOST = 400
"""Renewals beyond which nothing is looked for: one a day for longer than any ordonnance lasts."""


def in_order(served: tuple[Served, ...], renewed: tuple[Served, ...]) -> tuple[Served, ...]:
    """What was served as written and what was renewed, as the patient took it."""
    if not renewed:
        return served
    return tuple(sorted((*served, *renewed), key=lambda item: item.first_day))


def renewable(line: Line, medicine: Medicine | None, ordonnance: Ordonnance) -> bool:
    """True for a liste II line that the prescriber did not forbid to renew, in words neither."""
    if medicine is None or line.renewals == 0:
        return False
    regime = reading(medicine, ordonnance.established_on).regime
    return regime is Regime.LISTE_II and forbidden_in_words(line, ordonnance.advice) is None


def renewed_line(
    line: Line, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, pack: Presentation | None = None,
) -> Line:  # fmt: skip
    """The line with one more renewal than those made, those written at least.

    `served` is everything: as written, then renewed. What packs held above the days prescribed
    may cover it whole: nothing is due then.
    """
    length = duration_days(replace(line, renewals=None), established_on)

    def asked(renewals: int) -> Line:
        return line if renewals == line.renewals else replace(line, renewals=renewals)

    def made(candidate: Line) -> bool:
        owed = due(candidate, medicine, established_on, served, day, packs_of=pack)
        begun = length is None or candidate is line or (owed.remaining_days or 0) < length
        return owed.state_reason is NotDue.SERVED and begun

    written = line.renewals or 0
    if not made(line):
        return line
    gone = sum(1 for _ in takewhile(lambda n: n < MOST and made(asked(n)), count(written + 1)))
    return asked(written + 1 + gone)


def begins_too_late(owed: Due) -> bool:
    """True when a renewal of that day would begin after the last day permitted (RX-REN-01)."""
    return not owed.completes and owed.last_on is not None and owed.first_day > owed.last_on


def renewed_due(
    line: Line, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, *, packs_of: Presentation | None = None, anticipate: bool = False,
) -> Due:  # fmt: skip
    """What one more renewal allows on `day`; arguments as in `due`, `served` being everything."""
    again = renewed_line(line, medicine, established_on, served, day, packs_of)
    return due(
        again, medicine, established_on, served, day, packs_of=packs_of, anticipate=anticipate
    )
