"""The texts of the official examples, read against their structure: two real contradictions.

In HAS-32-1 the text says one week and the structure two; in TradPN13 paracetamol, the text says
4 000 mg a day at most and the structure 4 mg. Nothing else is shown.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ordonnance.domain.posology import Posology
from ordonnance.domain.typed.lint import Concern, FreeText, lint
from tests.fhir.test_official_posologies import OFFICIAL, read

REAL = {
    ("HAS-32-1-Presc-LOVENOX", Concern.CONTRADICTS),
    ("TradPN13FHIR-Presc-Paracetamol-SiDouleur", Concern.HIDES_A_DOSE),
}


def requests(node: Any) -> Iterator[dict[str, Any]]:
    """Every MedicationRequest under a node."""
    if isinstance(node, dict):
        if node.get("resourceType") == "MedicationRequest" and "dosageInstruction" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from requests(each)


def texts(request: dict[str, Any]) -> tuple[str | None, list[FreeText]]:
    """The rendered text and the notes."""
    extensions = request.get("extension", [])
    rendered = [e["valueMarkdown"] for e in extensions if e["url"].endswith("DosageInstruction")]
    notes = enumerate(each["text"] for each in request.get("note", []))
    return next(iter(rendered), None), [FreeText(text, f"note[{n}].text") for n, text in notes]


def test_only_the_real_contradictions_of_the_official_examples_are_shown() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the specification (../shared) is not beside the project")
    shown, judged = set(), 0
    for path in sorted(OFFICIAL.glob("Bundle-*.json")):
        name = path.stem.removeprefix("Bundle-")
        for request in requests(json.loads(path.read_text(encoding="utf-8"))):
            posology = read(request["dosageInstruction"])
            rendered, notes = texts(request)
            if posology is None:
                continue
            found = lint(Posology(posology.steps, rendered), notes)
            shown |= {(name, each.concern) for each in found}
            judged += len(notes) + (rendered is not None)
    assert judged >= 70
    assert shown == REAL
