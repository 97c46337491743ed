"""The pages of the law say of each rule what it answers, where it is written and since when."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ordonnance.law.coverage import COVERAGE
from ordonnance.law.french import typographic
from ordonnance.law.register import IDS, REGISTER
from ordonnance.law.substances import ROWS
from tools.pages.rule_coverage import coverage
from tools.pages.rule_indexes import by_article, by_drug, rules
from tools.pages.rule_page import rule_pages

ROOT = Path(__file__).resolve().parents[2]


def test_each_rule_has_its_page_and_its_line_in_the_index() -> None:
    index, pages = rules(), rule_pages()
    assert sorted(pages) == sorted(f"rules/{rule_id}.md" for rule_id in IDS)
    assert [each for each in IDS if f"[{each}](rules/{each}.md)" not in index] == []


@pytest.mark.parametrize("rule_id", IDS)
def test_a_page_tells_its_versions_its_examples_and_no_placeholder(rule_id: str) -> None:
    page = rule_pages()[f"rules/{rule_id}.md"]
    assert "{" not in page
    for rule in (each for each in REGISTER if each.id == rule_id):
        assert rule.why in page
        assert typographic(str(rule.citation)) in page
        assert rule.confidence.label in page
        for example in rule.examples:
            assert typographic(f"| {example.text} | {example.verdict.label} |") in page


def test_a_page_shows_the_figures_and_the_correction_of_its_examples() -> None:
    page = rule_pages()["rules/RX-DUR-07.md"]
    assert "La durée demandée (90 jours) dépasse 12 semaines" in page
    assert "Mettre 84 jours" in page
    assert "## Histoire" in page
    assert "jusqu’au 14/04/2020" in page


def test_every_article_and_every_substance_is_indexed() -> None:
    articles, drugs = by_article(), by_drug()
    assert [each for each in IDS if f"[{each}](rules/{each}.md)" not in articles] == []
    assert articles.index("| R.5132-5 al. 1 |") < articles.index("| R.5132-21 |")
    missing = [row.key for row in ROWS if row.subject[1:] not in drugs]
    assert missing == []
    assert "Groupes biologiques similaires" in drugs


def test_the_coverage_page_says_where_each_id_stands() -> None:
    page = coverage()
    assert f"Le catalogue compte {len(COVERAGE)} règles." in page
    assert [
        each.id for each in COVERAGE if f"| {each.id} | {each.status.label} |" not in page
    ] == []


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_first_pages_say_how_many_rules_there_are(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    counted = (len(IDS), len(COVERAGE), *Counter(each.status for each in COVERAGE).values())
    assert [number for number in counted if re.search(rf"\b{number}\b", page) is None] == []
