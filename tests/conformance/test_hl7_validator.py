"""The HL7 validator on everything that the base writes, for whoever has it (`--hl7-jar PATH`).

It could not be run where this was written: no registry at hand has it. The reading of its report
is tested on a report written by hand after its documentation.
"""

import json
import re
import sys
from collections.abc import Callable
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
    assert path.is_file(), f"{path.resolve()} is not a file: give its whole path"
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


def written_in(folder: Path) -> Path:
    """Everything that we write, a file each."""
    folder.mkdir()
    documents = list(everything())
    for name, body in documents:
        (folder / f"{re.sub(r'[^A-Za-z]+', '-', name)}.json").write_bytes(body)
    assert len(list(folder.iterdir())) == len(documents), "two documents have one file"
    return folder


def test_the_hl7_validator_finds_no_error(jar: Path, definitions: Path, tmp_path: Path) -> None:
    folder = written_in(tmp_path / "written")
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


PLAYED = """#!{python}
import json, pathlib, sys
given = sys.argv[1:]
assert given[0] == "-jar" and pathlib.Path(given[1]).is_file(), given
told = dict(zip(given[3::2], given[4::2], strict=True))
assert told["-version"] == "4.0.1" and told["-tx"] == "n/a", given
shapes = [json.loads(path.read_text("utf-8")) for path in pathlib.Path(told["-ig"]).iterdir()]
assert shapes and all(each["resourceType"] == "StructureDefinition" for each in shapes)
entries = []
for path in sorted(pathlib.Path(given[2]).iterdir()):
    body = path.read_text("utf-8")
    json.loads(body)
    severity = "error" if "actif" in body else "information"
    issue = {{"severity": severity, "details": {{"text": "said"}}, "expression": ["Bundle"]}}
    url = "{url}"
    named = {{"url": url, "valueString": str(path)}}
    outcome = {{"resourceType": "OperationOutcome", "extension": [named], "issue": [issue]}}
    entries.append({{"resource": outcome}})
if "{left_out}":
    entries = entries[1:]
report = {{"resourceType": "Bundle", "entry": entries}}
pathlib.Path(told["-output"]).write_text(json.dumps(report), "utf-8")
"""
"""A `java` that plays the validator: it checks what it is given, and writes such a report."""


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts the played `java` first on the path, and gives a jar that is only a file."""

    def put(*, left_out: bool = False) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = PLAYED.format(python=sys.executable, url=FILE, left_out="1" if left_out else "")
        (folder / "java").write_text(script, "utf-8")
        (folder / "java").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        jar = tmp_path / "validator_cli.jar"
        jar.write_bytes(b"")
        return jar

    return put


def test_the_whole_run_but_the_jar_is_right(
    played: Callable[..., Path], definitions: Path, tmp_path: Path
) -> None:
    jar, folder = played(), written_in(tmp_path / "written")
    (folder / "spoiled.json").write_text('{"status": "actif"}', "utf-8")
    found = run(jar, folder, tmp_path / "report.json", definitions)
    assert found.pop("spoiled.json") == ["Bundle: said"]
    assert len(found) == len(list(folder.iterdir())) - 1
    assert not any(found.values())


def test_a_document_that_was_not_judged_is_never_taken_for_right(
    played: Callable[..., Path], definitions: Path, tmp_path: Path
) -> None:
    jar, folder = played(left_out=True), written_in(tmp_path / "written")
    with pytest.raises(RuntimeError, match="did not judge"):
        run(jar, folder, tmp_path / "report.json", definitions)


def test_without_java_the_run_says_so(
    definitions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="java is not installed"):
        run(tmp_path / "validator_cli.jar", tmp_path, tmp_path / "report.json", definitions)
