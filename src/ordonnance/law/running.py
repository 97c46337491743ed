"""What a patient takes by another ordonnance: compared by its days, never named."""

from dataclasses import dataclass, field
from datetime import date

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine

OPEN_FOR = Duration(12, TimeUnit.MONTH)
"""How long a treatment without a known length may still be taken: as its ordonnance is served."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a patient takes by another ordonnance, and the days it lasts.

    The medicine serves to look for interactions; no finding names it: it may be another author's.
    It holds no substance when nobody knows it. `open` is True when nothing says how long it lasts:
    `last` then ends what is supposed (ADR 0009), and it may go on until its ordonnance expires.
    """

    medicine: Medicine = field(repr=False)
    first: date
    last: date
    open: bool = False

    def runs_on(self, day: date) -> bool:
        """True when it is held to be taken that day."""
        return self.last >= day

    def may_run_on(self, day: date) -> bool:
        """The same, or when nobody can say that it is over."""
        return self.runs_on(day) or (self.open and OPEN_FOR.last_day(self.first) >= day)
