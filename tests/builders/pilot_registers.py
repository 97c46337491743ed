"""The simulated présérie written in a register, act by act, by whoever has to."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from ordonnance.adapters.memory.pilots import MemoryPilots
from ordonnance.domain.preserie.balance import Balance, Observed, weigh
from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import Done, PilotAct, Site
from ordonnance.domain.preserie.register import Chosen, Opening, Said, Shown, Workstation
from ordonnance.domain.preserie.traces import Installation
from ordonnance.usecases.ports.pilots import Pilots
from ordonnance.usecases.preserie.record import Record, Recorded, record
from tests.builders import simulated_pilot as simulated

EDITOR = Party(PartyRole.EDITOR, "EXEMPLE SANTÉ", "editrice-exemple")
OTHER_EDITOR = Party(PartyRole.EDITOR, "AUTRE EXEMPLE", "editeur-exemple")
CPAM = Party(PartyRole.CPAM, "33", "referente-exemple")
OTHER_CPAM = Party(PartyRole.CPAM, "38", "referent-exemple")
CNAM = Party(PartyRole.CNAM, "Cnam", "agente-exemple")
PILOT = "5a0e6a52-0000-4000-8000-000000000001"
_keys = itertools.count(1)


@dataclass
class SetClock:
    """A clock that one sets."""

    at: datetime = datetime(2026, 2, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """That instant."""
        return self.at

    def on(self, day: date) -> None:
        """Noon of a day."""
        self.at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class Room:
    """What the acts on préséries touch, in memory unless told otherwise."""

    pilots: Pilots = field(default_factory=MemoryPilots)
    clock: SetClock = field(default_factory=SetClock)

    async def weigh(self, observed: Observed, day: date) -> Balance:
        """At once: nobody else waits."""
        return weigh(observed, day)


OPENING = Opening(
    simulated.pilot().title, EDITOR.organisation, simulated.MODULE, simulated.pilot().software,
    simulated.pilot().share,
)  # fmt: skip
OPENED = Said(Kind.OPENED, opening=OPENING)


def asked(party: Party, said: Said, *, reason: str = "", pilot: str = PILOT) -> Record:
    """A request of a party, under a new key."""
    return Record(party, pilot, said, f"key-{next(_keys)}", b"body", reason)


def site(rank: int) -> Site:
    """A site of the simulation."""
    return simulated.pilot().sites[rank - 1]


def workstation(rank: int) -> Said:
    """The workstation of a site, traced from its installation."""
    installed = Installation(f"poste-{rank}", simulated.am(rank), "comptoir 1",
                             simulated.start(rank))  # fmt: skip
    return Said(Kind.WORKSTATION, workstation=Workstation(installed, simulated.start(rank)))


def accepted(rank: int, *, of: int | None = None, yes: bool = True) -> tuple[Party, Said]:
    """The site of a workstation accepts its traces, or refuses them."""
    party = Party(PartyRole.SITE, simulated.am(of or rank).value, "pharmacienne-exemple")
    return party, Said(Kind.CHOICE, chosen=Chosen(f"poste-{rank}", accepted=yes))


def act(done: PilotAct, on: date, rank: int | None = None) -> Said:
    """An act of the course."""
    return Said(Kind.DONE, done=Done(done, on, simulated.am(rank) if rank else None))


def prepared() -> Iterator[tuple[date, Party, Said]]:
    """Everything before the first installation."""
    yield date(2026, 1, 5), EDITOR, OPENED
    for prerequisite, evidence in simulated.pilot().prerequisites.items():
        yield evidence.on, EDITOR, Said(Kind.PREREQUISITE, shown=Shown(prerequisite, evidence))
    yield date(2026, 1, 20), EDITOR, Said(Kind.DEPARTMENTS, departments=("33",))
    for rank in range(1, 9):
        yield date(2026, 2, 3), EDITOR, Said(Kind.SITE, site=site(rank))
    yield date(2026, 2, 16), EDITOR, act(PilotAct.COMMUNICATE, date(2026, 2, 16))
    yield date(2026, 2, 19), CNAM, act(PilotAct.INFORM, date(2026, 2, 19))
    yield date(2026, 3, 3), CNAM, act(PilotAct.MEET, date(2026, 3, 3))


def run() -> Iterator[tuple[date, Party, Said]]:
    """The six weeks."""
    for rank in range(1, 9):
        day = simulated.start(rank)
        # The eve: the first trace of the morning needs them both.
        yield day - timedelta(days=1), EDITOR, workstation(rank)
        yield day - timedelta(days=1), *accepted(rank)
        yield day, EDITOR, act(PilotAct.INSTALL, day, rank)
    yield simulated.FIXED, EDITOR, Said(Kind.VERSION, version="4.2")
    yield simulated.FIXED + timedelta(days=1), CPAM, Said(Kind.ANOMALY, anomaly=simulated.anomaly())
    yield date(2026, 4, 2), CNAM, Said(Kind.OUTAGE, outage=simulated.OUTAGE)
    for answers in simulated.answers():
        yield answers.on, CPAM, Said(Kind.ANSWERS, answers=answers)
    for need in simulated.NEEDS.needs:
        yield date(2026, 4, 17), EDITOR, Said(Kind.NEED, need=need)
    yield date(2026, 4, 17), EDITOR, Said(Kind.NEEDS_WHOLE, whole=simulated.NEEDS.whole)


async def written(room: Room, story: Iterator[tuple[date, Party, Said]], pilot: str = PILOT,
                  ) -> Recorded | None:  # fmt: skip
    """Write a story, each act on its day; what the last one answered."""
    last = None
    for day, party, said in story:
        room.clock.on(day)
        last = await record(asked(party, said, pilot=pilot), room)
    return last
