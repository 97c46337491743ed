"""Who is known to work in a structure: the prescribers and pharmacists whose sessions showed it.

A session proves where its own person works, and nobody else. What is known here is therefore never
whole: somebody who never signed in at a place is not known there.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from ordonnance.domain.actors import Caller, Place, Professional, Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import Desk, DeskKind, DeskSheet

KEPT = timedelta(days=180)
"""How long somebody who no longer signs in at a place is still known there."""

SEEN_EVERY = timedelta(days=1)
"""How far apart two times that somebody was seen are written down."""

_ASKING = {Role.PRESCRIBER: Act.DRAFT, Role.DISPENSER: Act.DISPENSE}
"""Whose list: for which act colleagues of that role are asked for."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody known in a structure."""

    rpps: Rpps
    name: str
    work: str

    def __repr__(self) -> str:
        return "Colleague(•••)"


async def note_presence(caller: Caller, desk: Desk, at: datetime) -> None:
    """Remember that this person works where their session says; at most once a day."""
    actor = caller.actor
    if caller.role not in _ASKING or not isinstance(actor, Professional) or actor.rpps is None:
        return
    owner, id = _owner(actor.place, caller.role), _sheet_id(actor.rpps)
    former = await desk.get(owner, DeskKind.COLLEAGUE, id, at)
    if former is not None and former.written_at > at - SEEN_EVERY:
        return
    work = actor.specialty.label if actor.specialty else actor.profession.label
    told = {"rpps": actor.rpps.value, "name": f"{actor.given} {actor.family}", "work": work}
    version = 1 + (former.version if former else 0)
    sheet = DeskSheet(id, version, json.dumps(told).encode(), at)
    # Refused, another session of theirs has just written the same.
    await desk.put(owner, DeskKind.COLLEAGUE, sheet, at + KEPT)


async def colleagues(caller: Caller, role: Role, desk: Desk, at: datetime) -> tuple[Colleague, ...]:
    """The people of that role known where the caller acts, by name.

    Raises Refusal NOT_ALLOWED for who has nothing to ask of them.
    """
    require_role(caller, _ASKING[role])
    if caller.place is None:
        return ()
    sheets = await desk.all(_owner(caller.place, role), DeskKind.COLLEAGUE, at)
    found = (json.loads(each.content) for each in sheets)
    known = (Colleague(Rpps(each["rpps"]), each["name"], each["work"]) for each in found)
    return tuple(sorted(known, key=lambda each: (each.name, each.rpps.value)))


async def require_pharmacist(
    caller: Caller, pharmacist: Rpps | None, desk: Desk, at: datetime, *, declared: bool
) -> None:
    """The pharmacist whom a préparateur names works there, as far as is known.

    One who is not known there is named on the word of the préparateur (`declared`); where nobody is
    known, so is everybody. Raises Refusal PHARMACIST_ELSEWHERE.
    """
    if caller.role is not Role.ASSISTANT_DISPENSER or pharmacist is None or declared:
        return
    known = await colleagues(caller, Role.DISPENSER, desk, at)
    if known and pharmacist not in [each.rpps for each in known]:
        raise Refusal.of("PHARMACIST_ELSEWHERE", "pharmacien")


def _owner(place: Place, role: Role) -> str:
    return f"place|{role}|{place.key}"


def _sheet_id(rpps: Rpps) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, rpps.value))
