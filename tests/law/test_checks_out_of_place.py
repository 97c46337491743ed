"""A check asked about a line that is none of its business answers, or says so; it never fails."""

from functools import cache

import pytest

from ordonnance.law.case import Case
from ordonnance.law.register import REGISTER, AnyRule
from ordonnance.law.rule import Answer

RULES = [pytest.param(rule, id=f"{rule.id}-{rule.since}") for rule in REGISTER]


@cache
def cases() -> tuple[Case, ...]:
    """A case of each rule, by turns one that it accepts and one that it does not."""
    found = []
    for rank, rule in enumerate(REGISTER):
        case = rule.examples[rank % len(rule.examples)].build()
        assert isinstance(case, Case)
        found.append(case)
    return tuple(found)


def said(rule: AnyRule, subject: object) -> Answer | None:
    """What the check says; None where it says that it does not apply."""
    try:
        answer = rule.check(subject)  # type: ignore[arg-type]  # the kind that `line_rule` tells
    except (KeyError, IndexError):
        raise
    except LookupError:
        return None
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize("rule", RULES)
def test_a_check_out_of_its_place_answers_or_says_that_it_does_not_apply(rule: AnyRule) -> None:
    for case in cases():
        for subject in case.lines() if rule.line_rule else (case,):
            said(rule, subject)
