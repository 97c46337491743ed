"""`preserie check`: a présérie judged from its description, without a base."""

import json
from pathlib import Path

import pytest

from ordonnance.bootstrap.pilot_files import SHIPPED
from tests.unit.cli.conftest import Ordonnance

EXAMPLE = str(SHIPPED / "exemple.yaml")


def test_what_waits_is_told_before_what_is_respected(ordonnance: Ordonnance) -> None:
    told = ordonnance("preserie", "check", EXAMPLE, "--on", "12/03/2026")
    assert told.exit_code == 0
    assert "Au 12/03/2026\u202f: présérie en cours." in told.stdout
    assert told.stdout.index("PAS ENCORE  PRE-PLAN-02") < told.stdout.index("RESPECTÉ  PRE-MOD-01")
    assert "13 exigences respectées, 0 non respectée, 1 à venir." in told.stdout
    assert "juillet 2025" in told.stdout


@pytest.fixture
def hurried(tmp_path: Path) -> str:
    """The example, with a fourth installation in the first week."""
    text = (
        Path(EXAMPLE).read_text("utf-8").replace("prévue le: 17/03/2026", "prévue le: 12/03/2026")
    )
    text += "  - acte: installation\n    le: 12/03/2026\n    n° AM: 440000010\n"
    path = tmp_path / "pressé.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_fourth_installation_in_the_first_week_is_not_respected(
    ordonnance: Ordonnance, hurried: str
) -> None:
    told = ordonnance("preserie", "check", hurried, "--on", "2026-03-12")
    assert told.exit_code == 1
    assert "NON RESPECTÉ  PRE-PLAN-03" in told.stdout
    assert "4 du 09/03/2026 au 15/03/2026 (3 au plus)" in told.stdout
    answer = json.loads(
        ordonnance("preserie", "check", hurried, "--on", "12/03/2026", "--json").stdout
    )
    assert (answer["on"], answer["stage"]) == ("2026-03-12", "running")
    breached = {each["id"] for each in answer["requirements"] if each["verdict"] == "breached"}
    assert breached == {"PRE-PLAN-03", "PRE-TRACE-01"}, "nor were its traces on that day"


def test_without_a_day_today_is_judged(ordonnance: Ordonnance) -> None:
    told = ordonnance("preserie", "check", EXAMPLE)
    assert "présérie en cours" in told.stdout


def test_an_unreadable_description_says_where_and_what_to_do(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    path = tmp_path / "pilote.yaml"
    path.write_text("présérie: X\n", "utf-8")
    told = ordonnance("preserie", "check", str(path))
    assert told.exit_code == 2
    assert "pilote.yaml, ligne 1" in told.stderr
    assert "il manque" in told.stderr
