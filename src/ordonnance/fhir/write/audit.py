"""The journal of accesses as AuditEvents, for the patient who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from ordonnance.fhir.codec import encode
from ordonnance.fhir.resources.datatypes import CodeableConcept, Coding
from ordonnance.fhir.resources.dispense import (
    Agent,
    AuditEvent,
    FoundDispense,
    Matched,
    SearchSet,
    Source,
)
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import values

Action = Literal["C", "R", "U", "D", "E"]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One access: what was done, when, by whom, in which role, from where, with what result."""

    at: datetime
    act: str
    act_label: str
    action: Action
    role_label: str
    name: str | None = None
    place_label: str | None = None
    refused: bool = False
    details: str = ""

    def __repr__(self) -> str:
        return f"AuditEntry({self.act}, •••)"


def write_audit(entries: Sequence[AuditEntry], systems: Systems = DEFAULT_SYSTEMS) -> bytes:
    """The JSON of a searchset of AuditEvents, in the order given."""
    found = tuple(
        FoundDispense(
            full_url=f"urn:uuid:{id}",
            resource=_event(entry, id, systems),
            search=Matched(mode="match"),
        )
        for rank, entry in enumerate(entries)
        for id in (_id(entry, rank),)
    )
    return encode(SearchSet(type="searchset", total=len(found), entry=found))


def _id(entry: AuditEntry, rank: int) -> str:
    """An id within this answer; the rank tells two accesses of one instant apart."""
    seed = f"urn:ordonnance:access:{rank}:{entry.at.isoformat()}:{entry.act}"
    return str(uuid5(NAMESPACE_URL, seed))


def _event(entry: AuditEntry, id: str, systems: Systems) -> AuditEvent:
    return AuditEvent(
        id=id,
        type=Coding(system="http://terminology.hl7.org/CodeSystem/audit-event-type", code="rest"),
        subtype=(Coding(system=systems.own_code("act"), code=entry.act, display=entry.act_label),),
        action=entry.action,
        recorded=entry.at.isoformat(),
        outcome="4" if entry.refused else "0",
        outcome_desc=entry.details or None,
        agent=(
            Agent(
                role=(CodeableConcept(text=entry.role_label),),
                name=entry.name,
                location=values.named(entry.place_label) if entry.place_label else None,
                requestor=True,
            ),
        ),
        source=Source(observer=values.named("Base d'ordonnances")),
    )
