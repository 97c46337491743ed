"""What happened to an ordonnance after it was issued: dispensings, undoing, ending, objection.

`Progress` is the whole mutable part of a stored ordonnance. It is a value: an act computes the next
one and the store writes it if nobody else did meanwhile.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.counter import NOTHING_SAID, CounterFacts, Exceptional
from ordonnance.domain.derogation import Sent


class SubstitutionKind(StrEnum):
    """Why another medicine than the one prescribed was served."""

    GENERIC = "GENERIC"
    HYBRID = "HYBRID"
    BIOSIMILAR = "BIOSIMILAR"
    SHORTAGE = "SHORTAGE"
    PRESCRIBER_AGREEMENT = "PRESCRIBER_AGREEMENT"


class QuantityReason(StrEnum):
    """Why another quantity than the portion due was served, or before its day."""

    PACK_SIZE = "PACK_SIZE"
    PATIENT_STOCK = "PATIENT_STOCK"
    SHORTAGE = "SHORTAGE"
    PRESCRIBER_AGREEMENT = "PRESCRIBER_AGREEMENT"
    TRAVEL = "TRAVEL"
    LOSS = "LOSS"


BEFORE_ITS_DAY: frozenset[QuantityReason] = frozenset(
    {QuantityReason.TRAVEL, QuantityReason.LOSS, QuantityReason.PRESCRIBER_AGREEMENT}
)
"""Why a renewal may come before its day; the others tell of a quantity only (ADR 0047)."""


class DeclineReason(StrEnum):
    """Why a line was not served; the first five are refusals, the last the patient's wish."""

    PATIENT_INTEREST = "PATIENT_INTEREST"
    CONTRAINDICATION = "CONTRAINDICATION"
    FORGERY_SUSPECTED = "FORGERY_SUSPECTED"
    SHORTAGE = "SHORTAGE"
    LAW = "LAW"
    NOT_WANTED = "NOT_WANTED"


class UndoReason(StrEnum):
    """Why a recorded dispensing is taken back."""

    MISTAKE = "MISTAKE"
    RETURNED_UNOPENED = "RETURNED_UNOPENED"
    NOT_COLLECTED = "NOT_COLLECTED"


class CancelReason(StrEnum):
    """Why the author ends the ordonnance; OTHER needs a text."""

    ERROR = "ERROR"
    TREATMENT_STOPPED = "TREATMENT_STOPPED"
    PATIENT_REQUEST = "PATIENT_REQUEST"
    OTHER = "OTHER"


class ObjectionOrigin(StrEnum):
    """Who recorded the objection of R.4072-1."""

    ESTABLISHMENT = "ESTABLISHMENT"
    PRESCRIBER = "PRESCRIBER"
    """The author, afterwards, on the patient's word."""
    PATIENT = "PATIENT"
    REPRESENTATIVE = "REPRESENTATIVE"
    FUND_AGENT = "FUND_AGENT"

    @property
    def through_author(self) -> bool:
        """True when it came through the author, to whom the patient may also take it back."""
        return self in (ObjectionOrigin.ESTABLISHMENT, ObjectionOrigin.PRESCRIBER)


@dataclass(frozen=True, slots=True)
class Substitution:
    """Another medicine served in place of the one prescribed."""

    kind: SubstitutionKind
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """What one dispensing gave for one line.

    `units` are countable units (tablets...), None when the pack cannot be counted; `days` are the
    days of treatment covered from `first_day`; `lot` is required for a biological medicine.
    """

    line: int
    label: str
    packs: Decimal
    units: Decimal | None
    days: int
    first_day: date
    cip13: str | None = None
    substitution: Substitution | None = None
    quantity_reason: QuantityReason | None = None
    lot: str | None = None
    note: str | None = None
    facts: CounterFacts | None = None
    """What was said and checked; None when nothing was."""

    @property
    def said(self) -> CounterFacts:
        """What was said and checked, empty when nothing was."""
        return self.facts or NOTHING_SAID

    @property
    def exceptional(self) -> Exceptional | None:
        """The text that allows this serving beyond what is written, None for an ordinary one."""
        return self.facts.exceptional if self.facts else None


@dataclass(frozen=True, slots=True)
class Declined:
    """A line that the pharmacist refused or the patient did not want; the line stays open."""

    line: int
    reason: DeclineReason
    text: str | None = None

    @property
    def concerns_prescriber(self) -> bool:
        """True for a refusal in the patient's interest: the prescriber is told (L.5125-23 I)."""
        return self.reason in (DeclineReason.PATIENT_INTEREST, DeclineReason.CONTRAINDICATION)


@dataclass(frozen=True, slots=True)
class Undone:
    """A dispensing taken back by the pharmacy that recorded it."""

    at: datetime
    reason: UndoReason
    by: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Executant:
    """Who served: the pharmacist, maybe through a préparateur, and the pharmacy."""

    rpps: str
    name: str
    place: str
    place_label: str
    assistant: str | None = None
    assistant_name: str | None = None

    def __repr__(self) -> str:
        return "Executant(•••)"


@dataclass(frozen=True, slots=True)
class Dispense:
    """One dispensing as recorded. `reference` names it to the pharmacy and the prescriber.

    `on` is the legal day in the pharmacy's zone; `outcome` keeps the findings acknowledged.
    """

    reference: str
    at: datetime
    on: date
    executant: Executant
    served: tuple[Served, ...]
    declined: tuple[Declined, ...] = ()
    acknowledged: tuple["Acknowledged", ...] = ()
    undone: Undone | None = None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding that the professional attested or explained, kept with the act (journaled)."""

    rule: str
    line: int | None
    reason: str
    verdict: str
    message: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The author cancelled or replaced what was not served."""

    at: datetime
    reason: CancelReason
    text: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """The patient does not want the prescriber to see the executions (R.4072-1)."""

    since: datetime
    origin: ObjectionOrigin
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that changed since issue.

    `version` counts every act; `author_version` only the author's, so that the author's ETag tells
    nothing of a dispensing.
    """

    version: int = 1
    author_version: int = 1
    dispenses: tuple[Dispense, ...] = ()
    ending: Ending | None = None
    objection: Objection | None = None
    replaces: str | None = None
    issue_acknowledged: tuple[Acknowledged, ...] = field(default=())
    twins: tuple[int, ...] = ()
    sent: Sent | None = None
    """How it left by secure mail, under the derogation of the SAMU-SAS."""

    def served(self, line: int) -> tuple[Served, ...]:
        """What was served for a line as written, dispensings undone left out, oldest first.

        What was served beyond it changes neither its state nor what it owes: see `exceptional`.
        """
        return tuple([item for item in self._given(line) if item.exceptional is None])

    def exceptional(self, line: int, kind: Exceptional) -> tuple[Served, ...]:
        """What was served for a line beyond what is written, under that text, oldest first."""
        return tuple([item for item in self._given(line) if item.exceptional is kind])

    def _given(self, line: int) -> list[Served]:
        return [
            item
            for dispense in self.dispenses
            if dispense.undone is None
            for item in dispense.served
            if item.line == line
        ]

    def dispense(self, reference: str) -> Dispense | None:
        """The dispensing with that reference, or None."""
        return next((d for d in self.dispenses if d.reference == reference), None)

    def next(self, *, by_author: bool = False, **changes: object) -> "Progress":
        """The progress after one act: versions moved on, given fields replaced."""
        moved = self.author_version + 1 if by_author else self.author_version
        return replace(self, version=self.version + 1, author_version=moved, **changes)  # type: ignore[arg-type]  # names are checked by replace() itself
