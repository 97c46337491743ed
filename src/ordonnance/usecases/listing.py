"""List one's own ordonnances: the author's, the patient's, the represented patient's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ordonnance.domain.actors import Caller, PatientActor, Professional, Representative
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.usecases.access import Act, Subject, relations, require_role
from ordonnance.usecases.acting import opened_from
from ordonnance.usecases.ports import EVERYTHING, Ports, Stored, Window
from ordonnance.usecases.results import Listed, ListedOrdonnance
from ordonnance.usecases.view import state_of, visible_progress

LARGEST = 100
"""Most ordonnances in one answer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ended: when its last ordonnance was issued, and how many of that very instant
    were given. It names no number, so that it may stand in an address."""

    at: datetime
    given: int


@dataclass(frozen=True, slots=True)
class Search:
    """One page of one's own: how many, after which mark, established when."""

    count: int = LARGEST
    after: Mark | None = None
    window: Window = EVERYTHING


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the caller's ordonnances: as listed, its Bundle, whom it names if any, its author."""

    item: ListedOrdonnance
    bundle: bytes
    patient: Patient | None
    author: Prescriber


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the caller's ordonnances, newest first, and where the next page begins, if any."""

    mine: tuple[Mine, ...]
    next: Mark | None


async def list_mine(caller: Caller, ports: Ports, limit: int = LARGEST) -> Listed:
    """The caller's latest ordonnances, newest first. No role lists anybody else's."""
    page = await search_mine(caller, ports, Search(limit))
    return Listed(tuple(mine.item for mine in page.mine))


async def search_mine(caller: Caller, ports: Ports, search: Search) -> Page:
    """One page with its documents. What the caller may not see is left out before the page is cut:
    neither its length nor its end tells that something was."""
    require_role(caller, Act.LIST)
    count = min(search.count, LARGEST)
    seen: list[tuple[Mine, Mark]] = []
    mark = search.after
    while len(seen) <= count:
        wanted = count + 1 - len(seen)
        found = await _found(caller, ports, wanted, mark, search.window)
        for rank, stored in enumerate(found, start=1):
            reached = _after(mark, found[:rank])
            if mine := _mine(caller, stored, ports):
                seen.append((mine, reached))
        if len(found) < wanted:
            break
        mark = _after(mark, found)
    page = seen[:count]
    more = page and len(seen) > count
    return Page(tuple(mine for mine, _ in page), page[-1][1] if more else None)


def _after(mark: Mark | None, found: Sequence[Stored]) -> Mark:
    """The mark after the last of these, which follow `mark`."""
    at = found[-1].issued_at
    given = sum(each.issued_at == at for each in found)
    return Mark(at, given + (mark.given if mark is not None and mark.at == at else 0))


async def _found(
    caller: Caller, ports: Ports, limit: int, mark: Mark | None, window: Window
) -> Sequence[Stored]:
    """The next `limit` after the mark, whoever may see them."""
    given = 0
    if mark is not None:
        given, window = mark.given, replace(window, until=mark.at)
    found = await _latest(caller, ports, limit + given, window)
    return found[given:]


async def _latest(caller: Caller, ports: Ports, limit: int, window: Window) -> tuple[Stored, ...]:
    actor = caller.actor
    if isinstance(actor, Professional):
        return await _written(actor, ports, limit, window)
    if isinstance(actor, PatientActor):
        return await ports.base.by_patient(actor.ins, limit, window)
    if isinstance(actor, Representative):
        return await ports.base.by_patient(actor.acting_for, limit, window)
    return ()


async def _written(
    actor: Professional, ports: Ports, limit: int, window: Window
) -> tuple[Stored, ...]:
    """The practice's; for a remplaçant, also what they wrote in their own name."""
    found: list[Stored] = []
    for rpps in {actor.acts_for, actor.rpps}:
        if rpps is not None:
            found += await ports.base.by_author(rpps.value, limit, window)
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
    return Mine(item, document.bundle, ordonnance.patient, author)
