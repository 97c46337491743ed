"""What a base needs now and then, beside its acts: journals anchored, what is over swept."""

import asyncio
from pathlib import Path
from typing import Protocol

from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.bootstrap.journals import anchoring_of
from ordonnance.bootstrap.tasks import sweeping_of
from ordonnance.settings import Settings


class Base(Protocol):
    """Which base: its folder and its settings."""

    @property
    def data(self) -> Path: ...

    @property
    def settings(self) -> Settings: ...


def upkeep(
    connections: Connections, seals: SealKeys, opening: Base, stop: asyncio.Event
) -> list[asyncio.Task[None]]:
    """These works as tasks, until `stop`."""
    works = {
        "anchors": anchoring_of(connections, seals, opening.data).run(stop),
        "sweeping": sweeping_of(connections, opening.settings).run(stop),
    }
    return [asyncio.create_task(work, name=name) for name, work in works.items()]
