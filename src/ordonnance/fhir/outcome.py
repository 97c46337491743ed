"""Refusals and findings of the law as an OperationOutcome: the one place where they are written.

`issue.code` is a code of the R4 value set, `details.coding` our own code (`urn:ordonnance:error`)
or the rule (`urn:ordonnance:rule`), `details.text` the French sentence, `diagnostics` what to do
next, `expression` the place in what was sent. A finding on a line stands at `line[N]`, N counted
from 1, followed by the place in the request of the text that it is about, if any.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.french.typography import printed
from ordonnance.fhir.codec import encode
from ordonnance.fhir.codes import IssueType
from ordonnance.fhir.resources.datatypes import CodeableConcept, Coding
from ordonnance.fhir.resources.dispense import OperationOutcome, OutcomeIssue
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems

IssueSeverity = Literal["fatal", "error", "warning", "information"]


class Offered(Protocol):
    """What of a correction is written."""

    @property
    def label(self) -> str:
        """What it does, in French."""


class Found(Protocol):
    """What of a finding is written; findings of the law and their views both have it."""

    @property
    def rule(self) -> str:
        """Identifier of the rule."""

    @property
    def verdict(self) -> str:
        """met, breached, cannot_tell or informs."""

    @property
    def severity(self) -> str:
        """blocking, warning or info."""

    @property
    def line(self) -> int | None:
        """Number of the line, None for the whole document."""

    @property
    def message(self) -> str:
        """French sentence."""

    @property
    def remedy(self) -> str:
        """What to do, in French."""

    @property
    def citation(self) -> str:
        """The text it stands on."""

    @property
    def at(self) -> str | None:
        """Place, inside the line, of the text it is about."""

    @property
    def corrections(self) -> Sequence["Offered"]:
        """Changes that would make it go."""


def status_of(refusal: Refusal) -> int:
    """HTTP status of a refusal: that of its first issue."""
    return refusal.first.entry.status


def outcome_json(
    issues: Sequence[Issue], findings: Sequence[Found] = (), systems: Systems = DEFAULT_SYSTEMS
) -> bytes:
    """The JSON of an OperationOutcome: refusals first, then what the law found.

    With neither, it says that all is well: R4 wants at least one issue.
    """
    return encode(outcome(issues, findings, systems))


def outcome(
    issues: Sequence[Issue], findings: Sequence[Found] = (), systems: Systems = DEFAULT_SYSTEMS
) -> OperationOutcome:
    """The OperationOutcome itself."""
    said = [_refused(issue, systems) for issue in issues]
    said += [_found(finding, systems) for finding in findings]
    if not said:
        all_well = CodeableConcept(text="Rien à signaler.")
        said = [
            OutcomeIssue(
                severity="information", code=IssueType.INFORMATIONAL.value, details=all_well
            )
        ]
    return OperationOutcome(issue=tuple(said))


def _refused(issue: Issue, systems: Systems) -> OutcomeIssue:
    entry = issue.entry
    return OutcomeIssue(
        severity="fatal" if entry.status >= 500 else "error",
        code=IssueType(entry.issue).value,
        details=CodeableConcept(
            coding=(Coding(system=systems.errors, code=issue.code),),
            text=_whole(printed(issue.message)),
        ),
        diagnostics=_whole(printed(issue.do)),
        expression=(_whole(issue.at),) if issue.at else (),
    )


def _whole(text: str) -> str:
    """A text that can be written: the sender's words may hold half a character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _found(finding: Found, systems: Systems) -> OutcomeIssue:
    text = finding.message or "La règle est respectée."
    remedy = f"{finding.remedy} " if finding.remedy else ""
    remedy += "".join(f"Corriger : {each.label}. " for each in finding.corrections)
    return OutcomeIssue(
        severity=_severity(finding),
        code=_type(finding).value,
        details=CodeableConcept(
            coding=(Coding(system=systems.rules, code=finding.rule),), text=printed(text)
        ),
        diagnostics=printed(f"{remedy}({finding.citation})"),
        expression=_place(finding),
    )


def _place(finding: Found) -> tuple[str, ...]:
    """`line[2]`, or `line[2].note[0].text` for a finding about one text of it."""
    if finding.line is None:
        return ()
    line = f"line[{finding.line}]"
    return (f"{line}.{finding.at}" if finding.at else line,)


def _severity(finding: Found) -> IssueSeverity:
    """A breach that blocks is an error; what waits for an attestation is a warning."""
    if finding.verdict in ("met", "informs") or finding.severity == "info":
        return "information"
    if finding.verdict == "breached" and finding.severity == "blocking":
        return "error"
    return "warning"


def _type(finding: Found) -> IssueType:
    if finding.verdict in ("met", "informs") or finding.severity == "info":
        return IssueType.INFORMATIONAL
    return IssueType.INCOMPLETE if finding.verdict == "cannot_tell" else IssueType.BUSINESS_RULE
