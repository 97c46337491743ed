"""Substances of narrow therapeutic margin, which a prescriber may keep from substitution (MTE)."""

from datetime import date
from functools import lru_cache

from ordonnance.domain.drug import Medicine
from ordonnance.law.substances import load, words_of

_TABLE = load("narrow_margin.toml")
NARROW_MARGIN: tuple[tuple[date, frozenset[str]], ...] = tuple(
    (entry["since"], frozenset(entry["words"])) for entry in _TABLE["list"]
)
"""First day of each list, and the words that name its substances."""


@lru_cache(maxsize=2048)
def narrow_margin(medicine: Medicine, day: date) -> bool:
    """True when one of its substances stands on the list that day."""
    named = [words_of(substance.name) for substance in medicine.substances]
    return any(
        since <= day and any(words & name for name in named) for since, words in NARROW_MARGIN
    )
