"""What was served of an ordonnance and really handed over, worked out once for a dispensing."""

from dataclasses import dataclass, field

from ordonnance.domain.dispensing import Dispense, Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Cip13
from ordonnance.law.replacing import another_treatment
from ordonnance.usecases.acting import Opened


@dataclass(slots=True)
class Handed:
    """By line: what was served as written, and the medicines handed over last.

    What the act under way gives is added as it goes. Within a register it is the treatment
    prescribed, as for a pack that left the catalogue; two medicines of one act both count.
    """

    opened: Opened
    served: dict[int, tuple[Served, ...]]
    medicines: dict[int, tuple[Medicine, ...]] = field(default_factory=dict)
    _now: set[int] = field(default_factory=set)
    """Lines that the act under way serves."""

    @classmethod
    def of(cls, opened: Opened) -> "Handed":
        """What the dispensings recorded gave, those undone left out."""
        progress, lines = opened.stored.progress, opened.ordonnance.lines
        made = cls(opened, {line.number: progress.served(line.number) for line in lines})
        for dispense in progress.dispenses:
            if dispense.undone is None:
                made._of_one_act(dispense)
        return made

    def add(self, item: Served) -> None:
        """What the act under way gives."""
        line = item.line
        if item.exceptional is None:
            self.served[line] = (*self.served.get(line, ()), item)
        if line not in self._now:
            self._now.add(line)
            self.medicines.pop(line, None)
        self._hold(item)

    def _of_one_act(self, dispense: Dispense) -> None:
        for line in {item.line for item in dispense.served}:
            self.medicines.pop(line, None)
        for item in dispense.served:
            self._hold(item)

    def _hold(self, item: Served) -> None:
        medicine = self.opened.medicines.get(item.line)
        if item.cip13 and another_treatment(item.substitution):
            medicine = self.opened.catalogue.with_presentation(Cip13(item.cip13)) or medicine
        held = self.medicines.get(item.line, ())
        if medicine is not None and medicine not in held:
            self.medicines[item.line] = (*held, medicine)
