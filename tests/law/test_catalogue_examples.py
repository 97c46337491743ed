"""The examples of the catalogue, in our own words, through the public entry."""

import pytest

from ordonnance.law.check import check
from ordonnance.law.coverage import COVERAGE, Status
from ordonnance.law.register import IDS
from ordonnance.law.rule import Verdict
from tests.law.awaited import AWAITED
from tests.law.catalogue import PAIRS, Pair

RULES = {
    entry.id: entry.rules for entry in COVERAGE
    if entry.status is Status.ENCODED and set(entry.rules) & set(IDS) and entry.id not in AWAITED
}  # fmt: skip
ENCODED = [pytest.param(RULES[id_], PAIRS[id_], id=id_) for id_ in RULES if id_ in PAIRS]
SHOWN = {Verdict.BREACHED, Verdict.CANNOT_TELL, Verdict.INFORMS}


@pytest.mark.parametrize(("rules", "pair"), ENCODED)
def test_the_case_that_respects_a_rule_of_the_catalogue_is_free(
    rules: tuple[str, ...], pair: Pair
) -> None:
    wrong = [
        finding.message
        for finding in check(pair.passes()).findings
        if finding.rule in rules and finding.verdict is not Verdict.INFORMS
    ]
    assert wrong == []


@pytest.mark.parametrize(("rules", "pair"), ENCODED)
def test_the_case_that_does_not_respect_it_is_told(rules: tuple[str, ...], pair: Pair) -> None:
    verdicts = {
        finding.verdict for finding in check(pair.fails()).findings if finding.rule in rules
    }
    assert verdicts & SHOWN


def test_every_rule_of_the_catalogue_that_the_register_encodes_has_its_two_cases() -> None:
    assert sorted(set(RULES) - set(PAIRS)) == []
