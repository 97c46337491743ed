"""Run the register on a case: versions are selected once per moment and pair of days."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ordonnance.law.case import Case, LineCase
from ordonnance.law.finding import Finding, Report, finding_of
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


def check(case: Case) -> Report:
    """Every finding of every rule that applies, at the moment of the case."""
    rules = compiled(case.moment, case.established_on, case.day)
    found: list[Finding] = [
        finding_of(rule, rule.check(case), None) for rule in rules.document if rule.applies(case)
    ]
    for line in case.lines():
        number = line.line.number
        found += [
            finding_of(rule, rule.check(line), number) for rule in rules.line if rule.applies(line)
        ]
    return Report(tuple(found))
