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
UNSURE, TOLD = frozenset({Verdict.CANNOT_TELL}), frozenset({Verdict.INFORMS})
OTHERWISE: dict[str, frozenset[Verdict]] = {
    # A fact is missing and nobody here may suppose it.
    **dict.fromkeys(
        ("MI-04", "MI-17", "MP-06", "MD-15", "MD-20", "PR-PIH-01", "PR-SPE-01", "WH-04", "WH-08",
         "WH-13", "WH-14", "WH-16"), UNSURE,
    ),
    # Nothing is wrong: the text is worth knowing for this line, this day.
    **dict.fromkeys(("MI-08", "MD-17", "AM-09", "DI-REN-06"), TOLD),
    # Several rules hold the entry: the form is breached, who else prescribed is not known.
    **dict.fromkeys(("RX-SEC-06", "RX-SEC-07"), UNSURE | {Verdict.BREACHED}),
    "PR-COMB-01": UNSURE | TOLD,
}  # fmt: skip
"""By id, what the rules answer to the case that does not respect them, where it is no breach."""


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


@pytest.mark.parametrize("id_", sorted(set(RULES) & set(PAIRS)))
def test_the_case_that_does_not_respect_it_gets_exactly_its_verdict(id_: str) -> None:
    found = check(PAIRS[id_].fails()).findings
    verdicts = {finding.verdict for finding in found if finding.rule in RULES[id_]}
    assert verdicts == OTHERWISE.get(id_, {Verdict.BREACHED})


def test_no_verdict_is_kept_for_a_rule_that_has_no_case() -> None:
    assert set(OTHERWISE) <= set(RULES) & set(PAIRS)


def test_every_rule_of_the_catalogue_that_the_register_encodes_has_its_two_cases() -> None:
    assert sorted(set(RULES) - set(PAIRS)) == []
