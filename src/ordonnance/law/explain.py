"""The law told: one rule on a day, and the list of a day."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.finding import Finding
from ordonnance.law.french import date_text
from ordonnance.law.register import IDS, AnyRule, in_force, version_on, versions
from ordonnance.law.rule import Example, Verdict


@dataclass(frozen=True, slots=True)
class RuleView:
    """One version of a rule as people read it; every text is French.

    `message`, `remedy` and `corrections` are what the rule answers to the case `told_on`, figures
    included. `legiarti` is the official id of the article's version, when it is known.
    """

    id: str
    title: str
    family: str
    moments: tuple[str, ...]
    clock: str
    severity: str
    confidence: str
    citation: str
    legiarti: str | None
    read_on: date
    since: date | None
    until: date | None
    message: str
    why: str
    remedy: str
    corrections: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    told_on: str

    @property
    def period(self) -> str:
        """« depuis le 15/04/2020 », « jusqu’au 14/04/2020 »."""
        if self.since and self.until:
            return f"du {date_text(self.since)} au {date_text(self.until)}"
        if self.since:
            return f"depuis le {date_text(self.since)}"
        return f"jusqu’au {date_text(self.until)}" if self.until else "début non établi"


def _view(rule: AnyRule) -> RuleView:
    example = _telling(rule)
    finding = _judged(rule, example)
    return RuleView(
        id=rule.id,
        title=rule.title,
        family=rule.family.value,
        moments=tuple(sorted(moment.label for moment in rule.moments)),
        clock=rule.clock.label,
        severity=rule.effective_severity.label,
        confidence=rule.confidence.label,
        citation=str(rule.citation),
        legiarti=rule.citation.legiarti,
        read_on=rule.citation.read_on,
        since=rule.since,
        until=rule.until,
        message=finding.message,
        why=rule.why,
        remedy=finding.remedy,
        corrections=tuple(each.label for each in finding.corrections),
        examples=tuple((each.text, each.verdict.label) for each in rule.examples),
        told_on=example.text,
    )


def _telling(rule: AnyRule) -> Example:
    """The first example not respected; the first where a fact is missing when there is none."""
    order = (Verdict.BREACHED, Verdict.CANNOT_TELL, Verdict.INFORMS)
    told = [example for example in rule.examples if example.verdict in order]
    return min(told, key=lambda example: order.index(example.verdict))


def _judged(rule: AnyRule, example: Example) -> Finding:
    """What this version answers to its example."""
    found = check(cast(Case, example.build())).findings
    return next(each for each in found if (each.rule, each.version) == (rule.id, rule.since))


def show(rule_id: str, on: date | None = None) -> tuple[RuleView, ...]:
    """The version in force on a day, or every version; empty when there is none.

    The id is read without regard to case.
    """
    known = next((each for each in IDS if each.casefold() == rule_id.strip().casefold()), None)
    if known is None:
        return ()
    if on is None:
        return tuple(_view(rule) for rule in versions(known))
    found = version_on(known, on)
    return (_view(found),) if found else ()


def list_on(day: date) -> tuple[RuleView, ...]:
    """The rules in force on a day, in the order of the register."""
    return tuple(_view(rule) for rule in in_force(day))
