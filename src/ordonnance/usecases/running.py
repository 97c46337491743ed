"""What a patient already takes, for the interactions: which lines enter the index, and back again.

Only in a base set to do so, only for a patient whose INS is qualified, never for an anonymous
ordonnance. What is kept is the composition and the route, encrypted like every period of the index.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from ordonnance.domain.calendar import Period
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Catalogue, Medicine, Substance
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law import case as law
from ordonnance.usecases.overlap import established_period
from ordonnance.usecases.ports import Covered

PRESCRIBED, SERVED = "running-established", "running-executed"
"""Kinds of the index: by the author of an ordonnance, by the pharmacy that served it."""
_PARTS, _LISTED = "\x1e", "\x1f"

Medicines = Mapping[int, Medicine | None]


def prescribed(
    ordonnance: Ordonnance, medicines: Medicines, author: str, number: str
) -> tuple[Covered, ...]:
    """One period per line whose medicine and length are known."""
    found = []
    for line in ordonnance.lines:
        medicine = medicines.get(line.number)
        covers = established_period(line, medicine, ordonnance.established_on) if medicine else None
        if medicine is not None and covers is not None:
            days = (covers.first, covers.last)
            found.append(Covered(PRESCRIBED, written(medicine), *days, author, number, line.number))
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
        if medicine is not None and item.days > 0:
            days = Period(item.first_day, item.first_day + timedelta(days=item.days - 1))
            found.append(
                Covered(
                    SERVED, written(medicine), days.first, days.last, place, number, item.line,
                    reference,
                )
            )  # fmt: skip
    return tuple(found)


def running(kept: Iterable[Covered], kind: str) -> tuple[law.Running, ...]:
    """The treatments of that kind among what the index keeps."""
    return tuple(
        law.Running(read(each.substance), each.first, each.last)
        for each in kept
        if each.kind == kind
    )


def written(medicine: Medicine) -> str:
    """The substances and the routes of a medicine as one text: what interactions depend on."""
    names = _LISTED.join(each.name for each in medicine.substances)
    return f"{names}{_PARTS}{_LISTED.join(medicine.routes)}"


def read(text: str) -> Medicine:
    """The medicine of `written`: nameless, its substances and routes only."""
    names, _, routes = text.partition(_PARTS)
    held = tuple(Substance(name) for name in names.split(_LISTED) if name)
    return Medicine(None, names, "", tuple(r for r in routes.split(_LISTED) if r), held)
