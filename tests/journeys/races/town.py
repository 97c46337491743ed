"""One database, two server processes on it and a base in this process, as in a real town."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    SUPERUSER,
    PostgresServer,
    start,
)
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from tests.journeys.asking import Door
from tests.journeys.running import BaseInProcess, BaseInThread
from tests.journeys.sessions import Sessions
from tests.journeys.witness import bear_witness

MANY_OPENINGS = "100000"
"""Openings per hour: these tests open more than any pharmacy does."""


_KEPT = """
SELECT (SELECT count(*) FROM base.ordonnance), (SELECT count(*) FROM base.reservation),
       (SELECT count(*) FROM base.stock_entry)
"""


@dataclass(frozen=True, slots=True)
class Town:
    """Two server processes (`addresses`), a base in this process (`inside`), one PostgreSQL."""

    servers: tuple[BaseInProcess, BaseInProcess]
    inside: BaseInThread
    sessions: Sessions
    door: Door
    postgres: PostgresServer

    @property
    def addresses(self) -> tuple[str, str]:
        """The addresses of the two server processes."""
        first, second = self.servers
        return first.address, second.address

    @property
    def dsn(self) -> str:
        """The address of the database, for its superuser."""
        return self.postgres.dsn_for(SUPERUSER)

    @property
    def record_folders(self) -> tuple[Path, ...]:
        """Where each of the three workers leaves the copies that it delivers."""
        folders = (*(each.data for each in self.servers), self.inside.data)
        return tuple(folder / RECORD_FOLDER for folder in folders)

    def rows(self, statement: str, *arguments: object) -> Sequence[Any]:
        """Ask PostgreSQL itself, as its superuser."""
        return asyncio.run(self.rows_now(statement, *arguments))

    async def rows_now(self, statement: str, *arguments: object) -> Sequence[Any]:
        """The same, inside a running event loop."""
        connection = await asyncpg.connect(self.dsn)
        try:
            return await connection.fetch(statement, *arguments)
        finally:
            await connection.close()

    def version(self, number: str) -> int:
        """The version of an ordonnance, as stored."""
        statement = "SELECT version FROM base.ordonnance WHERE number = $1"
        return int(self.rows(statement, number)[0]["version"])

    def ordonnances(self) -> int:
        """How many ordonnances the base holds."""
        return int(self.rows("SELECT count(*) FROM base.ordonnance")[0][0])

    def kept(self) -> tuple[int, int, int]:
        """How many ordonnances, reservations and lines of secured paper the base holds."""
        ordonnances, reservations, lines = self.rows(_KEPT)[0]
        return ordonnances, reservations, lines

    def messages(self, number: str) -> list[str]:
        """The kinds of the outbox messages of an ordonnance, delivered or not, in order."""
        statement = "SELECT kind FROM witness.message WHERE number = $1 ORDER BY sequence"
        return [row["kind"] for row in self.rows(statement, number)]

    def written(self, number: str) -> list[str]:
        """The acts that changed an ordonnance, in the order of its journal (which this enters)."""
        read = self.door.does("journal", "patient", number=number)
        acts = [each["code"] for each in read["access"] if not each["refused"]]
        return [code for code in acts if code in CHANGES]


CHANGES = {"issue", "regulate", "dispense", "undo", "cancel", "replace", "object"}


@contextmanager
def a_town(folder: Path) -> Iterator[Town]:
    """Start everything; raises PostgresUnavailable where PostgreSQL cannot run."""
    with ExitStack() as stack:
        postgres = stack.enter_context(start(folder / "postgres"))
        first = folder / "first"
        settings = {
            "ORDONNANCE_DSN": postgres.dsn_for(OWNER_ROLE),
            "ORDONNANCE_DSN_APP": postgres.dsn_for(APP_ROLE),
            "ORDONNANCE_KEYS_FOLDER": str(keys_folder_beside(first)),
            "ORDONNANCE_OPENINGS_PER_HOUR": MANY_OPENINGS,
        }
        one, other = (
            stack.enter_context(BaseInProcess(data, "--demo", **settings))
            for data in (first, folder / "second")
        )
        asyncio.run(bear_witness(postgres.dsn_for(OWNER_ROLE)))
        inside = BaseInThread(folder / "inside", settings)
        inside.start()
        stack.callback(inside.stop)
        sessions = Sessions.of(first)
        door = stack.enter_context(Door(one.address, sessions))
        yield Town((one, other), inside, sessions, door, postgres)
