"""Run the register on a case.

Versions are selected once per moment and pair of days; those that may concern a line, once for all
the lines that show the same.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ordonnance.law.case import Case, LineCase
from ordonnance.law.finding import Finding, Report, finding_of
from ordonnance.law.outline import Concerns, Outline
from ordonnance.law.register import DOCUMENT_RULES, LINE_RULES
from ordonnance.law.rule import Clock, Moment, Rule


class Compiled(NamedTuple):
    """The versions that apply to one moment and one pair of days."""

    document: tuple[Rule[Case], ...]
    line: tuple[Rule[LineCase], ...]


@lru_cache(maxsize=1024)
def compiled(moment: Moment, established_on: date, day: date) -> Compiled:
    """The versions to run: each rule's clock selects its version."""
    days = {Clock.PRESCRIBING: established_on, Clock.DISPENSING: day}
    return Compiled(
        tuple(r for r in DOCUMENT_RULES if moment in r.moments and r.in_force(days[r.clock])),
        tuple(r for r in LINE_RULES if moment in r.moments and r.in_force(days[r.clock])),
    )


class Concerning(NamedTuple):
    """A version that may apply to a line, and what the line must say for it; None: nothing."""

    rule: Rule[LineCase]
    says: Callable[[LineCase], bool] | None


@lru_cache(maxsize=2048)
def concerning(outline: Outline, moment: Moment, day: date) -> tuple[Concerning, ...]:
    """The versions to run on the lines of an outline: the others concern other lines."""
    found = []
    for rule in compiled(moment, outline.established_on, day).line:
        applies = rule.applies
        if not isinstance(applies, Concerns):
            found.append(Concerning(rule, applies))
        elif applies.shows(outline):
            found.append(Concerning(rule, applies.says))
    return tuple(found)


def check(case: Case) -> Report:
    """Every finding of every rule that applies, at the moment of the case."""
    rules = compiled(case.moment, case.established_on, case.day)
    found: list[Finding] = [
        finding_of(rule, rule.check(case), None) for rule in rules.document if rule.applies(case)
    ]
    for line in case.lines():
        number = line.line.number
        found += [
            finding_of(rule, rule.check(line), number)
            for rule, says in concerning(Outline.of(line), case.moment, case.day)
            if says is None or says(line)
        ]
    return Report(tuple(found))
