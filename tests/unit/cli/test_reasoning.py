"""`law explain` and `law what-changed`: the law told on a document, and between two days."""

import json
import re
from pathlib import Path

import pytest

from ordonnance.doors.cli import local
from tests.unit.cli.conftest import Ordonnance
from tests.unit.cli.typed import SPACE


@pytest.fixture
def long(tmp_path: Path) -> str:
    """Tramadol for ninety days."""
    tree = json.loads(local.example("tramadol"))
    line = next(
        each["resource"] for each in tree["entry"]
        if each["resource"]["resourceType"] == "MedicationRequest"
    )  # fmt: skip
    line["dosageInstruction"][0]["timing"]["repeat"]["boundsDuration"]["value"] = 90
    line["authoredOn"] = "2025-03-15T10:00:00+01:00"
    path = tmp_path / "longue.json"
    path.write_text(json.dumps(tree), "utf-8")
    return str(path)


def test_the_reasoning_tells_the_drug_the_rules_and_the_clocks(
    ordonnance: Ordonnance, long: str
) -> None:
    words = ("law", "explain", long, "--on", "2025-03-15", "--at-counter", "2025-04-02")
    told = re.sub(r"[ \n]+", " ", ordonnance(*words).stdout)
    for said in (
        "PRESCRIPTION — le 15/03/2025, ordonnance numérique",
        f"Deux horloges{SPACE}: l’ordonnance est établie le 15/03/2025",
        f"Lu par la table des substances{SPACE}: liste I{SPACE}; durée 12 semaines au plus",
        "Tolérance jusqu’au 31/03/2025.",
        "NON RESPECTÉE — RX-DUR-07",
        "version depuis le 15/04/2020, choisie par le jour de l’établissement (15/03/2025).",
        f"Corriger{SPACE}: Mettre 84 jours",
        "Écartées, le médicament n’est pas un stupéfiant",
        "DÉLIVRANCE — le 02/04/2025",
        f"Dû ce jour{SPACE}: 120 unités{SPACE}; 30 jours",
        "RX-L1-01 Première délivrance dans les trois mois (liste I) — R.5132-22, depuis le "
        "08/08/2004, jour de la délivrance",
    ):
        assert said in told


def test_the_same_reasoning_as_json_holds_dates_and_ids(ordonnance: Ordonnance, long: str) -> None:
    words = ("law", "explain", long, "--on", "2025-03-15", "--at-counter", "2025-04-02", "--json")
    told = json.loads(ordonnance(*words).stdout)
    prescribing, dispensing = told["moments"]
    assert (prescribing["outcome"], dispensing["moment"]) == ("blocked", "délivrance")
    (line,) = prescribing["lines"]
    assert line["medicine"]["from_table"] is True
    (rule,) = [each for each in line["rules"] if each["finding"]["rule"] == "RX-DUR-07"]
    assert rule["since"] == "2020-04-15"
    assert {"name": "limit", "value": "12 semaines"} in rule["facts"]
    assert any("RX-STUP-03" in each["rules"] for each in line["aside"])


def test_a_line_that_is_over_says_so_at_the_counter(ordonnance: Ordonnance, long: str) -> None:
    told = ordonnance("law", "explain", long, "--at-counter", "2026-04-02").stdout
    assert f"Dû ce jour{SPACE}: rien{SPACE}: le délai pour délivrer est dépassé" in told
    refused = ordonnance("law", "explain", long, "--at-counter", "2025-03-14")
    assert refused.exit_code == 2


def test_what_changed_is_told_with_before_and_after(ordonnance: Ordonnance) -> None:
    told = ordonnance("law", "what-changed", "14/04/2020", "2020-04-15").stdout
    assert "Du 14/04/2020 (exclu) au 15/04/2020 (inclus)" in told
    assert "Le 15/04/2020, RX-DUR-07 change" in told
    assert f"Avant{SPACE}: Avant le 15 avril 2020" in told
    assert "Le 15/04/2020, le tramadol par voie orale change (Substances)" in told
    rules = json.loads(
        ordonnance("law", "what-changed", "2020-04-14", "2020-04-15", "--json").stdout
    )
    assert {each["rule"] for each in rules["changes"]} == {"RX-DUR-07", None}


def test_nothing_that_changes_is_said_and_days_go_forward(ordonnance: Ordonnance) -> None:
    told = ordonnance("law", "what-changed", "1901-01-01", "1901-02-01").stdout
    assert "Rien ne change dans ce que la plateforme connaît." in told
    backwards = ordonnance("law", "what-changed", "2020-04-15", "2020-04-14")
    assert backwards.exit_code == 2
    assert "Le deuxième jour précède le premier." in backwards.stderr
