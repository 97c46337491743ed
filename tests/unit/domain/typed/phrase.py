"""What is expected of one typed phrase."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, the confidence of its reading, and the French of the structure, "" when none.

    The French stands for the structure: no two structures have the same
    (tests/unit/domain/french/test_posology_complete.py).
    """

    typed: str
    confidence: str
    french: str
    rest: tuple[str, ...] = ()
    product: str | None = None
