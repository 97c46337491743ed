"""Quantities in words (R.5132-29): what a posology says of them, and the text ready to be written.

A structured posology is put in words by whoever draws the sheet, so that it only has to say
everything; a text is judged as it is written.
"""

import re
from decimal import Decimal

from ordonnance.domain.dosage import DosageStep
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.posology import sentence_in_words
from ordonnance.domain.intake import takes_per_day
from ordonnance.domain.prescription import Line
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.substances import words_of

DOSE = "le nombre d’unités par prise"
TAKES = "le nombre de prises"
STRENGTH = "le dosage"
_FIGURE = re.compile(r"\d")
_PER_HOUR = re.compile(
    r"(?P<value>\d+(?:,\d+)?)\s*(?:microgrammes?|µg|μg|mcg)\s*(?:/|par)\s*(?:heure|h)\b",
    re.IGNORECASE,
)
_NUMBERS = words_of(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "vingt trente quarante cinquante soixante cent mille demi demie"
)


def in_words(text: str | None) -> bool:
    """True for a text that says a number in words and holds no figure."""
    return bool(text) and not _FIGURE.search(text or "") and bool(words_of(text or "") & _NUMBERS)


def in_figures(text: str | None) -> bool:
    """True for a text that holds a figure."""
    return bool(_FIGURE.search(text or ""))


def strengths(line: Line, medicine: Medicine | None) -> tuple[Quantity, ...]:
    """What one unit of the dose holds; empty when it is not known for every substance.

    A patch is named by what it gives per hour. What the prescriber wrote wins over the catalogue.
    """
    rate = _PER_HOUR.search(line.label)
    if rate is not None:
        return (Quantity(Decimal(rate["value"].replace(",", ".")), Unit("µg/h")),)
    written = (
        tuple(each.strength if each.per is None else None for each in line.product.substances)
        if line.product
        else ()
    )
    known = tuple(s.strength for s in medicine.substances) if medicine else ()
    for found in (written, known):
        said = tuple(strength for strength in found if strength is not None)
        if found and len(said) == len(found):
            return said
    return ()


def unsaid(line: Line) -> tuple[str, ...]:
    """What the structured posology does not say of doses and takes, in French."""
    steps = line.posology.steps
    dose = all(_dosed(step) for step in steps)
    takes = all(_timed(step) for step in steps)
    return (*(() if dose else (DOSE,)), *(() if takes else (TAKES,)))


def _dosed(step: DosageStep) -> bool:
    return any(part is not None for part in (step.dose, step.calculated, step.rate))


def _timed(step: DosageStep) -> bool:
    said = (step.rate, step.period, step.count, step.lasting, step.max_dose, takes_per_day(step))
    return any(part is not None for part in said) or bool(step.moments)


def ready(line: Line, medicine: Medicine | None) -> str | None:
    """The posology in words, ready to be written; None when it is not structured."""
    if not line.posology.steps:
        return None
    return sentence_in_words(line.posology, strengths(line, medicine))
