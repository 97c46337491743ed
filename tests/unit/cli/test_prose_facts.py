"""Shortages and the version of the drug facts, as the command line tells them."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.doors.cli import prose_facts
from ordonnance.doors.cli.prose_drug_versions import bar
from ordonnance.usecases.drug_views import Facts, ShortageView, ThesaurusFacts

FACTS = Facts("Base publique", "exemple.test", date(2026, 5, 19), "a1b2c3d4e5f6", False)
SHORT = ShortageView(2, "EXEMPLE", "TENSION", "EXEMPLE\u202f: tension depuis le 25/03/2026")


def plain(lines: list[str]) -> str:
    return "\n".join(lines).replace("\u202f", " ")


def test_a_shortage_stands_with_its_line_above_the_version() -> None:
    text = plain(prose_facts.told(FACTS, [SHORT]))
    assert "Disponibilité, ligne 2 : EXEMPLE : tension depuis le 25/03/2026" in text
    assert text.endswith("Médicaments : Base publique, du 19/05/2026 (a1b2c3d4e5f6)")


def test_what_is_not_to_be_relied_upon_stands_out() -> None:
    old = Facts("Base", "x", date(2026, 5, 19), "a1", True, "Catalogue de démonstration")
    assert "ATTENTION : Catalogue de démonstration" in plain(prose_facts.told(old, []))


def test_the_edition_of_the_thesaurus_stands_under_the_version() -> None:
    held = ThesaurusFacts("Thésaurus EXEMPLE", "exemple.test", date(2020, 10, 20), "f0e1", False)
    text = plain(prose_facts.version(replace(FACTS, thesaurus=held)))
    assert text.endswith("\nInteractions : Thésaurus EXEMPLE, du 20/10/2020 (f0e1)")


def test_a_base_that_tells_no_version_adds_nothing() -> None:
    assert prose_facts.told(None, []) == []


@pytest.mark.parametrize(
    ("size", "expected", "said"),
    [
        (0, 100, "[····················] 0\u202f%"),
        (60, 100, "[████████████········] 60\u202f%"),
        (100, 100, "[████████████████████] 100\u202f%"),
        (140, 100, "[████████████████████] 100\u202f%"),
    ],
)
def test_a_download_is_followed_by_a_bar(size: int, expected: int, said: str) -> None:
    assert bar(size, expected) == said
