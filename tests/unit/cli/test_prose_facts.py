"""Shortages and the version of the drug facts, as the command line tells them."""

from datetime import date

from ordonnance.doors.cli import prose_facts
from ordonnance.usecases.drug_views import Facts, ShortageView

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


def test_a_base_that_tells_no_version_adds_nothing() -> None:
    assert prose_facts.told(None, []) == []
