"""The coverage index in memory."""

from ordonnance.domain.ids import Ins
from ordonnance.usecases.ports import Covered


class MemoryCoverage:
    """Read and fill the coverage of a patient."""

    def __init__(self) -> None:
        self._held: dict[Ins, set[Covered]] = {}

    async def of(self, patient: Ins) -> tuple[Covered, ...]:
        """Everything covered for this patient that is still kept, by first day."""
        return tuple(sorted(self._held.get(patient, ()), key=lambda each: each.in_order))

    async def add(self, patient: Ins, periods: tuple[Covered, ...]) -> None:
        """Add periods; adding the same one twice changes nothing."""
        self._held.setdefault(patient, set()).update(periods)

    async def remove(self, patient: Ins, number: str, reference: str) -> None:
        """Forget the periods of an act that was undone or ended."""
        held = self._held.get(patient, set())
        held -= {each for each in held if (each.number, each.reference) == (number, reference)}
