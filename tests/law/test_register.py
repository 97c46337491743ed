"""The register as a whole: ids, versions, sentences, sources, examples."""

import string
from datetime import date
from itertools import combinations

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.register import IDS, REGISTER, AnyRule, in_force, version_on, versions
from ordonnance.law.rule import Confidence, Example, Family, Severity, Verdict

TEN = (
    "RX-DUR-01", "RX-DUR-03", "RX-DUR-07", "RX-STUP-03", "RX-STUP-06", "RX-STUP-07", "RX-SEC-01",
    "MI-09", "MD-05", "MP-05",
)  # fmt: skip
SERVING = (
    "DI-02", "DI-STUP-04", "RX-L1-01", "RX-L1-02", "RX-L2-01", "RX-L2-02", "RX-REN-01",
    "RX-REN-02",
)  # fmt: skip

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{rule.since}-{example.text}")
    for rule in REGISTER
    for example in rule.examples
]
RULES = [pytest.param(rule, id=f"{rule.id}-{rule.since}") for rule in REGISTER]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_rules_of_the_first_slice_are_all_there() -> None:
    assert set(TEN) <= set(IDS)
    assert set(SERVING) <= set(IDS)


@pytest.mark.parametrize("rule_id", IDS)
def test_versions_of_a_rule_do_not_overlap(rule_id: str) -> None:
    for one, other in combinations(versions(rule_id), 2):
        first, last = sorted((one, other), key=lambda rule: rule.since or date.min)
        assert first.until is not None
        assert last.since is not None
        assert first.until < last.since


@pytest.mark.parametrize("rule_id", IDS)
def test_a_closed_version_is_followed_without_a_gap(rule_id: str) -> None:
    for rule in versions(rule_id):
        if rule.until is not None:
            following = version_on(rule_id, date.fromordinal(rule.until.toordinal() + 1))
            assert following is not None


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_who_what_why_and_where(rule: AnyRule) -> None:
    for text in (rule.title, rule.message, rule.unknown, rule.why, rule.remedy):
        assert text.strip()
    assert rule.citation.article.strip()
    assert date(2024, 1, 1) < rule.citation.read_on < date(2027, 1, 1)
    assert rule.moments


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_an_example_it_meets_or_a_missing_fact_and_one_that_shows_it(
    rule: AnyRule,
) -> None:
    verdicts = {example.verdict for example in rule.examples}
    assert verdicts - {Verdict.MET}
    if rule.id not in ("medicine.unknown", "preparation.not_read", "category.not_read"):
        assert Verdict.MET in verdicts


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_gives_the_verdict_it_announces(rule: AnyRule, example: Example) -> None:
    case = example.build()
    assert isinstance(case, Case)
    found = [f for f in check(case).all if f.rule == rule.id]
    assert [f.verdict for f in found] == [example.verdict]
    assert found[0].version == rule.since
    assert found[0].line == (case.ordonnance.lines[-1].number if rule.line_rule else None)
    if example.verdict is Verdict.MET:
        assert found[0].message == ""
    else:
        assert not placeholders(found[0].message)
        assert found[0].message.endswith((".", "»."))
        assert "…" not in found[0].message


@pytest.mark.parametrize("rule", RULES)
def test_every_placeholder_of_a_sentence_is_produced(rule: AnyRule) -> None:
    wanted = placeholders(rule.message) | placeholders(rule.remedy)
    produced: set[str] = set()
    for example in rule.examples:
        case = example.build()
        assert isinstance(case, Case)
        for finding in check(case).all:
            if finding.rule == rule.id and finding.verdict is not Verdict.MET:
                produced |= set(finding.facts)
    assert wanted <= produced


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_from_memory_warns_except_on_narcotics(rule: AnyRule) -> None:
    if rule.confidence is Confidence.MEMORY and rule.family is not Family.NARCOTIC:
        assert rule.effective_severity is not Severity.BLOCKING
    else:
        assert rule.effective_severity is rule.severity


def test_in_force_lists_each_rule_once() -> None:
    for day in (date(2006, 5, 4), date(2020, 4, 14), date(2020, 4, 15), date(2026, 1, 5)):
        ids = [rule.id for rule in in_force(day)]
        assert len(ids) == len(set(ids))


def test_an_unknown_rule_has_no_version() -> None:
    assert versions("RX-NOPE-01") == ()
    assert version_on("RX-NOPE-01", date(2026, 1, 5)) is None
