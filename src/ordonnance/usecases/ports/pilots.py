"""Préséries kept: registers that only grow, and traces that go once the pilot is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ordonnance.domain.preserie.register import Entry
from ordonnance.domain.preserie.traces import Attempt
from ordonnance.usecases.ports.base import AnswerScope, Written


@dataclass(frozen=True, slots=True)
class StoredPilot:
    """A register as read. `answered`: how many entries it had once the scope asked had written,
    and `digest` the body written then."""

    entries: tuple[Entry, ...] = ()
    answered: int | None = None
    digest: bytes = b""

    def __repr__(self) -> str:
        return f"StoredPilot({len(self.entries)})"


@dataclass(frozen=True, slots=True)
class TracesTaken:
    """How many traces are new, and the ids of those that say otherwise than before (not taken)."""

    new: int
    contradicting: tuple[str, ...] = ()


class Pilots(Protocol):
    """The registers of préséries and their traces. `pilot` is the id of a présérie."""

    async def all(self) -> tuple[str, ...]:
        """The ids of every présérie, the first opened first."""
        ...

    async def at(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of préséries where a site was written under one of these names (`Site.names`)."""
        ...

    async def read(self, pilot: str, scope: AnswerScope | None = None) -> StoredPilot:
        """The register of a présérie, in order; empty when there is none."""
        ...

    async def append(
        self,
        pilot: str,
        expected: int,
        entry: Entry,
        scope: AnswerScope,
        forget: datetime | None = None,
        sites: Sequence[str] = (),
    ) -> Written:
        """Write an entry after the `expected` ones.

        `forget`: its traces go then at the latest. `sites`: names by which `at` finds it from now.
        """
        ...  # fmt: skip

    async def keep(
        self, pilot: str, attempts: Sequence[Attempt], at: datetime, until: datetime
    ) -> TracesTaken:
        """Keep traces until then; one that is there is left as it was."""
        ...

    async def traces(self, pilot: str, at: datetime) -> tuple[Attempt, ...]:
        """The traces of a présérie whose time has not passed, in no order."""
        ...
