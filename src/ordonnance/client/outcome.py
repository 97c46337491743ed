"""An `OperationOutcome` of the base as a `Refused`."""

import re

import msgspec

from ordonnance.client.errors import Refused, RefusedIssue

RULE_SYSTEM = "urn:ordonnance:rule"
"""System of the coding that names the rule of a finding."""

_LINE = re.compile(r"line\[(\d{1,3})\]")


class _Coding(msgspec.Struct):
    system: str = ""
    code: str = ""


class _Details(msgspec.Struct):
    coding: list[_Coding] = []
    text: str = ""


class _Issue(msgspec.Struct):
    code: str = ""
    details: _Details = msgspec.field(default_factory=_Details)
    diagnostics: str = ""
    expression: list[str] = []


class _Outcome(msgspec.Struct):
    kind: str = msgspec.field(default="", name="resourceType")
    issue: list[_Issue] = []


def refused(status: int, body: bytes) -> Refused | None:
    """The refusal that this body says, or None when it is not one of ours."""
    try:
        outcome = msgspec.json.decode(body, type=_Outcome)
    except msgspec.MsgspecError:
        return None
    if outcome.kind != "OperationOutcome" or not outcome.issue:
        return None
    issues = tuple(_read(issue) for issue in outcome.issue)
    first = issues[0]
    if not first.code:
        return None
    findings = tuple(issue for issue in issues if issue.rule is not None)
    return Refused(first.code, first.message, first.do, first.at, status, issues, findings)


def _read(issue: _Issue) -> RefusedIssue:
    codes = [coding.code for coding in issue.details.coding if coding.system != RULE_SYSTEM]
    rules = [coding.code for coding in issue.details.coding if coding.system == RULE_SYSTEM]
    at = issue.expression[0] if issue.expression else None
    return RefusedIssue(
        codes[0] if codes else rules[0] if rules else "",
        issue.details.text,
        issue.diagnostics,
        at,
        rules[0] if rules else None,
        _line(at),
    )


def _line(at: str | None) -> int | None:
    found = _LINE.fullmatch(at or "")
    return int(found[1]) if found else None
