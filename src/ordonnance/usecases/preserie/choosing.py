"""A site sees what is traced of its workstations, and accepts it or refuses it."""

from dataclasses import dataclass, field

from ordonnance.domain.actors import Place
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import Site, names_of
from ordonnance.domain.preserie.register import Chosen, Kept, Said, Workstation, kept
from ordonnance.usecases.preserie.reading import Piloting
from ordonnance.usecases.preserie.record import Record, Recorded, record
from ordonnance.usecases.preserie.tracing import require_at


@dataclass(frozen=True, slots=True)
class AtSite:
    """A présérie in which a place takes part, as one of its sites."""

    pilot: str
    kept: Kept
    site: Site

    @property
    def workstations(self) -> tuple[Workstation, ...]:
        """Those of the site, in the order of the register."""
        every = self.kept.workstations.values()
        return tuple(each for each in every if each.installation.site == self.site.am)


@dataclass(frozen=True, slots=True)
class Choose:
    """What somebody at a place decides of one workstation. `person` is personal: never logged."""

    pilot: str
    chosen: Chosen
    place: Place = field(repr=False)
    person: str = field(repr=False)
    key: str = field(repr=False)


async def sites_at(place: Place, ports: Piloting) -> tuple[AtSite, ...]:
    """The préséries in which a place takes part, the first opened first."""
    found = []
    for pilot in await ports.pilots.at(names_of(place)):
        state = kept((await ports.pilots.read(pilot)).entries)
        found += [AtSite(pilot, state, each) for each in state.pilot.sites if each.is_at(place)]
    return tuple(found)


async def choose(command: Choose, ports: Piloting) -> Recorded:
    """Write the choice in the register; from then on, it holds.

    Raises Refusal PILOT_UNKNOWN, TRACES_ELSEWHERE, and as `record`.
    """
    stored = await ports.pilots.read(command.pilot)
    state = kept(stored.entries) if stored.entries else None
    known = state.workstations.get(command.chosen.installation) if state is not None else None
    if state is None or known is None:
        raise Refusal.of("PILOT_UNKNOWN")
    (site,) = (each for each in state.pilot.sites if each.am == known.installation.site)
    require_at(site, command.place)
    party = Party(PartyRole.SITE, site.am.value, command.person)
    said = Said(Kind.CHOICE, chosen=command.chosen)
    body = f"{command.chosen.installation}|{command.chosen.accepted}".encode()
    return await record(Record(party, command.pilot, said, command.key, body), ports)
