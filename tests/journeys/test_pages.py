"""Endpoints that are not acts: descriptions, keys, health, counters, the page behind the QR."""

import json
import re

import pytest

from ordonnance.adapters.seal.sealer import SealStatus, verify_seal
from ordonnance.doors.api.routes import OPERATIONS, PAGES
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, answer
from tests.journeys.running import wait_until


def test_the_statement_lists_every_operation(door: Door) -> None:
    response = door.http.get("/fhir/metadata")
    assert response.headers["content-type"].startswith(FHIR)
    statement = response.json()
    assert statement["resourceType"] == "CapabilityStatement"
    (rest,) = statement["rest"]
    told = [each["name"] for each in rest["operation"]]
    assert told == [*(each.name for each in OPERATIONS), "verify"]
    assert [each["type"] for each in rest["resource"]] == [
        "MedicationRequest",
        "MedicationDispense",
    ]
    assert statement["implementation"]["url"] == f"{door.address}/fhir"


def test_the_description_has_every_path(door: Door) -> None:
    described = door.http.get("/openapi.json").json()
    expected = {(each.path, "post") for each in OPERATIONS}
    expected |= {(each.path, each.method.lower()) for each in PAGES}
    found = {(path, method) for path, of in described["paths"].items() for method in of}
    assert found == expected
    for operation in OPERATIONS:
        told = described["paths"][operation.path]["post"]["parameters"]
        keyed = any(each["$ref"].endswith("IdempotencyKey") for each in told)
        assert keyed is operation.writes, operation.name


def test_every_endpoint_described_answers(door: Door) -> None:
    for page in PAGES:
        response = door.http.request(page.method, page.path)
        # What nobody has to sign in for says that something is missing.
        open_to_all = page.path in ("/fhir/$verify", "/preserie/traces")
        expected = (400, 415) if open_to_all else (200, 401)
        assert response.status_code in expected, page.path


@pytest.mark.scenario("GEM-B08", "GEM-B09")
def test_anybody_can_verify_the_seal_over_the_bytes_sent(door: Door) -> None:
    document = documents.simple()
    issued = answer(door.ask("issue", "medecin", document))
    jwks = door.http.get("/.well-known/jwks.json").json()
    assert "d" not in {name for key in jwks["keys"] for name in key}
    verdict = verify_seal(issued["seal"], jwks)
    assert verdict.status is SealStatus.VALID
    assert verdict.covers(document, issued["number"])
    assert not verdict.covers(document + b" ", issued["number"])
    opened = door.does("consult", "pharmacien", number=issued["number"])
    assert opened["seal"] == issued["seal"]


def test_health_and_readiness_say_yes(door: Door) -> None:
    assert door.http.get("/health").json()["status"] == "ok"
    # Not the first time, where the machine stood still for a moment.
    wait_until(lambda: door.http.get("/ready").json() == {"status": "ready"}, 60)


def test_the_counters_count_and_name_nobody(door: Door) -> None:
    number = door.issued(documents.renewed())
    client = {"Ordonnance-Client": "product=LGO Exemple; version=1; workstation=poste-canari"}
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True, headers=client)
    text = door.http.get("/metrics").text
    assert re.search(
        r'ordonnance_requests_total\{operation="dispense",process="0",status="2xx"\} [1-9]', text
    )
    for secret in (number, "EXEMPLE", "Jeanne", "270069999900106", "99900000011", "AMLOR",
                   "LEVOTHYROX", "poste-canari"):  # fmt: skip
        assert secret not in text


def test_the_page_behind_the_code_says_nothing_of_anybody(door: Door) -> None:
    number = door.issued(documents.simple())
    plain = door.http.get("/o")
    assert plain.headers["content-type"] == "text/html; charset=utf-8"
    assert plain.headers["referrer-policy"] == "no-referrer"
    assert plain.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in plain.headers["content-security-policy"]
    assert "<script" not in plain.text
    assert "http" not in plain.text.replace("http-equiv", "")
    assert door.http.get(f"/o#{number}").text == plain.text


@pytest.mark.parametrize("path", ["/fhir/metadata", "/health", "/o", "/fhir/$consult", "/nowhere"])
def test_every_answer_carries_the_headers_of_safety(door: Door, path: str) -> None:
    headers = door.http.get(path).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_a_demonstration_token_is_given_by_handle(door: Door) -> None:
    given = door.http.post("/demo/tokens", json={"as": "pharmacien"})
    token = given.json()["token"]
    number = door.issued(documents.simple())
    assert door.does("consult", token, number=number)["state"] == "issued"
    unknown = door.http.post("/demo/tokens", json={"as": "personne"})
    assert unknown.status_code == 422
    assert "medecin" in unknown.json()["issue"][0]["diagnostics"]


def test_descriptions_are_plain_json(door: Door) -> None:
    for path in ("/openapi.json", "/fhir/metadata", "/.well-known/jwks.json"):
        assert json.loads(door.http.get(path).content)
