"""`preserie balance`: the six simulated weeks from two files, told, in JSON, and as a report."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ordonnance.bootstrap.pilot_files import weighed_files
from ordonnance.domain.preserie.balance import weigh
from tests.builders import simulated_pilot as simulated
from tests.builders.simulated_files import traced, written
from tests.unit.cli.conftest import Ordonnance

EXPECTED = weigh(simulated.observed(), simulated.LAST)
ON = ("--on", "19/04/2026")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return written(tmp_path_factory.mktemp("simulée"))


def test_two_files_come_to_the_balance_of_the_simulation(files: tuple[str, str]) -> None:
    content, traces = (Path(each).read_bytes() for each in files)
    weighed = weighed_files(content, "présérie.json", traces, simulated.LAST)
    assert weighed.measures == EXPECTED.measures
    assert [each.finding for each in weighed.criteria] == [
        each.finding for each in EXPECTED.criteria
    ]
    assert weighed.looked.anomalies == EXPECTED.looked.anomalies


def test_the_criteria_are_told_with_what_is_missing(
    ordonnance: Ordonnance, files: tuple[str, str]
) -> None:
    told = ordonnance("preserie", "balance", files[0], "--traces", files[1], *ON)
    assert told.exit_code == 1, "one criterion is not met"
    assert "✗ Arrêt de SCOR\u202f: non atteint" in told.stdout
    assert "✓ Exécutions enregistrées\u202f: atteint" in told.stdout
    assert "4 critères atteints sur 5." in told.stdout


def test_the_report_is_written_in_every_format_and_its_rows_are_the_figures(
    ordonnance: Ordonnance, files: tuple[str, str], tmp_path: Path
) -> None:
    to = tmp_path / "bilan"
    answer = ordonnance(
        "preserie", "balance", files[0], "--traces", files[1], *ON, "--out", str(to), "--json"
    )
    summary = json.loads(answer.stdout)
    overall = EXPECTED.measures.overall
    assert (summary["recorded"], summary["counted"]) == (overall.recorded, overall.counted)
    assert (to / "preserie-bilan.pdf").read_bytes().startswith(b"%PDF-")
    assert (to / "preserie-bilan.ods").read_bytes().startswith(b"PK")
    with (to / "preserie-bilan-sites.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=";"))
    whole = rows[-1]
    assert (whole[0], whole[2], whole[3]) == (
        "Ensemble", str(overall.recorded), str(overall.counted),
    )  # fmt: skip
    assert len(rows) == 1 + 8 + 1
    written_files = {each.name for each in to.iterdir()}
    assert "preserie-bilan-jours.csv" in written_files
    assert "preserie-bilan.json" in written_files


def test_a_trace_that_cannot_be_says_which_and_why(
    ordonnance: Ordonnance, files: tuple[str, str], tmp_path: Path
) -> None:
    first = traced(replace(simulated.attempts()[0], test=False))
    for changed, why in (
        ({"version": "4 1"}, "version"), ({"nom": "EXEMPLE"}, "JSON attendu"), ({"id": 3}, "JSON"),
    ):  # fmt: skip
        path = tmp_path / "traces.jsonl"
        path.write_text(f"{json.dumps(first)}\n{json.dumps({**first, **changed})}\n", "utf-8")
        told = ordonnance("preserie", "balance", files[0], "--traces", str(path), *ON)
        assert told.exit_code == 2
        assert "trace 2" in " ".join(told.stderr.split())
        assert why in " ".join(told.stderr.split())
        assert "EXEMPLE" not in told.stderr
