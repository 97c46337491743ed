"""Every answer of a whole story over HTTP, judged by the two independent validators."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from pyrofile_validator import Validator

from tests.conformance.validators import faults, pyrofile
from tests.journeys import documents
from tests.journeys.asking import Door

FHIR = "application/fhir+json"


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    folder: Path = tmp_path_factory.mktemp("definitions")
    return pyrofile(folder)


def story(door: Door) -> list[tuple[str, httpx.Response]]:
    """One answer of each operation, and refusals of several kinds."""
    told: list[tuple[str, httpx.Response]] = []

    def ask(act: str, who: str, body: bytes | None = None, **more: Any) -> httpx.Response:
        response = door.ask(act, who, body, **more)
        told.append((f"{act} as {who}: {response.status_code}", response))
        return response

    ask("check", "medecin", documents.simple())
    ask("correct", "medecin", documents.written(documents.painkiller(90)))
    ask("reserve", "medecin", count=2)
    number = door.issued(documents.simple())
    ask("issue", "medecin", documents.simple())
    ask("consult", "pharmacien", number=number)
    ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    ask("executions", "medecin", number=number)
    ask("executions", "pharmacien", number=number)
    ask("undo", "pharmacien", number=number, reason="MISTAKE")
    ask("dispense", "pharmacien", number=number, line=[{"line": 1, "declineReason": "NOT_WANTED"}])
    ask("executions", "patient", number=number)
    ask("object", "patient", number=number)
    ask("object", "patient", number=number, withdraw=True)
    ask("cancel", "medecin", number=number, reason="ERROR")
    ask("journal", "patient", number=number)
    ask("list", "medecin")
    ask("consult", "pharmacien", number="UD00000000000000")
    ask("consult", "pharmacien", b"{")
    ask("issue", "medecin", b'{"resourceType":"Bundle","type":"collection","entry":[]}')
    ask("dispense", "medecin", number=number)
    told.append(("metadata", door.http.get("/fhir/metadata")))
    return told


@pytest.mark.service
def test_every_answer_of_the_story_is_valid(door: Door, validator: Validator) -> None:
    answers = story(door)
    kinds = {each.json()["resourceType"] for _, each in answers}
    assert kinds == {"Parameters", "OperationOutcome", "CapabilityStatement"}
    assert all(each.headers["content-type"].startswith(FHIR) for _, each in answers)
    wrong = {name: found for name, each in answers if (found := faults(each.content, validator))}
    assert wrong == {}
