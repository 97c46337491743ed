"""Server and worker killed between the act of a regulator and the departure of its letter."""

import asyncio
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random, getrandbits
from typing import Any

import httpx
import pytest

from ordonnance.adapters.database.connections import Connections
from ordonnance.documents.mail.reading import received
from ordonnance.domain.letters import LetterState
from tests.journeys import to_a_pharmacy
from tests.journeys.crashes.books import Act
from tests.journeys.crashes.inspecting import Inspection
from tests.journeys.crashes.load import Client, Crowd
from tests.journeys.crashes.test_worker_crashes import Worker, shared_base
from tests.journeys.mailed import PHARMACY, Mailed
from tests.journeys.running import BaseInProcess, wait_until
from tests.journeys.sessions import Sessions

_WAITING = "SELECT (SELECT count(*) FROM base.outbox) + count(*) FROM base.letter WHERE state = $1"
_RELEASED = "UPDATE base.letter SET left_alone_until = now() RETURNING 1"
_ENTRIES = "SELECT count(*) FROM base.journal GROUP BY number"
_LETTERS = "SELECT count(*) FROM base.letter GROUP BY concern_hash"
_STATES = "SELECT state FROM base.letter"
_COUNTED = "SELECT number_hash FROM base.census"


class Regulator(Client):
    """Prescribes to a pharmacy, call after call."""

    def step(self, http: httpx.Client) -> None:
        """One more call."""
        self.do(http, None, Act("samu-prescribe", "regulateur", to_a_pharmacy.prescription()))


def rows(owner: str, statement: str, *values: Any) -> list[Any]:
    """The first column of what the owner of the tables reads."""

    async def read() -> list[Any]:
        connections = await Connections.open(owner, 1)
        try:
            return [each[0] for each in await connections.rows(statement, *values)]
        finally:
            await connections.close()

    return asyncio.run(read())


def arrived(data: Path) -> Counter[str]:
    """How often each message stands in the mailbox of the pharmacy."""

    async def read() -> Counter[str]:
        inbox = Mailed(data).inbox(PHARMACY.address)
        found = [received(await inbox.fetch(each.id)) for each in await inbox.listed(100_000)]
        return Counter(str(each.id) for each in found)

    return asyncio.run(read())


def all_leave(base: BaseInProcess, worker: Worker, owner: str) -> None:
    """Start everything again and wait until no letter waits."""
    # Nobody who took something is left alive, which a lease cannot know.
    base.kill_server()
    worker.end(signal.SIGKILL)
    Inspection(base.data, owner).release()
    rows(owner, _RELEASED)
    base.start()
    worker.start()
    wait_until(lambda: rows(owner, _WAITING, LetterState.READY) == [0], 180)


@pytest.mark.usefixtures("postgres_runs")
def test_whatever_is_killed_each_prescription_has_one_letter_one_row_one_entry(
    reachable_folder: Path, request: pytest.FixtureRequest
) -> None:
    seed = getrandbits(32)
    random = Random(seed)
    print(f"seed {seed}")
    with shared_base(reachable_folder) as (base, worker, owner):
        regulators = Crowd(3, seed, Sessions.of(base.data), Regulator)
        for _ in range(max(2, request.config.getoption("--crashes") // 50)):
            regulators.start(base.address)
            time.sleep(random.uniform(0.05, 0.6))
            victims = random.choice(("worker", "server", "both"))
            if victims != "server":
                assert worker.end(signal.SIGKILL) == -signal.SIGKILL
            if victims != "worker":
                base.kill_server()
                base.start()
            regulators.stop()
            if victims != "server":
                worker.start()
            regulators.settle(base.address)
        all_leave(base, worker, owner)
        asked = len(regulators.books)
        assert asked
        for statement in (_ENTRIES, _LETTERS):
            assert Counter(rows(owner, statement)) == {1: asked}, statement
        assert len(rows(owner, _COUNTED)) == asked
        states = Counter(rows(owner, _STATES))
        # Killed while the end of a message was sent: nobody knows, and it is looked into later.
        doubts = states[LetterState.HANDING]
        assert set(states) <= {LetterState.HANDED, LetterState.DELIVERED, LetterState.HANDING}
        found = arrived(base.data)
        assert set(found.values()) == {1}
        assert asked - doubts <= len(found) <= asked
