"""What of a line decides what may be served of it, apart from who it is for.

Lines of many patients have the same terms: what follows from them is worked out once.
"""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.treatment import Plan, Said, plan_of


class Terms(NamedTuple):
    """Everything of a line that decides what may be served of it on a day; its id does not."""

    number: int
    posology: Posology
    duration: Duration | None
    packs: int | None
    renewals: int | None
    not_before: date | None
    single_delivery: bool
    fraction: Duration | None
    intervention: ScheduledIntervention | None
    active_perfusion: bool

    @property
    def said(self) -> Said:
        """What decides length and quantity."""
        return Said(self.posology, self.duration, self.packs, self.renewals)


_terms = attrgetter(*Terms._fields)


def terms_of(line: Line) -> Terms:
    """The terms of a line."""
    return Terms._make(_terms(line))


@dataclass(frozen=True, slots=True)
class Facts:
    """What does not change from one serving of a line to the next."""

    line: Terms
    medicine: Medicine | None
    established_on: date
    reading: Reading | None
    plan: Plan

    @classmethod
    def of(
        cls, line: Terms, medicine: Medicine | None, start: date, pack: Presentation | None
    ) -> "Facts":
        """The facts of a line established on `start`, counted in that pack."""
        law = None
        if medicine is not None:
            law = reading(medicine, start, active_perfusion=line.active_perfusion)
        return cls(line, medicine, start, law, plan_of(line.said, medicine, start, pack))

    @property
    def opens(self) -> date:
        """The first day on which the line may be served."""
        return max(self.established_on, self.line.not_before or self.established_on)
