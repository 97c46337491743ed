"""What is asked about forms, and what is answered: ways of writing the lines of an ordonnance."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Line
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.form_reasons import Reason
from ordonnance.law.kinds import Kind


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One line and its medicine; None when the catalogue does not know it."""

    line: Line
    medicine: Medicine | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What surrounds the lines. `regulator`: a SAMU-SAS regulator without digital prescription.

    `declines_sheet`: the patient wants it in Mon espace santé only. `refuses_digital` changes
    nothing: it is told.
    """

    ground: PaperGround | None = None
    anonymous: bool = False
    regulator: bool = False
    declines_sheet: bool = False
    refuses_digital: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One ordonnance to write: its lines, its form, its sheets, and what the form rests on.

    `ground` is recorded with every paper; `prints` is the ground that the sheet must show.
    """

    form: Form
    lines: tuple[int, ...]
    kind: Kind
    copies: tuple[Copy, ...]
    reasons: tuple[Reason, ...]
    ground: PaperGround | None = None
    prints: PaperGround | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One manner of writing every line, each once."""

    ordonnances: tuple[Written, ...]

    @property
    def forms(self) -> frozenset[Form]:
        """The forms used."""
        return frozenset(each.form for each in self.ordonnances)


@dataclass(frozen=True, slots=True)
class Barred:
    """A form that no way uses, and why."""

    form: Form
    reason: Reason


@dataclass(frozen=True, slots=True)
class Forms:
    """The answer. One way: required; several: allowed, the first preferred.

    `notes` say what else the texts have to say here, what is not known included.
    """

    on: date
    ways: tuple[Way, ...]
    barred: tuple[Barred, ...]
    notes: tuple[Reason, ...]

    @property
    def required(self) -> bool:
        """True when there is one way only."""
        return len(self.ways) == 1
