"""Préséries in memory."""

from collections.abc import Sequence
from datetime import datetime

from ordonnance.domain.preserie.register import Entry
from ordonnance.domain.preserie.traces import Attempt
from ordonnance.usecases.ports import AnswerScope, Written
from ordonnance.usecases.ports.pilots import StoredPilot, TracesTaken


class MemoryPilots:
    """Nothing awaits between reading and writing: each call is one transaction."""

    def __init__(self) -> None:
        self._held: dict[str, list[Entry]] = {}
        self._answers: dict[tuple[str, str, str], tuple[int, bytes]] = {}
        self._sites: dict[str, set[str]] = {}
        self._traces: dict[str, dict[tuple[str, str], tuple[Attempt, datetime]]] = {}

    async def all(self) -> tuple[str, ...]:
        """The ids of every présérie, the first opened first."""
        return tuple(self._held)

    async def at(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of préséries where a site was written under one of these names."""
        return tuple(each for each in self._held if self._sites.get(each, set()) & set(names))

    async def read(self, pilot: str, scope: AnswerScope | None = None) -> StoredPilot:
        """The register of a présérie, in order; empty when there is none."""
        entries = tuple(self._held.get(pilot, ()))
        answer = self._answers.get((pilot, scope.caller, scope.key)) if scope else None
        return StoredPilot(entries, *answer) if answer else StoredPilot(entries)

    async def append(
        self, pilot: str, expected: int, entry: Entry, scope: AnswerScope,
        forget: datetime | None = None, sites: Sequence[str] = (),
    ) -> Written:  # fmt: skip
        """Write an entry after the `expected` ones."""
        key = (pilot, scope.caller, scope.key)
        if key in self._answers:
            return Written.ANSWERED
        held = self._held.get(pilot, [])
        if len(held) != expected:
            return Written.CONFLICT
        self._held[pilot] = [*held, entry]
        self._answers[key] = (expected + 1, scope.digest)
        self._sites.setdefault(pilot, set()).update(sites)
        if forget is not None:
            kept = self._traces.get(pilot, {})
            self._traces[pilot] = {
                name: (attempt, min(until, forget)) for name, (attempt, until) in kept.items()
            }
        return Written.WRITTEN

    async def keep(
        self, pilot: str, attempts: Sequence[Attempt], at: datetime, until: datetime
    ) -> TracesTaken:
        """Keep traces until then; one that is there is left as it was."""
        del at
        held = self._traces.setdefault(pilot, {})
        new, contradicting = 0, []
        for each in attempts:
            name = (each.installation, each.id)
            if name not in held:
                held[name] = (each, until)
                new += 1
            elif held[name][0] != each:
                contradicting.append(each.id)
        return TracesTaken(new, tuple(dict.fromkeys(contradicting)))

    async def traces(self, pilot: str, at: datetime) -> tuple[Attempt, ...]:
        """The traces of a présérie whose time has not passed."""
        held = self._traces.get(pilot, {}).values()
        return tuple(attempt for attempt, until in held if until > at)
