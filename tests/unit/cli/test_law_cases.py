"""`law test`: cases run from files, folders and patterns; differences shown with the reasoning."""

import json
from pathlib import Path

import pytest

from tests.unit.adapters.case_texts import CASE, with_
from tests.unit.cli.conftest import Ordonnance

WRONG = with_("permis", "bloqué\n  règles: RX-DUR-01").replace("cinq jours", "à tort")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A right case and a wrong one, in two files of one folder; a third that cannot be read."""
    (tmp_path / "bon.yaml").write_text(CASE, "utf-8")
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous" / "faux.yml").write_text(WRONG, "utf-8")
    (tmp_path / "illisible.txt").write_text("pas un cas", "utf-8")
    return tmp_path


def test_a_case_that_conforms_ends_well(ordonnance: Ordonnance, folder: Path) -> None:
    told = ordonnance("law", "test", str(folder / "bon.yaml"))
    assert told.exit_code == 0
    assert told.stdout == "1 cas dans 1 fichier\u202f: 1 conforme\n"


def test_a_difference_is_shown_with_the_reasoning_and_the_exit_code_says_it(
    ordonnance: Ordonnance, folder: Path
) -> None:
    told = ordonnance("law", "test", str(folder))
    assert told.exit_code == 1
    assert "ÉCART  Paracétamol, à tort" in told.stdout
    assert "≠ issue\u202f: bloqué attendue, permis obtenue" in told.stdout
    assert "≠ règle RX-DUR-01 attendue\u202f: elle ne s’applique pas ici" in told.stdout
    assert "Respectées\u202f: " in told.stdout
    assert "2 cas dans 2 fichiers\u202f: 1 conforme\n" in told.stdout


def test_all_shows_the_reasoning_of_what_conforms_too(ordonnance: Ordonnance, folder: Path) -> None:
    told = ordonnance("law", "test", "--all", str(folder / "bon.yaml")).stdout
    assert "CONFORME  Paracétamol, cinq jours" in told
    assert "Pourquoi\u202f: Rien de particulier." in told
    assert "À l’émission, le 12/03/2026\u202f: permis" in told


def test_the_summary_in_json_counts_and_lists(ordonnance: Ordonnance, folder: Path) -> None:
    (folder / "cassé.yaml").write_text(with_("permis", "peut-être"), "utf-8")
    told = ordonnance("law", "test", "--json", str(folder / "*.yaml"), str(folder / "sous"))
    assert told.exit_code == 2
    answer = json.loads(told.stdout)
    counts = {name: answer[name] for name in ("files", "cases", "passed", "failed", "unreadable")}
    assert counts == {"files": 3, "cases": 2, "passed": 1, "failed": 1, "unreadable": 1}
    right, wrong = answer["results"]
    assert (right["passed"], right["outcome"], right["differences"]) == (True, "allowed", [])
    assert (wrong["passed"], wrong["expected"], len(wrong["differences"])) == (False, "blocked", 2)
    (problem,) = answer["problems"]
    assert (Path(problem["file"]).name, problem["line"]) == ("cassé.yaml", 9)


@pytest.mark.parametrize("name", ["absent.yaml", "absent/*.yaml", "."])
def test_a_name_that_leads_to_no_case_is_told(
    ordonnance: Ordonnance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = ordonnance("law", "test", name)
    assert told.exit_code == 2
    assert "Aucun fichier de cas n’est là." in told.stderr


def test_what_cannot_be_read_names_its_line_and_what_to_do(
    ordonnance: Ordonnance, folder: Path
) -> None:
    (folder / "bon.yaml").write_text(with_("permis", "permi"), "utf-8")
    told = ordonnance("law", "test", str(folder / "bon.yaml"))
    assert told.exit_code == 2
    assert f"ILLISIBLE  {folder / 'bon.yaml'}, ligne 9" in told.stdout
    assert "Peut-être «\u202fpermis\u202f»" in told.stdout


def test_cases_may_cite_the_medicines_of_files_brought(
    ordonnance: Ordonnance, folder: Path
) -> None:
    told = ordonnance("law", "test", "--drugs", str(folder / "sous"), str(folder / "bon.yaml"))
    assert told.exit_code == 1
    assert "(DRUGS_SOURCE_UNREADABLE)" in told.stderr


def test_the_shipped_cases_run_when_nothing_is_named(ordonnance: Ordonnance) -> None:
    answer = json.loads(ordonnance("law", "test", "--json").stdout)
    assert answer["failed"] == answer["unreadable"] == 0
    assert answer["cases"] >= 150
