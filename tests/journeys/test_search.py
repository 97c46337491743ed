"""FHIR search: one's own lines, as a searchset; nobody else's, whatever is asked."""

from typing import Any

import httpx
import pytest

from tests.journeys import documents
from tests.journeys.asking import Door, code_of

PATH = "/fhir/MedicationRequest/_search"


def search(door: Door, who: str, body: str = "") -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {door.sessions.token(who)}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return door.http.post(PATH, content=body, headers=headers)


def lines(response: httpx.Response, number: str) -> list[dict[str, Any]]:
    """The lines found of one ordonnance."""
    resources = [entry["resource"] for entry in response.json()["entry"]]
    return [each for each in resources if each.get("groupIdentifier", {}).get("value") == number]


def test_a_line_found_carries_its_number_and_the_state_of_the_whole(door: Door) -> None:
    number = door.issued(documents.simple())
    (line,) = lines(search(door, "medecin", "_count=5"), number)
    assert line["status"] == "active"
    assert line["groupIdentifier"]["system"] == "urn:ordonnance:numero"
    door.does("cancel", "medecin", number=number, reason="ERROR")
    (line,) = lines(search(door, "medecin"), number)
    assert line["status"] == "cancelled"


def test_what_a_line_refers_to_stands_beside_it(door: Door) -> None:
    for _ in range(2):
        door.issued(documents.simple())
    found = search(door, "patient", "_count=1").json()
    assert "total" not in found, "lines of other pages are not counted"
    modes = [entry["search"]["mode"] for entry in found["entry"]]
    assert modes.count("match") == 1
    known = {entry["fullUrl"] for entry in found["entry"]}
    asked = {
        entry["resource"]["subject"]["reference"]
        for entry in found["entry"]
        if entry["search"]["mode"] == "match"
    }
    assert asked <= known


@pytest.mark.parametrize("body", ["patient=1", "_count=0", "_count=101", "_count=x", "status="])
def test_any_other_search_is_refused(door: Door, body: str) -> None:
    assert code_of(search(door, "medecin", body)) == "SEARCH_PARAMETER"


def test_a_pharmacist_searches_nothing(door: Door) -> None:
    assert code_of(search(door, "pharmacien")) == "NOT_ALLOWED"
