"""`ordonnance law forms`: the forms an ordonnance may take, told in French and as JSON."""

import json
import re
from pathlib import Path

import pytest

from ordonnance.doors.cli import local
from tests.unit.cli.conftest import Ordonnance
from tests.unit.cli.typed import SPACE


@pytest.fixture
def narcotic(tmp_path: Path) -> str:
    path = tmp_path / "ordonnance.json"
    path.write_bytes(local.example("stupefiant"))
    return str(path)


def unfolded(told: str) -> str:
    """The text without the line ends of the terminal; narrow spaces stay."""
    return re.sub("[ \n]+", " ", told)


def test_the_only_form_is_said_to_be_required_and_the_others_set_aside(
    ordonnance: Ordonnance, narcotic: str
) -> None:
    told = ordonnance("law", "forms", narcotic, "--on", "12/03/2026").stdout
    assert told.startswith(f"Forme exigée pour une ordonnance du 12/03/2026{SPACE}:")
    assert f"Volets{SPACE}: patient" in told
    assert "Le papier demande un motif depuis le 1er janvier 2025." in unfolded(told)


def test_a_ground_opens_secured_paper_and_is_to_be_printed(
    ordonnance: Ordonnance, narcotic: str
) -> None:
    words = ("law", "forms", narcotic, "--ground", "patient-not-identifiable", "--refused")
    told = ordonnance(*words).stdout
    assert "par préférence" in told
    assert f"1.{SPACE}ordonnance numérique" in told
    assert f"2.{SPACE}ordonnance sécurisée" in told
    assert f"À imprimer{SPACE}: motif, identification du patient impossible" in told
    assert "n’est pas un motif de papier" in unfolded(told)
    said = json.loads(ordonnance(*words, "--json").stdout)
    assert said["required"] is False
    digital, paper = (way[0] for way in said["ways"])
    assert (digital["form"], digital["copies"]) == ("numerique", ["patient"])
    assert (paper["form"], paper["prints"]) == ("securisee", "PATIENT_NOT_IDENTIFIABLE")
    assert {reason["rule"] for reason in paper["reasons"]} == {"RX-SEC-01", "ON-20"}
    assert {each["form"] for each in said["barred"]} >= {"classique", "derogation-samu"}


def test_the_sheet_may_be_declined_and_a_regulator_may_send(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    path = tmp_path / "tramadol.json"
    path.write_bytes(local.example("tramadol"))
    said = json.loads(
        ordonnance("law", "forms", str(path), "--no-sheet", "--regulator", "--json").stdout
    )
    assert [way[0]["form"] for way in said["ways"]] == ["numerique", "derogation-samu"]
    assert said["ways"][0][0]["copies"] == []


def test_an_anonymous_document_says_so_by_itself(ordonnance: Ordonnance, tmp_path: Path) -> None:
    path = tmp_path / "anonyme.json"
    path.write_bytes(local.example("anonyme"))
    said = json.loads(ordonnance("law", "forms", str(path), "--json").stdout)
    assert [way[0]["form"] for way in said["ways"]] == ["numerique", "classique"]
    assert said["ways"][1][0]["ground"] == "ANONYMITY"


def test_an_unknown_ground_is_refused_with_the_codes(ordonnance: Ordonnance, narcotic: str) -> None:
    refused = ordonnance("law", "forms", narcotic, "--ground", "refus", "--json")
    assert refused.exit_code == 2
    assert json.loads(refused.stdout)["error"]["code"] == "CODE_UNKNOWN"
