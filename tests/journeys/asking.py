"""Asking a base over HTTP, as counter software does, and reading its answers."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.sessions import Sessions

FHIR = "application/fhir+json"
JOSE = "application/jose"


@dataclass
class Door:
    """The API of one base, for whoever holds a session."""

    address: str
    sessions: Sessions
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.address, timeout=30, trust_env=False)

    def __enter__(self) -> "Door":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(
        self, operation: str, who: str, body: bytes | None = None, *, key: str | None = None,
        headers: Mapping[str, str] | None = None, **parameters: Any,
    ) -> httpx.Response:  # fmt: skip
        """POST /fhir/$operation as `who` (a handle, or a token); a fresh key unless given."""
        sent = {
            "Authorization": f"Bearer {self.sessions.token(who)}",
            "Content-Type": FHIR,
            "Idempotency-Key": key or str(uuid.uuid4()),
            **(headers or {}),
        }
        content = told(**parameters) if body is None else body
        return self.http.post(f"/fhir/${operation}", content=content, headers=sent)

    def does(self, operation: str, who: str, body: bytes | None = None, **more: Any) -> Any:
        """The same, which must succeed: the answer as values by name."""
        response = self.ask(operation, who, body, **more)
        assert response.status_code == 200, response.text[:1500]
        return answer(response)

    def issued(self, document: bytes, who: str = "medecin", **more: Any) -> str:
        """Issue a document; its number."""
        number: str = self.does("issue", who, document, **more)["number"]
        return number


def told(**parameters: Any) -> bytes:
    """`Parameters` with these values; None is left out, a list repeats, a mapping is parts."""
    parts = [part for name, value in parameters.items() for part in _parts(name, value)]
    return json.dumps({"resourceType": "Parameters", "parameter": parts}).encode()


def _parts(name: str, value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    if isinstance(value, list):
        return [part for each in value for part in _parts(name, each)]
    if isinstance(value, bytes):
        return [{"name": name, "resource": json.loads(value)}]
    if isinstance(value, dict):
        inner = [part for key, each in value.items() for part in _parts(key, each)]
        return [{"name": name, "part": inner}]
    kind = {bool: "valueBoolean", int: "valueInteger", float: "valueDecimal"}
    wanted = "valueDecimal" if name in ("packs", "units") else kind.get(type(value), "valueString")
    return [{"name": name, wanted: value}]


REPEATED = {
    "seen", "form", "line", "served", "skipped", "finding", "execution", "access", "ordonnance",
    "label",
    "medicine", "pack", "substance", "route", "shortage", "proposal", "unproposed", "correction",
    "applied", "document", "row", "numbered", "point", "difference", "heldLine",
    "chip", "note", "unread", "way", "sheet", "reason", "entry", "near",
    "option", "destination", "prescription", "letter", "warning",
}  # fmt: skip


def answer(response: httpx.Response) -> dict[str, Any]:
    """A `Parameters` as values by name; what may repeat is a list, absent ones are missing."""
    found = response.json()
    assert found["resourceType"] == "Parameters"
    return _read(found.get("parameter", []))


def _read(parts: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        (value,) = (content for key, content in part.items() if key != "name")
        read = _read(value) if "part" in part else value
        if part["name"] in REPEATED and "part" in part:
            found.setdefault(part["name"], []).append(read)
        else:
            assert part["name"] not in found or part["name"] in REPEATED
            found[part["name"]] = read
    return found


def code_of(response: httpx.Response) -> str:
    """The stable code of a refusal."""
    outcome = response.json()
    assert outcome["resourceType"] == "OperationOutcome", response.text[:500]
    code: str = outcome["issue"][0]["details"]["coding"][0]["code"]
    return code
