"""Bytes in front of a document, and too many of them."""

import json

import httpx
import pytest

from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, code_of
from tests.journeys.scenarios.refused import refused

TEXT = documents.simple().decode()


@pytest.mark.scenario("GEM-A48")
@pytest.mark.parametrize(
    ("encoding", "reason"),
    [
        ("utf-8-sig", "marque d’ordre des octets (BOM)"),
        ("utf-16", "UTF-16 ou UTF-32, l’UTF-8 est attendu"),
        ("utf-16-be", "UTF-16, l’UTF-8 est attendu"),
        ("utf-32", "UTF-16 ou UTF-32, l’UTF-8 est attendu"),
    ],
)
def test_a_mark_of_byte_order_in_front_of_a_document_is_refused_by_its_name(
    door: Door, encoding: str, reason: str
) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    told = refused(door, f"{mark}{TEXT}".encode(encoding))
    assert told.first == (400, "JSON_INVALID", None)
    assert reason in told.text


LARGEST = 1024 * 1024


def padded(size: int) -> bytes:
    """The simple prescription followed by white space up to that many bytes."""
    document = documents.simple()
    return document + b" " * (size - len(document))


@pytest.mark.scenario("GEM-A49")
def test_one_byte_above_the_limit_is_refused_and_the_limit_itself_is_taken(door: Door) -> None:
    told = refused(door, padded(LARGEST + 1))
    assert told.first == (413, "BODY_TOO_LARGE", None)
    assert "1 Mio" in told.text
    door.issued(padded(LARGEST))


@pytest.mark.scenario("GEM-A49")
@pytest.mark.parametrize("announced", [True, False])
def test_after_a_body_too_large_the_same_client_is_served_at_once(
    door: Door, announced: bool
) -> None:
    body = padded(2 * LARGEST)
    headers = {"Authorization": f"Bearer {door.sessions.token('medecin')}",
               "Idempotency-Key": "un envoi trop grand", "Content-Type": FHIR}  # fmt: skip
    with httpx.Client(
        base_url=door.address, trust_env=False, limits=httpx.Limits(max_connections=1), timeout=10
    ) as client:
        for _ in range(3):
            parts = (body[i : i + 65536] for i in range(0, len(body), 65536))
            content = body if announced else parts
            large = client.post("/fhir/$issue", content=content, headers=headers)
            assert (large.status_code, code_of(large)) == (413, "BODY_TOO_LARGE")
            small = client.post("/fhir/$check", content=documents.simple(), headers=headers)
            assert small.status_code == 200
    assert json.loads(small.content)["resourceType"] == "Parameters"
