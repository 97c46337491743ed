"""What is known of an ordonnance before and after an act: its patient sees all of it."""

from dataclasses import dataclass, replace
from typing import Any

import httpx

from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Patient
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tools import examples


@dataclass(frozen=True)
class Truth:
    """State, version, line states, and (reference, reason of the undoing) of each execution."""

    state: str
    version: int
    lines: tuple[str, ...]
    executions: tuple[tuple[str, str | None], ...]


def truth(door: Door, number: str, who: str = "patient") -> Truth:
    """What the base holds, as its patient reads it."""
    opened = door.does("consult", who, number=number)
    read = door.does("executions", who, number=number)
    given = [(each["reference"], each.get("undone")) for each in read.get("execution", [])]
    states = tuple(line["state"] for line in opened["line"])
    return Truth(opened["state"], opened["version"], states, tuple(given))


def told(response: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return response.status_code, code_of(response)


def place_of(response: httpx.Response) -> str:
    """The one place that a refusal names."""
    (place,) = response.json()["issue"][0]["expression"]
    return str(place)


def journaled(door: Door, number: str) -> list[tuple[str, str, str]]:
    """(act, role, details) of every access but those of the patient."""
    read = door.does("journal", "patient", number=number)
    return [
        (each["code"], each["role"], each.get("details", ""))
        for each in read["access"]
        if each["role"] != "Patient"
    ]


def somebody(rank: int) -> Patient:
    """A fictitious patient whom no other journey knows."""
    digits = f"28504999{rank:05d}"
    ins = Ins(f"{digits}{97 - int(digits) % 97:02d}", InsOid.NIR_DEMO)
    return replace(examples.patient(), given=(f"Démo {rank}",), ins=ins)


def session_of(door: Door, patient: Patient) -> str:
    """A token of that patient."""
    assert patient.ins is not None
    return door.sessions.patient(patient.ins.matricule)


def first_line(**fields: Any) -> bytes:
    """The simple prescription with elements of its line set."""
    return documents.edited(
        documents.simple(),
        lambda tree: documents.resource(tree, "MedicationRequest").update(fields),
    )
