"""What a verification says: each point proven, contradicted, or not proven, in French."""

from collections.abc import Iterable
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

    STOCK = "stock"
    """The sheet of secured paper: declared lost or stolen, or not."""
    CODE = "code"
    KNOWN = "known"
    DEROGATION = "derogation"
    """What it is when it is no ordonnance numérique: a prescription of the SAMU-SAS."""
    CONTENT = "content"
    SEAL = "seal"
    ATTACHED = "attached"
    """The CDA document that the file carries, and whatever else is attached to it."""
    SIGNATURE = "signature"
    """That of the prescriber on the document."""
    FILE_SIGNATURE = "file-signature"
    """Those on the PDF itself."""
    PRINTED = "printed"
    STATE = "state"


class Nature(StrEnum):
    """What was shown, in one word."""

    NUMERIQUE = "ordonnance-numerique"
    """The very document that this base holds, sealed, under its number."""
    DEROGATION = "derogation"
    """The same of a prescription of the SAMU-SAS, sent by secure mail."""
    PAPER = "paper"
    """A paper that carries that very document, and prints it in a form of paper."""
    KNOWN = "known"
    """A number that this base knows; nothing proves what is around it."""
    ALTERED = "altered"
    """A number that this base knows, on a file that is not what it holds."""
    UNKNOWN = "unknown"
    """A well-formed number that this base does not know."""
    DECLARED = "declared"
    """A sheet of secured paper that was declared lost or stolen."""
    UNDECLARED = "undeclared"
    """A sheet of secured paper alone, of which nothing is declared: that proves nothing."""
    NOT_NUMERIQUE = "not-numerique"
    """No code: dematerialised perhaps, no ordonnance numérique."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about one point."""

    about: Point
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


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """The points in the order in which they are told."""
    order = list(Point)
    return tuple(sorted(told, key=lambda each: order.index(each.about)))


def nature_of(told: Iterable[Told], *, paper: bool = False) -> Nature:
    """What was shown, from the points told of a number that the base knows.

    `paper`: what is printed is a form of paper, not the sheet of an ordonnance numérique.
    """
    found = tuple(told)
    if any(each.proof is Proof.CONTRADICTED for each in found):
        return Nature.ALTERED
    proofs = {each.about: each.proof for each in found}
    whole = proofs.get(Point.CONTENT), proofs.get(Point.SEAL), proofs.get(Point.PRINTED)
    if set(whole) != {Proof.PROVEN}:
        return Nature.KNOWN
    if Point.DEROGATION in proofs:
        return Nature.DEROGATION
    return Nature.PAPER if paper else Nature.NUMERIQUE
