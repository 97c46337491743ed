"""The workstations that préséries trace: a list read again from the base every half minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ordonnance.domain.actors import Place, SoftwareClient
from ordonnance.domain.preserie.pilot import Site
from ordonnance.domain.preserie.register import Kept, kept
from ordonnance.usecases.ports import Clock
from ordonnance.usecases.ports.pilots import Pilots
from ordonnance.usecases.preserie.reading import today
from ordonnance.usecases.preserie.tracing import require_at

KNOWN_FOR = timedelta(seconds=30)
"""How long the list is believed before it is read again."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A workstation of the list: for which présérie, under which name, at which site."""

    pilot: str
    installation: str
    site: Site
    accepted: bool
    """Its site accepts the traces now."""


Named = tuple[str, str]
"""The number AM of a site, and how its software names the workstation."""


class TracedWorkstations:
    """The list of one server."""

    def __init__(self, pilots: Pilots, clock: Clock) -> None:
        self._pilots = pilots
        self._clock = clock
        self._known: Mapping[Named, Traced] = {}
        self._read_at: datetime | None = None

    def forget(self) -> None:
        """A register has just changed: the list is read again before it is believed."""
        self._read_at = None

    def may_be(self, client: SoftwareClient, place: Place) -> bool:
        """False for what the list, while it is believed, does not name.

        Raises Refusal TRACES_ELSEWHERE for somebody who is not where they say.
        """
        if not self._fresh(self._clock.now()):
            return True
        known = self._known.get(named(client))
        if known is not None:
            require_at(known.site, place)
        return known is not None

    async def now(self) -> Mapping[Named, Traced]:
        """The list, read again when it is no longer believed."""
        now = self._clock.now()
        if not self._fresh(now):
            found: dict[Named, Traced] = {}
            for pilot in await self._pilots.all():
                state = kept((await self._pilots.read(pilot)).entries)
                for name, one in _of(pilot, state, now).items():
                    known = found.get(name)
                    # Named in two, it is of the one that its site accepted, else opened first: no
                    # other editor takes it over, and a présérie that nobody ended holds no site.
                    if known is None or (one.accepted and not known.accepted):
                        found[name] = one
            self._known, self._read_at = found, now
        return self._known

    def _fresh(self, now: datetime) -> bool:
        return self._read_at is not None and abs(now - self._read_at) < KNOWN_FOR


def named(client: SoftwareClient) -> Named:
    """What a software calls the site and the workstation."""
    return client.am or "", client.workstation or ""


def _of(pilot: str, state: Kept, now: datetime) -> Mapping[Named, Traced]:
    sites = {each.am: each for each in state.pilot.sites}
    return {
        (each.installation.site.value, each.installation.workstation): Traced(
            pilot, name, sites[each.installation.site], state.traced(name, now)
        )
        for name, each in state.workstations.items()
        if each.installation.holds(today(now))
    }
