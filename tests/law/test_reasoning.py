"""The reasoning told: the same findings as the check, and a word for each rule that is silent."""

from datetime import date
from typing import cast

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import MORPHINE, RAMIPRIL, TRAMADOL, a_case, at_counter, days
from ordonnance.law.finding import Outcome
from ordonnance.law.reasoning import Reasoning, reasoned
from ordonnance.law.register import IDS, REGISTER, AnyRule
from ordonnance.law.rule import Clock, Example, Verdict

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{rule.since}-{example.text}")
    for rule in REGISTER
    for example in rule.examples
]


def aside(told: Reasoning) -> dict[str, str]:
    """Why each rule is silent, on the whole and on the first line."""
    groups = (*told.aside, *told.lines[0].aside)
    return {rule.id: each.reason for each in groups for rule in each.rules}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_reasoning_holds_the_findings_of_the_check_in_their_order(
    rule: AnyRule, example: Example
) -> None:
    case = cast(Case, example.build())
    told = reasoned(case)
    assert told.report == check(case)
    assert rule.id in {each.rule for each in told.report.all}


@pytest.mark.parametrize("medicine", [RAMIPRIL, MORPHINE, None])
def test_every_rule_of_the_register_is_applied_or_set_aside_once(medicine: object) -> None:
    told = reasoned(a_case(cast("None", medicine), duration=days(28)))
    (line,) = told.lines
    names = [
        *(each.rule.id for each in (*told.document, *line.applied)),
        *(rule.id for each in (*told.aside, *line.aside) for rule in each.rules),
    ]
    assert sorted(names) == sorted(IDS)


def test_each_clock_gives_its_day() -> None:
    told = reasoned(at_counter(a_case(MORPHINE, duration=days(28)), date(2026, 1, 8), asked=28))
    selected = {each.rule.id: each.selected_on for each in told.lines[0].applied}
    assert selected["RX-STUP-06"] == date(2026, 1, 8)
    assert selected["RX-STUP-07"] == date(2026, 1, 5)
    assert told.days == {
        Clock.PRESCRIBING: date(2026, 1, 5), Clock.DISPENSING: date(2026, 1, 8),
    }  # fmt: skip


def test_a_silent_rule_says_why_in_a_word() -> None:
    why = aside(reasoned(a_case(RAMIPRIL, duration=days(28))))
    assert why["RX-STUP-03"].startswith("le médicament n’est pas un stupéfiant")
    assert why["RX-SEC-01"] == "la forme sécurisée n’est pas exigée pour ce médicament"
    assert why["DI-02"] == "se juge à un autre moment (délivrance)"
    assert aside(reasoned(a_case(None, duration=days(28))))["RX-DUR-01"] == (
        "le médicament n’est pas connu du catalogue"
    )


def test_a_rule_of_another_time_is_told_as_such() -> None:
    old = reasoned(a_case(MORPHINE, on=date(1998, 5, 4), duration=days(28)))
    assert aside(old)["RX-SEC-01"] == "n’existait pas encore ce jour-là"


def test_the_version_and_the_outcome_are_those_of_the_day() -> None:
    told = reasoned(a_case(TRAMADOL, on=date(2020, 4, 14), duration=days(90)))
    (applied,) = [each for each in told.lines[0].applied if each.rule.id == "RX-DUR-07"]
    assert (applied.rule.until, applied.finding.verdict) == (date(2020, 4, 14), Verdict.MET)
    late = reasoned(a_case(TRAMADOL, on=date(2020, 4, 15), duration=days(90)))
    assert late.outcome is Outcome.BLOCKED
