"""What `$verify` answers: plain values."""

from dataclasses import dataclass

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.verification import Difference, Nature, Told


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of a verification.

    `state` is absent when this reader may not know it; `differences` and `lines` (what the base
    holds, line by line) are for the author, the patient and whoever serves.
    """

    nature: Nature
    told: tuple[Told, ...]
    state: OrdonnanceState | None = None
    lines: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
