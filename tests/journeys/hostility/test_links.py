"""Every link of the API's description, followed once from a real answer to a real success.

What schemathesis draws may never reach a link; here each has its own test, and a link that no
recipe knows fails.
"""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.api.pages import route_infos
from ordonnance.fhir.openapi import openapi
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, answer, told

Json = dict[str, Any]

WHO = {
    "reserve": "medecin", "issue": "medecin", "replace": "medecin", "cancel": "medecin",
    "render": "medecin", "executions": "medecin", "consult": "pharmacien",
    "dispense": "pharmacien", "undo": "pharmacien", "object": "patient", "journal": "patient",
}  # fmt: skip
"""Somebody who may ask each operation about these ordonnances."""

_EXPRESSION = re.compile(r"\{(\$response\.body#(/[^}]*))\}")


def operations(description: Json) -> dict[str, tuple[str, Json]]:
    """Path and description of each operation, by operationId."""
    return {
        found["operationId"]: (path, found)
        for path, methods in description["paths"].items()
        for found in methods.values()
    }


def links(description: Json) -> dict[str, tuple[str, Json]]:
    """Each link by its name, with the operationId of the answer that gives it."""
    return {
        name: (source, link)
        for source, (_, found) in operations(description).items()
        for response in found["responses"].values()
        for name, link in response.get("links", {}).items()
    }


def at(body: Any, pointer: str) -> str:
    """The text at a JSON pointer."""
    for step in pointer.strip("/").split("/"):
        body = body[int(step)] if isinstance(body, list) else body[step]
    assert isinstance(body, str), pointer
    return body


def evaluated(template: Any, body: Json) -> Any:
    """A request of a link with its expressions replaced by what the answer says."""
    if isinstance(template, dict):
        return {key: evaluated(value, body) for key, value in template.items()}
    if isinstance(template, list):
        return [evaluated(each, body) for each in template]
    if isinstance(template, str):
        return _EXPRESSION.sub(lambda found: at(body, found[2]), template)
    return template


class Walker:
    """Asks operations by the description only: where they are, what they take."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.description: Json = door.http.get("/openapi.json").json()
        self._operations = operations(self.description)

    def asked(self, operation_id: str, body: bytes) -> httpx.Response:
        """The success of an operation, which must be one that it declares."""
        path, found = self._operations[operation_id]
        who = WHO[path.rpartition("$")[2]]
        headers = {
            "Authorization": f"Bearer {self._door.sessions.token(who)}",
            "Content-Type": FHIR,
        }
        if any(each["$ref"].endswith("/IdempotencyKey") for each in found["parameters"]):
            headers["Idempotency-Key"] = str(uuid.uuid4())
        response = self._door.http.post(path, content=body, headers=headers)
        assert response.status_code == 200, response.text[:1500]
        kind = response.headers["content-type"].partition(";")[0]
        assert kind in found["responses"]["200"]["content"]
        return response

    def named(self, name: str, body: bytes) -> httpx.Response:
        """The same, by the name of the operation."""
        (operation_id,) = (key for key in self._operations if self.name(key) == name)
        return self.asked(operation_id, body)

    def name(self, operation_id: str) -> str:
        """The name of an operation."""
        return self._operations[operation_id][0].rpartition("$")[2]

    def source(self, name: str) -> httpx.Response:
        """A first answer of an operation, on an ordonnance of its own."""
        if name == "reserve":
            return self.named("reserve", told(count=1))
        # Renewed, so that something is left to cancel after a dispensing.
        first = self.named("issue", documents.renewed())
        if name == "issue":
            return first
        number = answer(first)["number"]
        if name == "undo":
            self.named("dispense", told(number=number, allAsPrescribed=True))
        words: dict[str, Json] = {
            "consult": {},
            "dispense": {"allAsPrescribed": True},
            "undo": {"reason": "MISTAKE"},
            "replace": {"prescription": documents.simple(), "reason": "ERROR"},
            "object": {"withdraw": False},
        }
        return self.named(name, told(number=number, **words[name]))


def reserved(given: Json) -> bytes:
    """`$issue` under a reserved number, where the link says that it goes."""
    parsed = OrdonnanceNumber.parse(given["number"])
    document = documents.written(documents.course(), reserved=parsed)
    return told(prescription=document, reservation=given["reservation"])


def corrected(given: Json) -> bytes:
    """`$replace` of the ordonnance answered about."""
    return told(number=given["number"], prescription=documents.simple(), reason="ERROR")


DOCUMENTS: dict[str, Callable[[Json], bytes]] = {
    "reserve-issue": reserved,
    "issue-replace": corrected,
    "consult-replace": corrected,
}
"""The requests of links that need a document, which no expression can hold."""

LINKS = links(openapi(route_infos()))


@pytest.fixture(scope="module")
def walker(door: Door) -> Walker:
    return Walker(door)


def test_the_description_served_holds_the_links_walked_here(walker: Walker) -> None:
    assert links(walker.description) == LINKS
    assert len(LINKS) > 30


@pytest.mark.parametrize("name", sorted(LINKS))
def test_a_link_leads_from_an_answer_to_a_success_about_the_same_ordonnance(
    walker: Walker, name: str
) -> None:
    source, link = LINKS[name]
    given = walker.source(walker.name(source))
    if "requestBody" in link:
        body = json.dumps(evaluated(link["requestBody"], given.json())).encode()
        assert b"$response" not in body
    else:
        body = DOCUMENTS[name](answer(given))
    followed = walker.asked(link["operationId"], body)
    if followed.headers["content-type"] == "application/pdf":
        assert followed.content.startswith(b"%PDF-")
    else:
        assert answer(given)["number"].encode() in followed.content
