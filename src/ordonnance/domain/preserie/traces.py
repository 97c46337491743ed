"""What a workstation of a présérie tells: one attempt of one operation, and how it ended.

No person, no drug and no prescription number: an execution (one ordonnance served at one visit) is
named by a reference that the software draws at random, the same for each attempt to record it. An
ordonnance that is issued is named so too.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ordonnance.domain.ids import AmNumber

LONGEST_MS = 3_600_000
"""Longest duration that a trace may tell: one hour."""

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_REFERENCE = re.compile(r"[0-9a-f]{32,64}")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,63}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}")


class Operation(StrEnum):
    """What a software asks of the base, and the invoice that follows."""

    RESERVE = "reserve"
    ISSUE = "issue"
    CANCEL = "cancel"
    REPLACE = "replace"
    CONSULT = "consult"
    DISPENSE = "dispense"
    UNDO = "undo"
    EXECUTIONS = "executions"
    INVOICE = "invoice"
    """The invoice left for the payer: it tells whether the ordonnance was scanned (SCOR)."""

    @property
    def label(self) -> str:
        """French words."""
        return _OPERATIONS[self]


_OPERATIONS = {
    Operation.RESERVE: "réservation de numéros",
    Operation.ISSUE: "émission",
    Operation.CANCEL: "annulation de l’ordonnance",
    Operation.REPLACE: "remplacement",
    Operation.CONSULT: "consultation",
    Operation.DISPENSE: "enregistrement de la délivrance",
    Operation.UNDO: "annulation de la délivrance",
    Operation.EXECUTIONS: "lecture des délivrances",
    Operation.INVOICE: "facturation",
}


NAMED = (Operation.DISPENSE, Operation.ISSUE, Operation.INVOICE)
"""Operations whose attempts name, by a reference, what they record or follow."""


class Outcome(StrEnum):
    """How an attempt ended."""

    SUCCESS = "success"
    REFUSED = "refused"
    """The base answered no, with its code."""
    UNREACHABLE = "unreachable"
    """No answer of the base reached the software."""
    FAILED = "failed"
    """The software failed by itself, with a code of its own."""
    NOT_TRIED = "not_tried"
    """Served, or prescribed, without any attempt to record it."""

    @property
    def label(self) -> str:
        """French words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.SUCCESS: "succès",
    Outcome.REFUSED: "refus de la base",
    Outcome.UNREACHABLE: "base injoignable",
    Outcome.FAILED: "échec du logiciel",
    Outcome.NOT_TRIED: "servie ou prescrite sans enregistrer",
}


class Paper(StrEnum):
    """Whether the scanned ordonnance went to the payer beside the invoice (SCOR)."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    NOT_KNOWN = "not_known"


class Witness(StrEnum):
    """Who saw the attempt."""

    BASE = "base"
    SOFTWARE = "software"


class TraceInvalid(ValueError):
    """A trace that cannot be one: the field, and why (French)."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}\u202f: {why}")
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Installation:
    """A workstation of a site that takes part: traced from a day, to a day included."""

    id: str
    site: AmNumber
    workstation: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """True while its traces count."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. `at` has a zone; `id` is the software's own (UUID), once per installation.

    `reference` names the execution; `served` says whether the medicines, or the ordonnance, were
    handed over, None when it is not told. Raises TraceInvalid.
    """

    id: str
    installation: str
    operation: Operation
    at: datetime
    outcome: Outcome
    version: str
    module_version: str
    reference: str | None = None
    code: str | None = None
    duration_ms: int | None = None
    paper: Paper = Paper.NOT_KNOWN
    served: bool | None = None
    test: bool = False
    seen_by: Witness = Witness.SOFTWARE

    def __post_init__(self) -> None:
        _matches(self.id, _ID, "id", "un UUID en minuscules est attendu")
        if self.reference is not None:
            _matches(self.reference, _REFERENCE, "reference",
                     "32 à 64 chiffres hexadécimaux en minuscules sont attendus")  # fmt: skip
        for field, version in (("version", self.version), ("module_version", self.module_version)):
            _matches(version, _VERSION, field, "1 à 32 lettres, chiffres, points ou tirets")
        if self.at.tzinfo is None:
            raise TraceInvalid("at", "le fuseau manque")
        if self.duration_ms is not None and not 0 <= self.duration_ms <= LONGEST_MS:
            raise TraceInvalid("duration_ms", f"entre 0 et {LONGEST_MS}")
        self._check_code()
        if self.operation in NAMED and self.reference is None:
            raise TraceInvalid("reference", "la délivrance, l’émission et la facture en ont une")
        recorded = self.operation is Operation.DISPENSE and self.outcome is Outcome.SUCCESS
        if recorded and self.served is False:
            raise TraceInvalid("served", "une délivrance enregistrée a été servie")

    def _check_code(self) -> None:
        wanted = self.outcome in (Outcome.REFUSED, Outcome.FAILED)
        if self.code is not None:
            _matches(self.code, _CODE, "code", "majuscules, chiffres et « _ » seulement")
        if wanted and self.code is None:
            raise TraceInvalid("code", "un refus ou un échec a un code")
        if self.code is not None and self.outcome in (Outcome.SUCCESS, Outcome.NOT_TRIED):
            raise TraceInvalid("code", "ce résultat n’a pas de code")


def _matches(value: str, pattern: re.Pattern[str], field: str, why: str) -> None:
    if pattern.fullmatch(value) is None:
        raise TraceInvalid(field, why)


@dataclass(frozen=True, slots=True)
class Outage:
    """A time when the base, by its own status, could not record: from an instant to another."""

    start: datetime
    end: datetime

    def covers(self, at: datetime) -> bool:
        """True for an instant of this time; its end is already outside."""
        return self.start <= at < self.end


def once(attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """Each attempt once, the earliest first: what arrives twice or out of order counts once."""
    known: dict[tuple[str, str], Attempt] = {}
    for each in attempts:
        known.setdefault((each.installation, each.id), each)
    return tuple(sorted(known.values(), key=lambda each: (each.at, each.installation, each.id)))
