"""What shows of a line at first sight, and the rules that may concern it.

Most rules ask first for a narcotic, a profession, a device… Lines of many patients show the same:
which rules are left to ask is worked out once for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from ordonnance.domain.actors import Profession
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Category
from ordonnance.law.case import LineCase
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.form import Form


class Outline(NamedTuple):
    """What lines of many patients have in common; nothing that one of them alone says."""

    medicine: Medicine | None
    established_on: date
    active_perfusion: bool
    category: Category
    profession: Profession | None
    """The prescriber's."""
    form: Form
    invoked: Exceptional | None
    """The text invoked to serve beyond what is written."""

    @classmethod
    def of(cls, line: LineCase) -> Self:
        """The outline of a line."""
        case, written = line.case, line.line
        return cls(
            line.medicine, case.established_on, written.active_perfusion, written.category,
            case.ordonnance.prescriber.profession, case.form, line.exceptional,
        )  # fmt: skip

    @property
    def law(self) -> Reading | None:
        """What the law says of the medicine, None when it is not known."""
        if self.medicine is None:
            return None
        return reading(self.medicine, self.established_on, active_perfusion=self.active_perfusion)


@dataclass(frozen=True, slots=True, eq=False)
class Concerns:
    """Which lines a rule concerns: those of some outlines, then what each of them says itself.

    `shows` is asked once for all the lines of an outline: it is given nothing else, so that no
    other line can be answered for. `says` None: the outline alone decides.
    """

    shows: Callable[[Outline], bool]
    says: Callable[[LineCase], bool] | None = None

    def __call__(self, line: LineCase) -> bool:
        return self.shows(Outline.of(line)) and (self.says is None or self.says(line))


def of_medicine(
    holds: Callable[[Reading], bool], says: Callable[[LineCase], bool] | None = None
) -> Concerns:
    """The lines of a known medicine of which that holds in law."""

    def shows(outline: Outline) -> bool:
        law = outline.law
        return law is not None and holds(law)

    return Concerns(shows, says)


def of_category(*categories: Category, says: Callable[[LineCase], bool] | None = None) -> Concerns:
    """The lines of those categories."""
    return Concerns(lambda outline: outline.category in categories, says)


def invoking(text: Exceptional) -> Concerns:
    """The lines for which that text is invoked, to serve beyond what is written."""
    return Concerns(lambda outline: outline.invoked is text)


KNOWN = Concerns(lambda outline: outline.medicine is not None)
"""Every line whose medicine is known."""
