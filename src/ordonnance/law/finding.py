"""What a check answers: findings, and the worst of them (ARCHITECTURE, Truth and time 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ordonnance.law.correction import Correction
from ordonnance.law.french import filled, typographic
from ordonnance.law.rule import MET, Answer, Confidence, Rule, Severity, Subject, Verdict


class Outcome(StrEnum):
    """What may be done, from best to worst."""

    ALLOWED = "allowed"
    WARNING = "warning"
    CANNOT_TELL = "cannot_tell"
    BLOCKED = "blocked"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return _RANKS[self]


_RANKS = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one version of one rule on the document (`line` None) or on one line.

    `version` is the first day of the version applied, None when its start is not established.
    """

    rule: str
    version: date | None
    verdict: Verdict
    severity: Severity
    line: int | None
    message: str
    why: str
    remedy: str
    citation: str
    confidence: Confidence
    attestable: bool = True
    reason: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    @property
    def at(self) -> str | None:
        """FHIRPath, inside the line, of the text that the finding is about; None for the line."""
        return self.facts.get("at")

    @property
    def outcome(self) -> Outcome:
        """What this finding alone allows. Information and what nobody can know only inform."""
        if self.verdict in (Verdict.MET, Verdict.INFORMS) or self.severity is Severity.INFO:
            return Outcome.ALLOWED
        if self.verdict is Verdict.BREACHED:
            blocks = self.severity is Severity.BLOCKING
            return Outcome.BLOCKED if blocks else Outcome.WARNING
        blocks = self.severity is Severity.BLOCKING and self.attestable
        return Outcome.CANNOT_TELL if blocks else Outcome.ALLOWED

    @property
    def needs_acknowledgement(self) -> bool:
        """True when the professional has to attest or explain before the act."""
        return self.outcome in (Outcome.WARNING, Outcome.CANNOT_TELL)

    @property
    def key(self) -> tuple[str, int | None]:
        """What an acknowledgement names: rule and line."""
        return self.rule, self.line


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding of a check, met ones included, in the order document then lines."""

    all: tuple[Finding, ...]
    findings: tuple[Finding, ...] = field(init=False, repr=False, compare=False)
    """What is worth showing, by weight: what stops, what waits, what informs.

    Of equal weight, what was found comes before what could not be told, then in their order.
    """

    def __post_init__(self) -> None:
        # Every act asks several times: put in order once.
        shown = [finding for finding in self.all if finding.verdict is not Verdict.MET]
        object.__setattr__(self, "findings", tuple(sorted(shown, key=_weight)))

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of all."""
        return _worst(self.all)

    def to_acknowledge(self) -> tuple[Finding, ...]:
        """The findings that wait for an attestation or an explanation."""
        return tuple(finding for finding in self.findings if finding.needs_acknowledgement)

    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stop the act, or their line."""
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.BLOCKED)

    def and_(self, other: "Report") -> "Report":
        """Both reports as one, such as a prescription and its dispensing judged together."""
        known = {(f.rule, f.line, f.message) for f in self.all}
        return Report(
            self.all + tuple(f for f in other.all if (f.rule, f.line, f.message) not in known)
        )


_ORDER = {Verdict.BREACHED: 0, Verdict.CANNOT_TELL: 1, Verdict.INFORMS: 2}


def _weight(finding: Finding) -> tuple[int, int]:
    return -finding.outcome.rank, _ORDER[finding.verdict]


def _worst(findings: Iterable[Finding]) -> Outcome:
    worst = Outcome.ALLOWED
    for finding in findings:
        if finding.outcome.rank > worst.rank:
            worst = finding.outcome
    return worst


TO_ATTEST = "Compléter ce qui manque, ou attester que la règle est respectée."
NOTHING_TO_DO = "Rien à faire ici\u202f: personne ne peut le savoir à ce moment."


def _told(special: str | None, usual: str) -> str:
    """The sentence of this answer; those of the rule are typeset already."""
    return usual if special is None else typographic(special)


def finding_of(rule: Rule[Subject], answer: Answer, line: int | None) -> Finding:
    """The finding of a rule's answer, sentences filled with the facts."""
    return _met(rule, line) if answer is MET else _finding(rule, answer, line)


@lru_cache(maxsize=8192)
def _met(rule: Rule[Any], line: int | None) -> Finding:
    """A rule respected says the same each time; nearly every answer is that one."""
    return _finding(rule, MET, line)


def _finding(rule: Rule[Subject], answer: Answer, line: int | None) -> Finding:
    facts = answer.facts
    attestable = rule.attestable if answer.attestable is None else answer.attestable
    if answer.verdict in (Verdict.BREACHED, Verdict.INFORMS):
        message = filled(_told(answer.message, rule.message), facts)
        remedy = filled(_told(answer.remedy, rule.remedy), facts)
    elif answer.verdict is Verdict.CANNOT_TELL:
        message = rule.unknown.format_map(facts)
        remedy = _told(answer.remedy, TO_ATTEST if attestable else NOTHING_TO_DO).format_map(facts)
    else:
        message = remedy = ""
    return Finding(
        rule=rule.id,
        version=rule.since,
        verdict=answer.verdict,
        severity=answer.severity or rule.effective_severity,
        line=line,
        message=message,
        why=rule.why,
        remedy=remedy,
        citation=str(rule.citation),
        confidence=rule.confidence,
        attestable=attestable,
        reason=rule.reason,
        facts=facts,
        corrections=answer.corrections,
    )
