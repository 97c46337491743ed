"""What is judged: an ordonnance with the facts around it, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from ordonnance.domain.counter import NOTHING_SAID, CounterFacts, Exceptional
from ordonnance.domain.dispensing import QuantityReason, Served, Substitution
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.interactions import InteractionSource, Thesaurus
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.due import Due, NotDue
from ordonnance.law.form import Form, PaperGround, Setting
from ordonnance.law.history import History
from ordonnance.law.interactions import Met, met
from ordonnance.law.regulation import Regulation
from ordonnance.law.renewing import in_order, renewed_due
from ordonnance.law.rule import Moment
from ordonnance.law.serving import EARLY_DAYS, due
from ordonnance.law.treatment import packs_of_line, treatment_days


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one line at the counter; at least one of units, packs, days.

    `pack` is the pack served. `medicine` is set when it differs from the one prescribed, with the
    `substitution` that is told.
    """

    line: int
    units: Decimal | None = None
    packs: Decimal | None = None
    days: int | None = None
    pack: Presentation | None = None
    medicine: Medicine | None = None
    substitution: Substitution | None = None
    reason: QuantityReason | None = None
    facts: CounterFacts = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class ServingRequest:
    """What a pharmacy asks to serve: keys of the pharmacist and the place, and the lines."""

    pharmacist: str
    place: str
    lines: tuple[Asked, ...]

    def asked(self, line: int) -> Asked | None:
        """What is asked of that line, or None."""
        return next((asked for asked in self.lines if asked.line == line), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The facts on which the rules answer. `beyond` is what was served by line under the text that
    is invoked again, `renewed` by line by the pharmacist (liste II), `objection` the patient's
    (R.4072-1). `interactions` None: nobody asked.

    `medicines` gives the medicine of each line number, None when the catalogue does not know it.
    `day` is the legal day of the moment (issue, or dispensing). `history` None means that nobody
    present knows. `served` is what was already served by line. `author_authenticated` is the
    session of the author that stands for a signature (ERRATA 24). `handed` is what was really
    handed over last, by line served, when it is known: the other lines are set against it, not
    against what was prescribed.
    """

    ordonnance: Ordonnance
    medicines: Mapping[int, Medicine | None]
    moment: Moment
    day: date
    history: History | None = None
    serving: ServingRequest | None = None
    served: Mapping[int, tuple[Served, ...]] = field(default_factory=dict)
    handed: Mapping[int, tuple[Medicine, ...]] = field(default_factory=dict)
    form: Form = Form.NUMERIQUE
    paper_ground: PaperGround | None = None
    setting: Setting | None = None
    """Where the author practises, as the session or the document tells; None: nobody knows."""
    regulation: Regulation | None = None
    """How a prescription of the SAMU-SAS leaves under the derogation; None when it is none."""
    author_specialty: str | None = None
    """Code of specialty that the session gives, for a document that tells none."""
    author_authenticated: bool = False
    interactions: InteractionSource | None = None
    beyond: Mapping[int, tuple[Served, ...]] = field(default_factory=dict)
    renewed: Mapping[int, tuple[Served, ...]] = field(default_factory=dict)
    objection: bool = False
    established_on: date = field(init=False)
    """The prescribing day, in the zone of the prescriber's place."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "established_on", self.ordonnance.established_on)

    @property
    def dispensing(self) -> bool:
        """True at the counter."""
        return self.moment is Moment.DISPENSING

    def lines(self) -> tuple["LineCase", ...]:
        """The lines to judge: all at prescribing, those asked (all when none) at dispensing."""
        lines = self.ordonnance.lines
        if self.serving is not None:
            asked = {each.line for each in self.serving.lines}
            lines = tuple([line for line in lines if line.number in asked])
        return tuple([LineCase(self, line) for line in lines])


@dataclass(frozen=True, slots=True)
class Encounter:
    """Another line whose medicine meets this one, with the couples met, the worst first."""

    line: Line
    met: tuple[Met, ...]
    medicine: Medicine


class LineCase:
    """One line of a case: its medicine read on the prescribing day, and what is asked of it."""

    __slots__ = (
        "_anticipated",
        "_compared",
        "_due",
        "_encounters",
        "asked",
        "case",
        "exceptional",
        "line",
        "medicine",
        "reading",
        "served",
    )

    def __init__(self, case: Case, line: Line) -> None:
        self.case = case
        self.line = line
        self.medicine: Medicine | None = case.medicines.get(line.number)
        self.reading: Reading | None = (
            reading(self.medicine, case.established_on, active_perfusion=line.active_perfusion)
            if self.medicine is not None
            else None
        )
        self.asked: Asked | None = case.serving.asked(line.number) if case.serving else None
        self.exceptional: Exceptional | None = self.asked.facts.exceptional if self.asked else None
        """The text invoked to serve beyond what is written, None for an ordinary serving."""
        self.served: tuple[Served, ...] = tuple(case.served.get(line.number, ()))
        if self.renewing:
            self.served = in_order(self.served, self.renewed)
        self._due: Due | None = None
        self._anticipated: Due | None = None
        self._compared: tuple[tuple[Line, Medicine], ...] | None = None
        self._encounters: tuple[Encounter, ...] | None = None

    @property
    def law(self) -> Reading:
        """The reading, for rules that apply only to a known medicine."""
        if self.reading is None:
            raise LookupError("the rule does not apply to an unknown medicine")
        return self.reading

    @property
    def pack(self) -> Presentation | None:
        """The pack in which to count: the one asked, else the only one possible."""
        if self.asked and self.asked.pack:
            return self.asked.pack
        packs = packs_of_line(self.line, self.medicine)
        return packs[0] if len(packs) == 1 else None

    @property
    def due(self) -> Due:
        """What the line allows on the day of the case."""
        if self._due is None:
            self._due = self._compute(anticipate=False)
        return self._due

    @property
    def anticipated(self) -> Due:
        """The same, a renewal asked too early counted as due."""
        if self.due.state_reason is not NotDue.NOT_YET:
            return self.due
        if self._anticipated is None:
            self._anticipated = self._compute(anticipate=True)
        return self._anticipated

    def _compute(self, *, anticipate: bool) -> Due:
        counted = self.asked.medicine if self.asked and self.asked.medicine else self.medicine
        allowed = renewed_due if self.renewing else due
        return allowed(
            self.line, counted, self.case.established_on, self.served, self.case.day,
            packs_of=self.pack, anticipate=anticipate,
        )  # fmt: skip

    @property
    def as_written(self) -> Due:
        """What is written still allows, whatever the pharmacist renews."""
        if not self.renewing:
            return self.due
        return due(
            self.line, self.medicine, self.case.established_on,
            self.case.served.get(self.line.number, ()), self.case.day, packs_of=self.pack,
        )  # fmt: skip

    @property
    def renewing(self) -> bool:
        """True when the pharmacist renews a line of liste II (R.5132-22)."""
        return self.exceptional is Exceptional.LISTE_II

    @property
    def ordinary(self) -> bool:
        """True when what is asked is written, or renewed: other texts have rules of their own."""
        return self.exceptional is None or self.renewing

    @property
    def renewed(self) -> tuple[Served, ...]:
        """What the pharmacist renewed before."""
        return self.case.renewed.get(self.line.number, ())

    @property
    def beyond_served(self) -> tuple[Served, ...]:
        """What was served before under the text invoked."""
        return self.case.beyond.get(self.line.number, ())

    @property
    def again(self) -> bool:
        """True when the line was served before, and last as the medicine judged."""
        last = self.case.handed.get(self.line.number, (self.medicine,))
        return bool(self.served) and self.medicine in last

    @property
    def told_before(self) -> Thesaurus | None:
        """The thesaurus by which this medicine was judged when it was last served; else None.

        A serving may have been made a little before the days that it covers: the edition put in
        service in between counts as unknown then, and what it brings is asked once more.
        """
        source = self.case.interactions
        if source is None or not self.again:
            return None
        last = max(item.first_day for item in self.served)
        return source.before(last - timedelta(days=EARLY_DAYS))

    @property
    def compared(self) -> tuple[tuple[Line, Medicine], ...]:
        """The lines to set this one against, so that each pair is told once: those before it.

        At the counter, when its medicine is handed over for the first time, also those after it
        served already. A line served counts as what was handed over for it.
        """
        if self._compared is None:
            number, served = self.line.number, {} if self.again else self.case.served
            handed, medicines = self.case.handed, self.case.medicines
            self._compared = tuple(
                [
                    (other, medicine)
                    for other in self.case.ordonnance.lines
                    if other.number < number or (other.number > number and served.get(other.number))
                    for medicine in handed.get(other.number) or (medicines.get(other.number),)
                    if medicine is not None
                ]
            )
        return self._compared

    @property
    def encounters(self) -> tuple[Encounter, ...]:
        """The lines whose medicine interacts with this one; none without a thesaurus."""
        if self._encounters is None:
            source = self.case.interactions
            thesaurus = source.thesaurus if source else None
            if thesaurus is None or self.medicine is None:
                self._encounters = ()
                return ()
            self._encounters = tuple(
                [
                    Encounter(line, found, medicine)
                    for line, medicine in self.compared
                    if (found := met(thesaurus, self.medicine, medicine))
                ]
            )
        return self._encounters

    @property
    def asked_days(self) -> int | None:
        """Days of treatment asked at the counter, None when nothing tells."""
        asked = self.asked or Asked(self.line.number)
        if asked.days is not None:
            return asked.days
        return self.anticipated.days_of(units=asked.units, packs=asked.packs)

    def treatment(self) -> tuple[int, int] | None:
        """Shortest and longest days of the whole treatment, None when unknown."""
        return treatment_days(self.line, self.medicine, self.case.established_on)
