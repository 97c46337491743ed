"""When an ordonnance may be anonymous: the medicines of an abortion, alone (ADR 0012)."""

from collections.abc import Mapping
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Category, Ordonnance
from ordonnance.law.drugs import reading
from ordonnance.law.rule import Confidence
from ordonnance.law.substances import ANONYMOUS, words_of

CONFIDENCE = Confidence.MEMORY
"""The list was not read in a text: to be confirmed by a jurist."""


def listed_for_anonymity(medicine: Medicine, day: date) -> bool:
    """True when every substance of the medicine is on the dated list on that day."""
    if not medicine.substances or reading(medicine, day).articles:
        return False
    return all(
        any(words <= words_of(substance.name) and since <= day for words, since in ANONYMOUS)
        for substance in medicine.substances
    )


def anonymity_problem(
    ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None], day: date
) -> str | None:
    """Why the ordonnance may not be anonymous, in French; None when it may, or when it is not."""
    if not ordonnance.anonymous:
        return None
    if ordonnance.patient is not None:
        return "un patient est nommé"
    if not ordonnance.lines:
        return "aucune ligne n’est prescrite"
    for line in ordonnance.lines:
        medicine = medicines.get(line.number)
        if line.category is not Category.MEDICINE:
            return f"la ligne {line.number} n’est pas un médicament"
        if medicine is None:
            return f"le médicament de la ligne {line.number} n’est pas connu du catalogue"
        if not listed_for_anonymity(medicine, day):
            return f"la ligne {line.number} n’est pas sur la liste"
    return None
