"""A document refused: what the answer says, and the proof that nothing was kept of it."""

import uuid
from dataclasses import dataclass

import httpx

from tests.journeys import documents
from tests.journeys.asking import Door


@dataclass(frozen=True)
class Refused:
    """The answer to a document that was not issued."""

    status: int
    issues: tuple[tuple[str, str | None], ...]
    text: str

    @property
    def codes(self) -> list[str]:
        """Codes in the order of the answer: the refusal's own, then the rules that decided."""
        return [code for code, _ in self.issues]

    @property
    def first(self) -> tuple[int, str, str | None]:
        """Status, code and FHIRPath of the refusal itself."""
        return self.status, *self.issues[0]


def said(response: httpx.Response) -> Refused:
    """What a refusal says."""
    assert response.status_code >= 400, response.text[:500]
    issues = response.json()["issue"]
    return Refused(
        response.status_code,
        tuple(
            (each["details"]["coding"][0]["code"], (each.get("expression") or [None])[0])
            for each in issues
        ),
        " ".join(f"{each['details']['text']} {each['diagnostics']}" for each in issues),
    )


def refused(door: Door, document: bytes, who: str = "medecin", **headers: str) -> Refused:
    """Ask to issue what must be refused.

    The number of an ordonnance comes from the caller and the key: the same key then issues another
    document, which it could not if anything had been kept under it.
    """
    key = str(uuid.uuid4())
    response = door.ask("issue", who, document, key=key, headers=headers)
    told = said(response)
    door.issued(documents.written(documents.course(), author=who), who, key=key)
    return told
