"""What a patient already takes, for the interactions: which lines enter the index, and back again.

Only in a base set to do so, only for a patient whose INS is qualified, never for an anonymous
ordonnance. What is kept is the composition and the route, encrypted like every period of the index.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ordonnance.domain.calendar import Period
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Catalogue, Medicine, Substance
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Category, Line, Ordonnance
from ordonnance.law.portion import UNKNOWN_COVER
from ordonnance.law.running import Running
from ordonnance.law.treatment import executions
from ordonnance.usecases.overlap import established_period
from ordonnance.usecases.ports import Covered

PRESCRIBED, SERVED = "running-established", "running-executed"
"""Kinds of the index: by the author of an ordonnance, by the pharmacy that served it."""
OPEN = "-open"
"""Ends the kind of a treatment whose length nothing tells: its last day is only supposed."""
_PARTS, _LISTED = "\x1e", "\x1f"

Medicines = Mapping[int, Medicine | None]


def prescribed(
    ordonnance: Ordonnance, medicines: Medicines, author: str, number: str
) -> tuple[Covered, ...]:
    """One period per line of medicine, of unknown composition or length included.

    A length that nothing tells is supposed to be that of packs that nobody can count (ADR 0009).
    """
    found = []
    for line in ordonnance.lines:
        if not taken(line):
            continue
        medicine = medicines.get(line.number)
        covers = established_period(line, medicine, ordonnance.established_on)
        kind = PRESCRIBED
        if covers is None:
            first = max(ordonnance.established_on, line.not_before or ordonnance.established_on)
            kind, covers = PRESCRIBED + OPEN, _days(first, UNKNOWN_COVER * executions(line))
        days = (covers.first, covers.last)
        found.append(Covered(kind, written(medicine), *days, author, number, line.number))
    return tuple(found)


def served(
    items: Iterable[Served], medicines: Medicines, catalogue: Catalogue, by: tuple[str, str, str]
) -> tuple[Covered, ...]:
    """One period per line served: the pack handed over says what it holds, else the line does.

    `by` is the pharmacy, the number and the reference of the dispensing.
    """
    place, number, reference = by
    found = []
    for item in items:
        handed = catalogue.with_presentation(Cip13(item.cip13)) if item.cip13 else None
        medicine = handed or medicines.get(item.line)
        # Units that make less than a day are a day; packs that nobody can count are supposed.
        counted = item.days > 0 or item.units is not None
        days = _days(item.first_day, max(item.days, 1) if counted else UNKNOWN_COVER)
        found.append(
            Covered(
                SERVED if counted else SERVED + OPEN, written(medicine), days.first, days.last,
                place, number, item.line, reference,
            )
        )  # fmt: skip
    return tuple(found)


def taken(line: Line) -> bool:
    """True for what has a composition: a medicine, a preparation."""
    return line.category in (Category.MEDICINE, Category.PREPARATION)


def running(kept: Iterable[Covered], kind: str) -> tuple[Running, ...]:
    """The treatments of that kind, of known length or not, among what the index keeps."""
    return tuple(
        Running(read(each.substance), each.first, each.last, open=each.kind != kind)
        for each in kept
        if each.kind in (kind, kind + OPEN)
    )


def _days(first: date, days: int) -> Period:
    return Period(first, first + timedelta(days=days - 1))


def written(medicine: Medicine | None) -> str:
    """The substances and the routes of a medicine as one text: what interactions depend on.

    Nothing is written of a medicine that the catalogue does not know.
    """
    if medicine is None:
        return _PARTS
    names = _LISTED.join(each.name for each in medicine.substances)
    return f"{names}{_PARTS}{_LISTED.join(medicine.routes)}"


def read(text: str) -> Medicine:
    """The medicine of `written`: nameless, its substances and routes only."""
    names, _, routes = text.partition(_PARTS)
    held = tuple(Substance(name) for name in names.split(_LISTED) if name)
    return Medicine(None, names, "", tuple(r for r in routes.split(_LISTED) if r), held)
