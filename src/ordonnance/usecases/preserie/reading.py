"""A présérie read by somebody who takes part: its register, and its balance sheet on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.balance import Balance, Observed
from ordonnance.domain.preserie.parties import Party, may_see
from ordonnance.domain.preserie.register import Entry, Kept, kept
from ordonnance.usecases.ports import Clock
from ordonnance.usecases.ports.pilots import Pilots, StoredPilot


class Piloting(Protocol):
    """What these acts touch."""

    @property
    def pilots(self) -> Pilots:
        """The registers and their traces."""
        ...

    @property
    def clock(self) -> Clock:
        """The present instant."""
        ...

    async def weigh(self, observed: Observed, day: date) -> Balance:
        """The balance sheet of what was observed: seconds of work, outside the other acts' way."""
        ...


@dataclass(frozen=True, slots=True)
class PilotRead:
    """A présérie as this party may see it: nothing in it is hidden from who may see it at all."""

    pilot: str
    entries: tuple[Entry, ...]
    kept: Kept
    day: date


def seen(stored: StoredPilot, party: Party) -> Kept:
    """The présérie of a register. Raises Refusal PILOT_UNKNOWN, also for whom it is not."""
    if not stored.entries:
        raise Refusal.of("PILOT_UNKNOWN")
    state = kept(stored.entries)
    if not may_see(party, state.pilot):
        raise Refusal.of("PILOT_UNKNOWN")
    return state


async def read_pilot(pilot: str, party: Party, ports: Piloting) -> PilotRead:
    """The register of a présérie. Raises Refusal PILOT_UNKNOWN."""
    stored = await ports.pilots.read(pilot)
    return PilotRead(pilot, stored.entries, seen(stored, party), today(ports.clock.now()))


async def list_pilots(party: Party, ports: Piloting) -> tuple[PilotRead, ...]:
    """Every présérie that this party may see, the first opened first."""
    found = []
    for each in await ports.pilots.all():
        try:
            found.append(await read_pilot(each, party, ports))
        except Refusal as refusal:
            if refusal.code != "PILOT_UNKNOWN":
                raise
    return tuple(found)


async def others_of(pilot: str, ports: Piloting) -> tuple[Balance, ...]:
    """The balance sheets of today of every other présérie: told without name nor size."""
    found = []
    for each in await ports.pilots.all():
        if each != pilot:
            state = kept((await ports.pilots.read(each)).entries)
            found.append(await weighed(each, state, ports))
    return tuple(found)


async def weighed(pilot: str, state: Kept, ports: Piloting, day: date | None = None) -> Balance:
    """The balance sheet of a présérie already read, at the end of a day, today when none is given.

    Raises Refusal PILOT_DATE for a day to come.
    """
    now = ports.clock.now()
    if day is not None:
        require_past(day, today(now))
    attempts = await ports.pilots.traces(pilot, now)
    return await ports.weigh(state.observed(attempts), day or today(now))


def require_past(day: date, now: date) -> None:
    """Raise PILOT_DATE for a day to come."""
    if day > now:
        raise Refusal.of("PILOT_DATE", day=day.strftime("%d/%m/%Y"))


def today(now: datetime) -> date:
    """The day in Paris."""
    return legal_day(now, PARIS)
