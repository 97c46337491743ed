"""A missing fact never counts as met: facts are removed from cases that break a rule."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Example, Verdict
from tests.builders import worded

NOT_JUDGED = {
    "MD-02", "MD-03", "MD-05", "MP-04", "RX-DUR-02", "RX-DUR-14", "text.contradicts",
    "dose.above_own_maximum", "interaction.running", "substance.running",
}  # fmt: skip
"""Without a structure nothing is left that a text may contradict, nor a maximum to exceed, nor a
dose by weight, nor a length to compare; without a history nobody asked what else the patient
takes."""

BREACHES = [
    pytest.param(rule, example, id=f"{rule.id}-{rule.since}-{example.text}")
    for rule in REGISTER
    for example in rule.examples
    if example.verdict is not Verdict.MET and rule.line_rule and rule.id not in NOT_JUDGED
]


def without_medicine(case: Case) -> Case:
    return replace(case, medicines={})


def without_duration(case: Case) -> Case:
    lines = tuple(
        replace(line, duration=None, packs=None, posology=worded("comme indiqué"))
        for line in case.ordonnance.lines
    )
    return replace(case, ordonnance=replace(case.ordonnance, lines=lines))


def without_history(case: Case) -> Case:
    return replace(case, history=None)


def without_packs(case: Case) -> Case:
    bare = {k: m and replace(m, presentations=()) for k, m in case.medicines.items()}
    return replace(case, medicines=bare)


REMOVALS = [without_medicine, without_duration, without_history, without_packs]


@pytest.mark.parametrize("remove", REMOVALS)
@pytest.mark.parametrize(("rule", "example"), BREACHES)
def test_removing_a_fact_never_turns_a_breach_into_met(
    rule: AnyRule, example: Example, remove: Callable[[Case], Case]
) -> None:
    case = example.build()
    assert isinstance(case, Case)
    without = remove(case)
    if without == case:
        # There was nothing to take away: the example itself says what the rule answers.
        assert example.verdict is not Verdict.MET
        return
    report = check(without)
    verdicts = {f.verdict for f in report.all if f.rule == rule.id}
    assert Verdict.MET not in verdicts
    if not verdicts:
        # The rule no longer applies: then the unknown medicine itself is said.
        assert "medicine.unknown" in {f.rule for f in report.findings}
