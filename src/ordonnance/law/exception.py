"""Médicaments d’exception (CSS R.163-2 III): which medicines are known to be some.

The public files do not say it: the table holds substances that were remembered, and a medicine
which is not there is not known to be free of that condition.
"""

from datetime import date
from functools import lru_cache

from ordonnance.domain.drug import Medicine
from ordonnance.law.rule import Confidence
from ordonnance.law.substances import load, words_of

_TABLE = load("exception.toml")

CONFIDENCE = Confidence(_TABLE["confidence"])
"""How the table is known: to be confirmed by a jurist."""

_SUBSTANCES: tuple[tuple[frozenset[str], date], ...] = tuple(
    (words_of(entry["words"]), entry["since"]) for entry in _TABLE["substance"]
)


@lru_cache(maxsize=8192)
def of_exception(medicine: Medicine, day: date) -> bool | None:
    """True when the table names one of its substances on that day; None: nobody knows."""
    for substance in medicine.substances:
        words = words_of(substance.name)
        if any(named <= words and since <= day for named, since in _SUBSTANCES):
            return True
    return None
