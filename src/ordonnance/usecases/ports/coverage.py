"""The coverage index: which periods a patient is already covered for.

It serves R.5132-33: lines under that rule enter it. In a base set to compare interactions with
what else the patient takes, every line does, under kinds of its own (`usecases.running`). Anonymous
ordonnances never enter. It is keyed by patient hash and its content is encrypted.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ordonnance.domain.ids import Ins


@dataclass(frozen=True, slots=True)
class Covered:
    """One period covered for a substance, by an act of establishing or of executing.

    `by` is the author's RPPS (establishing) or the pharmacy key (executing); `number` and `line`
    say where, so that an act does not collide with itself.
    """

    kind: str
    substance: str
    first: date
    last: date
    by: str
    number: str
    line: int
    reference: str = ""

    def __repr__(self) -> str:
        return f"Covered({self.kind})"

    @property
    def in_order(self) -> tuple[object, ...]:
        """By first day, then by everything else that tells two periods apart."""
        return (
            self.first, self.last, self.number, self.line, self.reference, self.kind,
            self.substance, self.by,
        )  # fmt: skip


class CoverageIndex(Protocol):
    """Read and fill the coverage of a patient."""

    async def of(self, patient: Ins) -> tuple[Covered, ...]:
        """Everything covered for this patient that is still kept."""
        ...

    async def add(self, patient: Ins, periods: tuple[Covered, ...]) -> None:
        """Add periods; adding the same one twice changes nothing."""
        ...

    async def remove(self, patient: Ins, number: str, reference: str) -> None:
        """Forget the periods of an act that was undone or ended."""
        ...
