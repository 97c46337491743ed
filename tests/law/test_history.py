"""The law as it changed: each dated change on the day before, the day, the day after."""

from datetime import timedelta

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.finding import Outcome
from ordonnance.law.register import IDS
from ordonnance.law.rule import Verdict
from tests.law.awaited import AWAITED
from tests.law.history import CHANGES, Change

ONE_DAY = timedelta(days=1)
ROWS = [
    pytest.param(change, at, id=f"{change.day}-{change.rules[0]}-{change.what}-{said}")
    for change in CHANGES
    for at, said in enumerate(("avant", "jour", "après"))
    if not set(change.rules) <= AWAITED
]


def word(case: Case, rules: tuple[str, ...]) -> str:
    """What the rules together answer: free, told, unknown, warned, blocked."""
    order = ["free", "told", "unknown", "warned", "blocked"]
    said = ["free"]
    for finding in check(case).findings:
        if finding.rule in rules:
            if finding.outcome is Outcome.BLOCKED:
                said.append("blocked")
            elif finding.outcome is Outcome.WARNING:
                said.append("warned")
            elif finding.verdict is Verdict.CANNOT_TELL:
                said.append("unknown")
            else:
                said.append("told")
    return max(said, key=order.index)


@pytest.mark.parametrize(("change", "at"), ROWS)
def test_a_change_of_the_law_counts_from_its_day(change: Change, at: int) -> None:
    day = change.day + (at - 1) * ONE_DAY
    assert word(change.build(day), change.rules) in change.expected[at].split("|")


def test_every_change_names_a_rule_that_exists_or_is_awaited() -> None:
    lost = [c.what for c in CHANGES if not set(c.rules) & (set(IDS) | AWAITED)]
    assert lost == []
