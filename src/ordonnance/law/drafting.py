"""What most rules on mentions share, so that each module writes only what is its own."""

from datetime import date
from typing import Any

from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.rule import Citation, Clock, Confidence, Moment, Rule, Severity

PRESCRIBING = frozenset({Moment.PRESCRIBING})
DISPENSING = frozenset({Moment.DISPENSING})
READ_ON = date(2026, 11, 22)
"""Day on which the articles cited by these modules were read, or the documents that quote them."""

_SHARED: dict[str, Any] = {
    "moments": PRESCRIBING,
    "clock": Clock.PRESCRIBING,
    "severity": Severity.BLOCKING,
    "confidence": Confidence.VERIFIED,
}


def line_rule(rule_id: str, title: str, **facts: Any) -> Rule[LineCase]:
    """A rule on each line, at prescribing, blocking and verified unless told otherwise."""
    return Rule(id=rule_id, title=title, **{**_SHARED, "line_rule": True, **facts})


def document_rule(rule_id: str, title: str, **facts: Any) -> Rule[Case]:
    """A rule on the whole document, with the same facts by default."""
    return Rule(id=rule_id, title=title, **{**_SHARED, "line_rule": False, **facts})


def csp(article: str, read_on: date = READ_ON) -> Citation:
    """An article of the Code de la santé publique."""
    return Citation("Code de la santé publique", article, read_on)


def css(article: str) -> Citation:
    """An article of the Code de la sécurité sociale."""
    return Citation("Code de la sécurité sociale", article, READ_ON)


def changing(line: LineCase, label: str, **changes: object) -> Correction:
    """The correction that gives new values to fields of that line."""
    return Correction(label, line.line.number, changes)
