"""A base that answers what the test says."""

import json
from typing import Any

import httpx

from ordonnance.client import Client
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir.results import to_parameters

URL = "http://127.0.0.1:8765"

TOKEN = "jeton-de-test"

NUMBER = OrdonnanceNumber.from_payload("D", 42).value

BUNDLE = b'{"resourceType": "Bundle",  "type": "collection"}'


class Base:
    """Answers what it is told, in order, and keeps what it received; an exception is raised."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.received: list[httpx.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.received.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, **options: Any) -> Client:
        return Client(
            URL, TOKEN, transport=httpx.MockTransport(self), pause=self.pauses.append, **options
        )

    def body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.received[0].content)
        return read


def told(result: object) -> httpx.Response:
    return httpx.Response(200, content=to_parameters(result))


def outcome(status: int, *issues: dict[str, Any]) -> httpx.Response:
    return httpx.Response(status, json={"resourceType": "OperationOutcome", "issue": list(issues)})


def issue(
    code: str, text: str, do: str = "", at: str | None = None, system: str = "urn:ordonnance:error"
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "severity": "error",
        "code": "business-rule",
        "details": {"coding": [{"system": system, "code": code}], "text": text},
        "diagnostics": do,
    }
    return said if at is None else {**said, "expression": [at]}
