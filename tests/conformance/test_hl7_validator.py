"""The HL7 validator on everything that the base writes, for whoever has it (`--hl7-jar PATH`).

It could not be run where this was written: no registry at hand has it. The reading of its report
is tested on a report written by hand after its documentation.
"""

import json
import re
from pathlib import Path

import pytest

from tests.conformance.definitions import extension_definitions
from tests.conformance.hl7 import errors_in, run
from tests.conformance.written import everything
from tests.fhir.europe import fsh

NEEDED = "no HL7 validator: give its path, ./dev test-conformance --hl7-jar validator_cli.jar"
FILE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file"


@pytest.fixture
def jar(request: pytest.FixtureRequest) -> Path:
    given = request.config.getoption("--hl7-jar")
    if given is None:
        pytest.skip(NEEDED)
    path = Path(given)
    assert path.is_file(), f"{path} is not a file"
    return path


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    folder = tmp_path / "definitions"
    folder.mkdir()
    told = extension_definitions()
    if fsh.MPD.exists():
        told.append(fsh.profile("MedicationDispenseEuMpd", fsh.MPD_DISPENSE))
    for each in told:
        (folder / f"{each['id']}.json").write_text(json.dumps(each), "utf-8")
    return folder


def test_the_hl7_validator_finds_no_error(jar: Path, definitions: Path, tmp_path: Path) -> None:
    folder = tmp_path / "written"
    folder.mkdir()
    for name, body in everything():
        (folder / f"{re.sub(r'[^A-Za-z]+', '-', name)}.json").write_bytes(body)
    found = run(jar, folder, tmp_path / "report.json", definitions)
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_the_hl7_validator_sees_a_planted_fault(
    jar: Path, definitions: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "spoiled"
    folder.mkdir()
    name, body = next(everything())
    spoiled = body.replace(b'"active"', b'"actif"')
    assert spoiled != body, name
    (folder / "spoiled.json").write_bytes(spoiled)
    found = run(jar, folder, tmp_path / "report.json", definitions)
    assert found["spoiled.json"]


def test_a_report_is_read_by_file() -> None:
    def outcome(name: str, *issues: tuple[str, str]) -> dict[str, object]:
        return {
            "resourceType": "OperationOutcome",
            "extension": [{"url": FILE, "valueString": f"/somewhere/{name}"}],
            "issue": [
                {"severity": severity, "details": {"text": text}, "expression": ["Bundle"]}
                for severity, text in issues
            ],
        }

    good = outcome("a.json", ("information", "All OK"))
    bad = outcome("b.json", ("error", "no"), ("warning", "maybe"), ("fatal", "never"))
    both = {"resourceType": "Bundle", "entry": [{"resource": good}, {"resource": bad}]}
    assert errors_in(both) == {"a.json": [], "b.json": ["Bundle: no", "Bundle: never"]}
    assert errors_in(good) == {"a.json": []}
    with pytest.raises(ValueError, match="which file"):
        errors_in({"resourceType": "OperationOutcome", "issue": []})
