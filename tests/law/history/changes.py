"""What a dated change is, for the walk through the history of the law."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ordonnance.law.case import Case

BINDS = ("free", "blocked", "blocked")
FREES = ("blocked", "free", "free")
WARNS = ("free", "warned", "warned")


@dataclass(frozen=True, slots=True)
class Change:
    """`build` gives the case of a day; `expected` what `rules` say the day before, then, after.

    Words: free, told, unknown, warned, blocked; several when the text leaves the choice.
    """

    what: str
    rules: tuple[str, ...]
    day: date
    build: Callable[[date], Case]
    expected: tuple[str, str, str] = BINDS
