"""Take traces: those that a software posts, and those that the base writes of what it saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ordonnance.domain.actors import Place
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.pilot import Site
from ordonnance.domain.preserie.register import Kept
from ordonnance.domain.preserie.traces import Attempt, Witness
from ordonnance.usecases.preserie.reading import Piloting, today
from ordonnance.usecases.preserie.record import RETENTION

MOST_TRACES = 500
"""Most traces in one posting."""

LONGEST_KEPT = timedelta(days=400)
"""How long a trace stays when its présérie never ends."""

AHEAD = timedelta(minutes=10)
"""How far the clock of a workstation may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class TracesKept:
    """What became of a posting: new ones, those that were there already."""

    received: int
    new: int
    contradicting: tuple[str, ...]
    """Ids that are there already and say something else: the first told holds."""


async def keep_posted(
    pilot: str, state: Kept, attempts: Sequence[Attempt], ports: Piloting
) -> TracesKept:
    """Keep what a software posted: late, out of order, twice, it is all the same.

    Each attempt falls while the traces of its workstation are on, and its site accepts them then
    and now. All are kept, or none. Raises Refusal TRACES_TOO_MANY, TRACES_CLOSED,
    TRACES_NOT_ACCEPTED, TRACE_INVALID.
    """
    if len(attempts) > MOST_TRACES:
        raise Refusal.of("TRACES_TOO_MANY", limit=str(MOST_TRACES))
    now = ports.clock.now()
    for rank, each in enumerate(attempts, 1):
        if each.seen_by is not Witness.SOFTWARE:
            raise Refusal.of("TRACE_INVALID", rank=str(rank), reason="la base écrit les siennes")
        if each.at > now + AHEAD:
            raise Refusal.of("TRACE_INVALID", rank=str(rank), reason="instant à venir")
        _require_traced(state, each, now)
    ended = state.ended
    if ended is not None and ended + RETENTION < today(now):
        raise Refusal.of("TRACES_CLOSED")
    taken = await ports.pilots.keep(pilot, attempts, now, now + _kept_for(state))
    return TracesKept(len(attempts), taken.new, taken.contradicting)


async def keep_seen(pilot: str, state: Kept, attempts: Sequence[Attempt], ports: Piloting) -> int:
    """Keep what the base saw itself, of workstations whose traces are on; how many are new."""
    now = ports.clock.now()
    on = [
        each
        for each in attempts
        if state.traced(each.installation, each.at) and _accepted(state, each, now)
    ]
    if not on:
        return 0
    return (await ports.pilots.keep(pilot, on, now, now + _kept_for(state))).new


def require_at(site: Site, place: Place) -> None:
    """Raise TRACES_ELSEWHERE for a place that is not that of the site."""
    if not site.is_at(place):
        raise Refusal.of("TRACES_ELSEWHERE", site=site.am.value)


def _require_traced(state: Kept, attempt: Attempt, now: datetime) -> None:
    known = state.workstations.get(attempt.installation)
    if known is None or not known.installation.holds(today(attempt.at)):
        raise Refusal.of("TRACES_CLOSED")
    if not _accepted(state, attempt, attempt.at) or not _accepted(state, attempt, now):
        raise Refusal.of("TRACES_NOT_ACCEPTED", installation=attempt.installation)


def _accepted(state: Kept, attempt: Attempt, at: datetime) -> bool:
    return state.consent(attempt.installation, at) is Consent.ACCEPTED


def _kept_for(state: Kept) -> timedelta:
    return RETENTION if state.ended is not None else LONGEST_KEPT
