"""Runs the HL7 validator (Java) on documents and reads its report."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

LONGEST = 1_800
"""Seconds: the first run reads thousands of definitions."""


def command(jar: Path, folder: Path, report: Path, definitions: Path) -> list[str]:
    """The command line: R4, our definitions, no terminology server."""
    java = shutil.which("java")
    if java is None:
        raise FileNotFoundError("java is not installed: the HL7 validator needs it")
    return [
        java, "-jar", str(jar), str(folder), "-version", "4.0.1", "-tx", "n/a",
        "-ig", str(definitions), "-output", str(report),
    ]  # fmt: skip


def run(jar: Path, folder: Path, report: Path, definitions: Path) -> dict[str, list[str]]:
    """The errors of each document of the folder, by file name; raises when nothing was judged."""
    given = command(jar, folder, report, definitions)
    ended = subprocess.run(given, capture_output=True, text=True, timeout=LONGEST, check=False)
    if not report.exists():
        raise RuntimeError(f"the HL7 validator wrote no report:\n{ended.stdout}\n{ended.stderr}")
    found = errors_in(json.loads(report.read_text("utf-8")))
    missing = {path.name for path in folder.iterdir()} - set(found)
    if missing:
        raise RuntimeError(f"the HL7 validator did not judge {sorted(missing)}")
    return found


def errors_in(report: dict[str, Any]) -> dict[str, list[str]]:
    """Errors by file name, from a Bundle of OperationOutcomes or from a single one."""
    outcomes = [report]
    if report["resourceType"] == "Bundle":
        outcomes = [entry["resource"] for entry in report["entry"]]
    return {
        Path(_file_of(outcome)).name: [
            f"{issue.get('expression', ['?'])[0]}: {issue['details']['text']}"
            for issue in outcome["issue"]
            if issue["severity"] in ("error", "fatal")
        ]
        for outcome in outcomes
    }


_FILE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file"


def _file_of(outcome: dict[str, Any]) -> str:
    for extension in outcome.get("extension", ()):
        if extension["url"] == _FILE:
            name: str = extension["valueString"]
            return name
    raise ValueError("the report does not say of which file it speaks")
