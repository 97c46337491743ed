"""Under whom a préparateur serves: pharmacists known there, and those named at this workstation.

What this workstation remembers stands in a cookie: the RPPS, which is public, of those named here
lately, by place. It offers; it proves nothing: the check at the act is the same (ADR 0069).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.domain.ids import Rpps
from ordonnance.doors.web.cookies import keep_named, named_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.colleagues import colleagues

ANOTHER = "autre"
"""The choice of somebody who is not offered: their RPPS is typed."""

MOST_NAMED = 8
"""How many pharmacists a workstation remembers, of all its places."""

_ONE = re.compile(r"([0-9a-f]{12})-([0-9]{11})")


@dataclass(frozen=True, slots=True)
class Offered:
    """A pharmacist to choose. `known`: their own session showed that they work there."""

    rpps: str
    name: str
    known: bool

    def __repr__(self) -> str:
        return "Offered(•••)"


@dataclass(frozen=True, slots=True)
class Under:
    """What the counter asks a préparateur: whom to choose, and who was chosen last."""

    offered: tuple[Offered, ...]
    last: str


async def under(visit: Visit) -> Under | None:
    """Whom to offer; None for who serves in their own name."""
    if visit.caller.role is not Role.ASSISTANT_DISPENSER:
        return None
    platform = visit.platform
    now = platform.ports.clock.now()
    known = await colleagues(visit.caller, Role.DISPENSER, platform.desk, now)
    return offered_from(
        [Offered(each.rpps.value, each.name, True) for each in known], _named_here(visit)
    )


def offered_from(known: Iterable[Offered], named: Iterable[str]) -> Under:
    """The last one named first, then by name; who was named without being known comes with it."""
    lately = list(named)
    by_rpps = {each.rpps: each for each in known}
    strangers = [Offered(each, "", False) for each in lately if each not in by_rpps]
    rank = {rpps: place for place, rpps in enumerate(lately)}
    everybody = [*by_rpps.values(), *strangers]
    everybody.sort(key=lambda each: (rank.get(each.rpps, len(rank)), each.name, each.rpps))
    alone = everybody[0].rpps if len(everybody) == 1 else ""
    return Under(tuple(everybody), lately[0] if lately else alone)


def remembered(visit: Visit, response: Response, pharmacist: Rpps | None) -> Response:
    """The same answer; this workstation offers that pharmacist first from now on."""
    if visit.caller.role is not Role.ASSISTANT_DISPENSER or pharmacist is None:
        return response
    mine = f"{_place(visit)}-{pharmacist.value}"
    others = [each for each in _all(named_of(visit.request)) if each != mine]
    keep_named(response, visit.request, ".".join([mine, *others][:MOST_NAMED]))
    return response


def _named_here(visit: Visit) -> list[str]:
    """The RPPS named at this place, the last one first."""
    here = f"{_place(visit)}-"
    found = _all(named_of(visit.request))
    return [each.removeprefix(here) for each in found if each.startswith(here)]


def _all(cookie: str) -> list[str]:
    """What the cookie holds; what is not ours is left out."""
    return [each for each in cookie.split(".") if _ONE.fullmatch(each)][:MOST_NAMED]


def _place(visit: Visit) -> str:
    place = visit.caller.place
    return hashlib.sha256((place.key if place else "").encode()).hexdigest()[:12]
