"""Each situation that we owe an answer is shown by a test, or says why it is not."""

import csv

import pytest

from tests.house.files import ROOT
from tools import scenarios

CATALOGUE = ROOT.parent / "shared" / "spec" / "peers" / "scenarios.csv"
OWED_GROUPS = set("ABCDEFGHLQ")
OWED_RELEVANCE = {"direct", "adapt"}


def claimed() -> set[str]:
    """Every id that a test or a reason names."""
    return {each.id for each in scenarios.shown()} | set(scenarios.elsewhere())


def test_no_situation_is_both_shown_and_told_away() -> None:
    assert {each.id for each in scenarios.shown()} & set(scenarios.elsewhere()) == set()


def test_every_id_is_well_formed() -> None:
    assert [each for each in claimed() if not scenarios.WELL_FORMED.fullmatch(each)] == []


def test_every_reason_says_something() -> None:
    assert {each: why for each, why in scenarios.elsewhere().items() if len(why) < 40} == {}


def test_every_mark_decorates_a_test_and_names_an_id() -> None:
    for path in sorted(scenarios.TESTS.rglob("*.py")):
        every, decorating = scenarios.marks_in(path)
        assert every == decorating, f"{path.name}: a mark that no page would tell"


def catalogue() -> list[dict[str, str]]:
    if not CATALOGUE.exists():
        pytest.skip("the catalogue of situations does not lie beside this checkout")
    with CATALOGUE.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_every_situation_owed_is_shown_or_says_why_not() -> None:
    owed = {
        row["id"]
        for row in catalogue()
        if row["group"][0] in OWED_GROUPS and row["relevance_for_france"] in OWED_RELEVANCE
    }
    missing = ", ".join(sorted(owed - claimed()))
    assert not missing, f"neither a test nor a reason: {missing}"


def test_no_situation_is_invented() -> None:
    known = {row["id"] for row in catalogue()}
    invented = ", ".join(sorted(claimed() - known))
    assert not invented, f"the catalogue does not hold: {invented}"
