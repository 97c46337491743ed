"""One line of the log for each answer: enough to follow a request, nothing that names anybody."""

import json
import logging
import sys
import uuid
from pathlib import Path

import pytest

from ordonnance.domain.actors import SoftwareClient
from ordonnance.doors.api.logs import JsonLines, request_id, software_name
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInProcess
from tests.journeys.sessions import Sessions

GIVEN = "0b7c2c52-3f0e-4a7e-9d0a-0123456789ab"


def test_an_identifier_of_a_request_is_repeated_in_lower_case() -> None:
    assert request_id(GIVEN.upper()) == GIVEN
    assert request_id("0af7651916cd43dd8448eb211c80319c") == "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(
    "given",
    [None, "", "UD23 4567", "Jeanne EXEMPLE", "270069999900106", f"{GIVEN}\n", f"{GIVEN};x",
     "a" * 5000, "UDAAAAAAAAAAAAAAAA", "é" * 32],
)  # fmt: skip
def test_what_is_no_identifier_of_a_request_is_not_repeated(given: str | None) -> None:
    drawn = request_id(given)
    assert drawn != given
    assert uuid.UUID(drawn).version == 4


def test_the_name_of_a_software_is_a_name_and_no_number_of_somebody() -> None:
    assert software_name(SoftwareClient(product="LGO Exemple", version="1.2")) == "LGO Exemple 1.2"
    assert software_name(SoftwareClient.unknown()) is None
    for product in ("270069999900106", "LGO 99900000011", 'LGO "x"', "x" * 70):
        assert software_name(SoftwareClient(product=product[:60] + "§")) is None
        if product[-1].isdigit():
            assert software_name(SoftwareClient(product=product)) is None


def test_a_line_of_a_library_names_its_event_and_no_text_of_an_exception() -> None:
    try:
        raise ValueError("Jeanne EXEMPLE")
    except ValueError:
        raised = sys.exc_info()
    record = logging.LogRecord(
        "ordonnance.x", logging.WARNING, "x.py", 1, "outbox out of reach: %s", ("CODE",), raised
    )
    line = json.loads(JsonLines().format(record))
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "outbox out of reach: %s", "detail": "outbox out of reach: CODE",
        "error": "ValueError", "logger": "ordonnance.x", "level": "warning",
    }  # fmt: skip


@pytest.mark.usefixtures("postgres_runs")
def test_every_answer_is_one_line_that_its_caller_can_be_told(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        with Door(running.address, Sessions.of(running.data)) as door:
            headers = {"X-Request-Id": GIVEN, "Ordonnance-Client": "product=LGO Exemple; version=1"}
            issued = door.ask("issue", "medecin", documents.simple(), headers=headers)
            assert issued.headers["x-request-id"] == GIVEN
            refused = door.http.get("/nulle-part", headers={"X-Request-Id": "Jeanne EXEMPLE"})
            assert uuid.UUID(refused.headers["x-request-id"])
        running.stop()
        text = running.errors.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)
    told = {line["event"] for line in lines}
    assert {"open", "schema migrated: %s", "answer", "stopping", "closed"} <= told
    first, second = [line for line in lines if line["event"] == "answer"]
    assert set(first) == {
        "event", "level", "timestamp", "operation", "status", "code", "ms", "request", "client",
    }  # fmt: skip
    assert (first["operation"], first["status"], first["request"]) == ("issue", 200, GIVEN)
    assert first["client"] == "LGO Exemple 1"
    assert (second["operation"], second["code"]) == ("unknown", "ROUTE_UNKNOWN")
    assert "Jeanne" not in text
