"""The seven prescriptions of `examples/`: up to date, issued, printed and served."""

from pathlib import Path

import pytest

from ordonnance.bootstrap import example, example_names
from tests.journeys.asking import Door
from tools.examples import FOLDER, examples


def test_the_files_are_those_that_the_tool_writes() -> None:
    written = {name: (FOLDER / f"{name}.json").read_bytes() for name in example_names()}
    assert written == dict(examples())


def test_a_reader_of_the_readme_finds_seven_of_them() -> None:
    assert len(list(Path(FOLDER).glob("*.json"))) == 7


@pytest.mark.service
@pytest.mark.parametrize("name", ["simple", "renouvellements", "stupefiant", "tramadol", "ald"])
def test_an_example_is_issued_and_served_as_prescribed(door: Door, name: str) -> None:
    number = door.issued(example(name))
    served = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert served["served"]
    assert "skipped" not in served
    # What one author established stands against their next test (R.5132-33): end it.
    ended = door.ask("cancel", "medecin", number=number, reason="ERROR")
    assert ended.status_code in (200, 409)


@pytest.mark.service
def test_a_line_in_dci_is_served_with_the_pack_that_the_pharmacist_scans(door: Door) -> None:
    number = door.issued(example("dci"))
    without = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert (without.status_code, "PACK_REQUIRED" in without.text) == (422, True)
    line = {"line": 1, "packs": 2, "cip13": "3400933857042"}
    served = door.does("dispense", "pharmacien", number=number, line=line)
    assert served["served"][0]["label"].startswith("AMOXICILLINE BIOGARAN")


@pytest.mark.service
def test_the_anonymous_example_is_issued_by_a_midwife_and_names_nobody(door: Door) -> None:
    number = door.does("issue", "sage-femme", prescription=example("anonyme"))["number"]
    sheet = door.ask("render", "sage-femme", number=number)
    assert sheet.headers["content-type"] == "application/pdf"
    refused = door.ask("consult", "patient", number=number)
    assert (refused.status_code, "NUMBER_UNKNOWN" in refused.text) == (404, True)
