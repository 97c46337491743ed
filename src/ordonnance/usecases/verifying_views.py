"""What `$verify` answers: plain values."""

from dataclasses import dataclass

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.verification import Difference, Nature, Told


@dataclass(frozen=True, slots=True, repr=False)
class HeldLine:
    """A line as the base holds it, in one sentence."""

    line: int
    text: str

    def __repr__(self) -> str:
        return f"HeldLine({self.line})"


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of a verification.

    `state` is absent when this reader may not know it; `differences` and `held_lines` are for the
    author, the patient and whoever serves.
    """

    nature: Nature
    points: tuple[Told, ...]
    state: OrdonnanceState | None = None
    held_lines: tuple[HeldLine, ...] = ()
    differences: tuple[Difference, ...] = ()
