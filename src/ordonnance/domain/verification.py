"""What a verification says: each point proven, contradicted, or not proven, in French."""

from dataclasses import dataclass
from enum import StrEnum


class Proof(StrEnum):
    """What a point is worth."""

    PROVEN = "proven"
    CONTRADICTED = "contradicted"
    NOT_PROVEN = "not-proven"
    """Nothing was found for it or against it."""


class Point(StrEnum):
    """What is looked at, in the order in which it is told."""

    CODE = "code"
    KNOWN = "known"
    CONTENT = "content"
    SEAL = "seal"
    SIGNATURE = "signature"
    PRINTED = "printed"
    STATE = "state"


class Nature(StrEnum):
    """What was shown, in one word."""

    NUMERIQUE = "ordonnance-numerique"
    """A code that this base knows, and nothing that contradicts it."""
    ALTERED = "altered"
    """A code that this base knows, on a file that is not what it holds."""
    UNKNOWN = "unknown"
    """A well-formed number that this base does not know."""
    NOT_NUMERIQUE = "not-numerique"
    """No code: dematerialised perhaps, no ordonnance numérique."""


@dataclass(frozen=True, slots=True)
class Told:
    """One point and what is said of it."""

    point: Point
    proof: Proof
    message: str


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """What the base holds and what is printed, where they differ; empty when there is none.

    `place` names the part of the sheet: « ligne 2 », « patient ». `repr` shows no content.
    """

    place: str
    held: str
    printed: str

    def __repr__(self) -> str:
        return f"Difference({self.place!r})"
