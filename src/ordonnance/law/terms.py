"""What of a line decides what may be served of it, apart from who it is for.

Lines of many patients have the same terms: what follows from them is worked out once.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.mentions import ScheduledIntervention
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.forbidding import forbidden_in_words
from ordonnance.law.treatment import Plan, Said, plan_of


class Terms(NamedTuple):
    """Everything of a line that decides what may be served of it on a day; its id does not.

    The posology is the one that counts (`counted`), without its words.
    """

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


_terms = attrgetter(*(name for name in Terms._fields if name not in ("number", "posology")))


@lru_cache(maxsize=1024)
def terms_of(line: Line) -> Terms:
    """The terms of a line; kept, since one act asks for them many times.

    Renewals that only words forbid are forbidden.
    """
    said = Terms(line.number, counted(line.posology), *_terms(line))
    if line.renewals is None and forbidden_in_words(line) is not None:
        return said._replace(renewals=0)
    return said


@lru_cache(maxsize=4096)
def counted(posology: Posology) -> Posology:
    """What counts in a posology: where and how it is taken, and its words, change no quantity.

    They differ from one patient to the next: without them, lines that are counted alike are equal.
    """
    steps = []
    for step in posology.steps:
        try:
            steps.append(replace(step, site=None, method=None, instructions=(), text=None,
                                 coded=()))  # fmt: skip
        except ValueError:
            # A step that says nothing else keeps its words.
            steps.append(step)
    return Posology(tuple(steps), None if steps else posology.text)


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
