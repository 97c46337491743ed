"""List one's own ordonnances: the author's, the patient's, the represented patient's."""

from dataclasses import dataclass

from ordonnance.domain.actors import Caller, PatientActor, Professional, Representative
from ordonnance.usecases.access import Act, Subject, relations, require_role
from ordonnance.usecases.acting import opened_from
from ordonnance.usecases.ports import Ports, Stored
from ordonnance.usecases.results import Listed, ListedOrdonnance
from ordonnance.usecases.view import state_of, visible_progress

LARGEST = 100
"""Most ordonnances in one answer."""


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the caller's ordonnances: as listed, and its Bundle as received."""

    item: ListedOrdonnance
    bundle: bytes


async def list_mine(caller: Caller, ports: Ports, limit: int = LARGEST) -> Listed:
    """The caller's ordonnances, newest first. No role lists anybody else's."""
    return Listed(tuple(mine.item for mine in await search_mine(caller, ports, limit)))


async def search_mine(caller: Caller, ports: Ports, limit: int = LARGEST) -> tuple[Mine, ...]:
    """The same with their documents, at most `limit` of them."""
    require_role(caller, Act.LIST)
    found = await _found(caller, ports, min(limit, LARGEST))
    return tuple(mine for stored in found if (mine := _mine(caller, stored, ports)))


async def _found(caller: Caller, ports: Ports, limit: int) -> tuple[Stored, ...]:
    actor = caller.actor
    if isinstance(actor, Professional):
        return await _written(actor, ports, limit)
    if isinstance(actor, PatientActor):
        return await ports.base.by_patient(actor.ins, limit)
    if isinstance(actor, Representative):
        return await ports.base.by_patient(actor.acting_for, limit)
    return ()


async def _written(actor: Professional, ports: Ports, limit: int) -> tuple[Stored, ...]:
    """The practice's; for a remplaçant, also what they wrote in their own name."""
    found: list[Stored] = []
    for rpps in {actor.acts_for, actor.rpps}:
        if rpps is not None:
            found += await ports.base.by_author(rpps.value, limit)
    newest = sorted(found, key=lambda each: (each.issued_at, each.number.value), reverse=True)
    return tuple(newest[:limit])


def _mine(caller: Caller, stored: Stored, ports: Ports) -> Mine | None:
    document = ports.reader.reopen(stored.document, stored.content_type)
    ordonnance = document.ordonnance
    held = relations(caller, Subject(ordonnance, stored.progress))
    if not held:
        return None
    opened = opened_from(stored, document, held, ports.clock.now(), ports, caller.place)
    seen = visible_progress(opened)
    author = ordonnance.prescriber
    item = ListedOrdonnance(
        stored.number.value,
        seen.version,
        state_of(opened),
        ordonnance.established_on,
        tuple(line.label for line in ordonnance.lines),
        f"{' '.join(author.given)} {author.family or ''}".strip(),
        seen.objection is not None,
    )
    return Mine(item, document.bundle)
