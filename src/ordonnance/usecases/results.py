"""What the acts answer, and idempotent retries again: plain values, kept as they are."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.usecases.correction_views import CorrectionView
from ordonnance.usecases.counter_views import (
    CounterView,
    RegisteredView,
    Remaining,
    RenewalView,
)
from ordonnance.usecases.drug_views import Facts, Proposal, ShortageView, Unproposed
from ordonnance.usecases.form_views import FormView


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of the law as answered: rule, verdict, severity, line, sentences in French.

    `at` is the FHIRPath, inside the line, of the text that a finding is about; None for the line.
    """

    rule: str
    verdict: str
    severity: str
    line: int | None
    message: str
    citation: str
    remedy: str
    why: str = ""
    confidence: str = ""
    attestable: bool = True
    at: str | None = None
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as its reader may see it today.

    `next_on` is the day after those already covered (a renewal may come a little before, ADR 0010),
    `last_on` the last day on which the line may be served; `due` is the portion of the day.
    """

    line: int
    label: str
    posology: str
    state: LineState
    remaining: Remaining
    next_on: date | None
    last_on: date | None
    due: Remaining
    renewals: int | None = None
    mentions: tuple[str, ...] = ()
    renewal: RenewalView | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of a check: allowed, warning, cannot_tell or blocked, with the findings not met."""

    outcome: str
    findings: tuple[FindingView, ...]
    facts: Facts | None = None
    shortages: tuple[ShortageView, ...] = ()
    forms: tuple[FormView, ...] = ()


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation: the numbers and the signed list to show at issue."""

    id: str
    numbers: tuple[str, ...]
    expires_on: date
    reservation: str


@dataclass(frozen=True, slots=True)
class Issued:
    """An ordonnance now in the base."""

    number: str
    version: int
    issued_at: datetime
    findings: tuple[FindingView, ...]
    seal: str = ""
    facts: Facts | None = None
    shortages: tuple[ShortageView, ...] = ()


@dataclass(frozen=True, slots=True)
class Consulted:
    """An ordonnance opened. `executions_hidden` tells the author that the patient objects."""

    number: str
    version: int
    state: OrdonnanceState
    established_on: date
    issued_at: datetime
    lines: tuple[LineView, ...]
    objection: bool
    executions_hidden: bool
    document: bytes
    seal: str
    replaces: str | None = None
    replaced_by: str | None = None
    findings: tuple[FindingView, ...] = ()
    signed: bool = False
    """The prescriber's own signature was verified at issue."""
    facts: Facts | None = None
    shortages: tuple[ShortageView, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    unproposed: tuple[Unproposed, ...] = ()


@dataclass(frozen=True, slots=True)
class ServedView:
    """One line of a dispensing, as recorded."""

    line: int
    label: str
    packs: Decimal
    units: Decimal | None
    days: int
    cip13: str | None = None
    substitution: str | None = None
    lot: str | None = None
    counter: CounterView | None = None


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line left out of « all as prescribed », with the code and the sentence that say why."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DeclinedView:
    """One line not served: the coded reason and the pharmacist's words."""

    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Dispensed:
    """A dispensing recorded. `scan_for_payer`: False, no scan for the payer (local wording)."""

    number: str
    version: int
    reference: str
    served: tuple[ServedView, ...]
    skipped: tuple[SkippedLine, ...]
    lines: tuple[LineView, ...]
    scan_for_payer: bool
    findings: tuple[FindingView, ...] = ()
    declined: tuple[DeclinedView, ...] = ()
    facts: Facts | None = None
    shortages: tuple[ShortageView, ...] = ()
    numbered: tuple[RegisteredView, ...] = ()


@dataclass(frozen=True, slots=True)
class Undid:
    """A dispensing taken back."""

    number: str
    version: int
    reference: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """What was not served is cancelled."""

    number: str
    version: int
    state: OrdonnanceState


@dataclass(frozen=True, slots=True)
class Replaced:
    """The corrected ordonnance, and the one that it replaces."""

    number: str
    version: int
    issued_at: datetime
    replaces: str
    findings: tuple[FindingView, ...]
    seal: str = ""
    facts: Facts | None = None
    shortages: tuple[ShortageView, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionRecorded:
    """The objection of R.4072-1 now stands, or is withdrawn."""

    number: str
    stands: bool
    since: datetime
    consent: bytes | None = None
    """The Consent in force, put there by the API."""


@dataclass(frozen=True, slots=True)
class ExecutionView:
    """One dispensing as its reader may see it."""

    reference: str
    at: datetime
    on: date
    place: str
    dispenser: str
    served: tuple[ServedView, ...]
    declined: tuple[DeclinedView, ...]
    undone: str | None = None


@dataclass(frozen=True, slots=True)
class Executions:
    """The dispensings of an ordonnance; `hidden` for the author while an objection stands."""

    number: str
    hidden: bool
    executions: tuple[ExecutionView, ...]
    bundle: bytes | None = None
    """The same as a FHIR searchset of MedicationDispense, put there by the API."""


@dataclass(frozen=True, slots=True)
class ListedOrdonnance:
    """One entry of « list mine »."""

    number: str
    version: int
    state: OrdonnanceState
    established_on: date
    labels: tuple[str, ...]
    author: str
    objection: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The caller's ordonnances, newest first."""

    ordonnances: tuple[ListedOrdonnance, ...]


@dataclass(frozen=True, slots=True)
class AccessView:
    """One line of the journal as the patient reads it."""

    sequence: int
    at: datetime
    code: str
    act: str
    role: str
    actor: str
    place: str
    client: str
    details: str = ""
    """What was done, in French: the reference, the refusal, the rules acknowledged..."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class JournalRead:
    """Every access to an ordonnance, oldest first."""

    number: str
    accesses: tuple[AccessView, ...]
    bundle: bytes | None = None
    """The same as a FHIR searchset of AuditEvent, put there by the API."""


@dataclass(frozen=True, slots=True)
class TwinMarked:
    """The base marked an ordonnance whose period another one of the same author covers."""

    number: str
