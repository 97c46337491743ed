"""`preserie rehearse --out`: the balance sheet of a rehearsal in files, as that of a présérie."""

import json
from pathlib import Path

import pytest

from ordonnance.doors.cli import rehearsing
from tests.unit.cli.conftest import Ordonnance
from tests.unit.domain.preserie.test_rehearsal import held, judged, right, scenario


def test_a_rehearsal_writes_the_balance_sheet_that_it_tells(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = scenario("DE-1")
    plays = [judged(one, right(one), held(one))]
    monkeypatch.setattr(rehearsing, "_played", lambda *_, **__: plays)
    to = tmp_path / "bilan"
    answer = ordonnance("preserie", "rehearse", "--only", "DE-1", "--out", str(to), "--json")
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert (to / "preserie-bilan.pdf").read_bytes().startswith(b"%PDF-")
    assert (to / "preserie-bilan.ods").read_bytes().startswith(b"PK")
    rows = (to / "preserie-bilan-criteres.csv").read_text("utf-8-sig")
    for each in told["criteria"]:
        assert f"{each['id']} {each['title']}" in rows


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (("--only", "AUCUN-1"), "SCENARIO_UNKNOWN"),
        (("--only", "DE-1", "--client", "/nulle/part/logiciel"), "SOFTWARE_UNUSABLE"),
    ],
)
def test_what_cannot_be_rehearsed_is_said_and_is_no_fault(
    ordonnance: Ordonnance, told: tuple[str, ...], code: str
) -> None:
    answer = ordonnance("preserie", "rehearse", *told, "--json")
    assert answer.exit_code == 2, answer.stderr
    assert code in answer.stdout + answer.stderr


def test_a_version_that_is_no_version_is_refused_before_the_balance(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = scenario("DE-1")
    plays = [judged(one, right(one), held(one))]
    monkeypatch.setattr(rehearsing, "_played", lambda *_, **__: plays)
    answer = ordonnance("preserie", "rehearse", "--only", "DE-1", "--version", "4.1 d’essai")
    assert "version" in answer.stderr
    assert "FAULT" not in answer.stderr
