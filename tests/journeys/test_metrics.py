"""/metrics: everything documented is there, nothing else, and no label that a request made up."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from ordonnance import __version__
from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.bootstrap.vitals import DELIVERIES
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.doors.api.measures import UNKNOWN
from ordonnance.doors.api.metric_table import METRICS
from ordonnance.doors.api.routes import OPERATIONS, PAGES
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess, BaseInThread, wait_until
from tests.journeys.sessions import Sessions

HARVEST = "ALERT openings above the cap"
NAMES = {each.name for each in OPERATIONS} | {each.path for each in PAGES} | {UNKNOWN}
CLOSED = {
    "operation": NAMES,
    "status": {"2xx", "4xx", "5xx"},
    "code": set(CATALOGUE),
    "name": set(CHECKS),
    "result": set(DELIVERIES),
    "state": {"in_use", "idle"},
    "version": {__version__},
}


@pytest.fixture
def fresh(base: BaseInThread, door: Door) -> Iterator[Door]:
    """The shared base, its counters at zero."""
    with base.served() as address, Door(address, door.sessions) as opened:
        yield opened


def samples(text: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    """The samples of a page by the documented name of their family."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(text):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                found.setdefault(name, []).append((dict(sample.labels), sample.value))
    return found


def disturb(door: Door) -> None:
    """Requests that try to write into the counters."""
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    door.ask("consult", "canari.canari.canari", number="canari")
    door.http.get("/canari")
    door.http.get(f"/o/{number}")
    door.http.request("CANARI", "/health")
    door.http.get("/fhir/$consult")
    client = {"Ordonnance-Client": "product=canari; workstation=canari"}
    door.ask("consult", "pharmacien", number=number, headers=client)


def test_everything_documented_is_shown_and_nothing_else(fresh: Door) -> None:
    disturb(fresh)
    shown = set(samples(fresh.http.get("/metrics").text))
    # No authority would be trusted without the setting; the shared base has one.
    assert shown == set(METRICS)


def test_no_label_can_be_made_up_by_a_request(fresh: Door) -> None:
    disturb(fresh)
    text = fresh.http.get("/metrics").text
    assert "canari" not in text
    for name, found in samples(text).items():
        for labels, _ in found:
            free = {each: value for each, value in labels.items() if each not in ("le", "process")}
            assert set(free) == set(METRICS[name].labels), name
            assert (labels.get("process") == "0") is not METRICS[name].whole
            for each, value in free.items():
                assert value in CLOSED[each], f"{name}: {each}={value}"


def test_refusals_sessions_and_unknown_addresses_are_counted(fresh: Door) -> None:
    fresh.ask("consult", "canari.canari.canari", number="canari")
    fresh.http.get("/canari")
    read = samples(fresh.http.get("/metrics").text)
    first = {"process": "0"}
    assert ({"code": "TOKEN_MALFORMED", **first}, 1.0) in read["ordonnance_token_failures_total"]
    assert ({"operation": UNKNOWN, "code": "ROUTE_UNKNOWN", **first}, 1.0) in read[
        "ordonnance_refusals_total"
    ]
    counted = read["ordonnance_requests_total"]
    assert ({"operation": "consult", "status": "4xx", **first}, 1.0) in counted
    assert ({"operation": UNKNOWN, "status": "4xx", **first}, 1.0) in counted


def test_the_numbers_are_those_of_the_machine(fresh: Door, base: BaseInThread) -> None:
    read = {name: found[0][1] for name, found in samples(fresh.http.get("/metrics").text).items()}
    assert read["ordonnance_ready"] == 1
    assert read["ordonnance_schema_version"] >= 1
    assert read["ordonnance_pool_limit"] >= 1
    disk = os.statvfs(base.data)
    assert 0 < read["ordonnance_disk_free_bytes"] <= disk.f_blocks * disk.f_frsize
    assert 0 < read["ordonnance_seal_key_seconds"] <= 730 * 86_400
    assert 10_000_000 < read["process_resident_memory_bytes"] < 2_000_000_000
    assert 0 <= read["ordonnance_event_loop_lag_seconds"] < 60


def test_without_a_token_only_this_machine_reads_them(base: BaseInThread) -> None:
    real = replace(base.platform.ports, demonstration=False)
    with base.served(replace(base.platform, ports=real)) as address:
        assert httpx.get(f"{address}/metrics").status_code == 200
        for header in ("Forwarded", "X-Forwarded-For", "Via", "X-Real-IP"):
            refused = httpx.get(f"{address}/metrics", headers={header: "192.0.2.1"})
            assert refused.status_code == 403, header


def test_with_a_token_nothing_else_opens_them(base: BaseInThread) -> None:
    locked = replace(base.platform, metrics_token="un-jeton-de-demonstration")
    with base.served(locked) as address:
        for given in ({}, {"Authorization": "Bearer autre"}, {"Authorization": "Bearer"}):
            assert httpx.get(f"{address}/metrics", headers=given).status_code == 403
        right = {"Authorization": "Bearer un-jeton-de-demonstration"}
        assert httpx.get(f"{address}/metrics", headers=right).status_code == 200


RIGHT = {"Authorization": "Bearer jeton-secret-exemple-1234"}


@pytest.fixture(scope="module")
def watched(postgres_runs: Path) -> Iterator[BaseInProcess]:
    """A base whose measures have a token, and whose structures may open three ordonnances."""
    assert postgres_runs
    with reachable() as folder:
        secret = folder / "jeton"
        secret.write_text("jeton-secret-exemple-1234\n")
        settings = {"ORDONNANCE_METRICS_TOKEN": str(secret), "ORDONNANCE_OPENINGS_PER_HOUR": "3"}
        with BaseInProcess(folder / "base", "--demo", **settings) as running:
            yield running


def test_the_token_is_read_from_a_file_and_said_nowhere(watched: BaseInProcess) -> None:
    assert httpx.get(f"{watched.address}/metrics").status_code == 403
    page = httpx.get(f"{watched.address}/metrics", headers=RIGHT)
    assert page.status_code == 200
    assert re.search(r'^process_open_fds\{process="0"\} \d', page.text, re.M)
    assert '"open"' in watched.errors.read_text("utf-8")
    assert "jeton-secret" not in watched.errors.read_text("utf-8")


def test_a_structure_that_opens_too_many_is_told_once_by_a_hash_and_counted(
    watched: BaseInProcess,
) -> None:
    with Door(watched.address, Sessions.of(watched.data)) as door:
        numbers = [door.issued(documents.simple()) for _ in range(5)]
        asked = [door.ask("consult", "pharmacien", number=number) for number in numbers]
    assert [each.status_code for each in asked] == [200, 200, 200, 429, 429]
    assert {code_of(each) for each in asked[3:]} == {"OPENINGS_CAPPED"}
    lines = watched.errors.read_text("utf-8").splitlines()
    (told,) = [line for line in map(json.loads, lines) if line["event"] == HARVEST]
    assert told["level"] == "error"
    assert re.fullmatch(r"[0-9a-f]{8}", told.pop("structure"))
    assert set(told) == {"event", "level", "timestamp"}
    read = samples(httpx.get(f"{watched.address}/metrics", headers=RIGHT).text)
    counted = read["ordonnance_openings_over_cap_total"]
    assert ({"process": "0"}, 1.0) in counted
    assert sum(value for _, value in counted) == 1


@pytest.mark.usefixtures("postgres_runs")
def test_whichever_process_answers_shows_those_of_all(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo", "--processes", "2") as running:
        sessions = Sessions.of(running.data)
        for _ in range(12):
            with Door(running.address, sessions) as door:
                door.issued(documents.simple())

        def complete() -> bool:
            read = samples(httpx.get(f"{running.address}/metrics").text)
            issued = sum(
                value for labels, value in read.get("ordonnance_requests_total", [])
                if labels["operation"] == "issue" and labels["status"] == "2xx"
            )  # fmt: skip
            memory = {labels["process"] for labels, _ in read["process_resident_memory_bytes"]}
            delivered = sum(
                value for labels, value in read["ordonnance_outbox_deliveries_total"]
                if labels["result"] == "done"
            )  # fmt: skip
            return issued == 12 and memory == {"0", "1", "2"} and delivered >= 12

        wait_until(complete, 60)
        running.stop()
        assert list((running.data / "mesures").iterdir()) == []
