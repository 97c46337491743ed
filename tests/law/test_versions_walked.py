"""Each dated version holds from its first day to its last one, on the clock that it declares."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import a_case, days
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Clock
from tests.builders import medicines as m
from tests.law.awaited import AWAITED
from tests.law.moved import moved

OLDER: dict[str, tuple[Callable[[], Case], ...]] = {
    # Zolpidem, of its examples, became an assimilé in 2017; buprénorphine was one in 1999.
    "RX-SEC-05": (lambda: a_case(m.BUPRENORPHINE_8, duration=days(7)),),
}
"""Cases of medicines that a rule concerned on its first day, where those of its examples were not
yet concerned."""


def judged_day(case: Case, rule: AnyRule) -> date:
    """The day that chooses the version, by the clock of the rule."""
    return case.established_on if rule.clock is Clock.PRESCRIBING else case.day


def on(rule: AnyRule, day: date) -> Iterator[Case]:
    """The examples of a version, each moved so that its clock says that day."""
    built = [example.build() for example in rule.examples]
    for case in (*built, *(each() for each in OLDER.get(rule.id, ()))):
        assert isinstance(case, Case)
        yield moved(case, (day - judged_day(case, rule)).days)


def holds(rule: AnyRule, day: date) -> bool:
    """True when that version is the one that answers, on one of its examples at least."""
    return any(
        (each.rule, each.version) == (rule.id, rule.since)
        for case in on(rule, day)
        for each in check(case).all
    )


DATED = [
    pytest.param(rule, edge, id=f"{rule.id}-{edge}")
    for rule in REGISTER
    if rule.id not in AWAITED
    for edge in ("since", "until")
    if getattr(rule, edge) is not None
]


@pytest.mark.parametrize(("rule", "edge"), DATED)
def test_a_version_counts_on_its_edges_and_not_beyond(rule: AnyRule, edge: str) -> None:
    day: date = getattr(rule, edge)
    inside = 1 if edge == "since" else -1
    walked = [day.toordinal() + step * inside for step in (-1, 0, 1)]
    beyond, at, within = (holds(rule, date.fromordinal(each)) for each in walked)
    assert (beyond, at, within) == (False, True, True)
