"""What a number that opens nothing costs: counted in work done, not in time.

The answers are the same to the byte (test_cells). Here the work that could be timed from outside is
counted: round trips to the database, keys unwrapped, ciphertexts opened. Documents read are counted
in tests/unit/usecases/test_relations.py, and `./dev bench secrecy` compares times.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database import sealing
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.postgres_server import dsn_of_running
from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.running import BaseInThread, wait_until
from tests.journeys.secrets.cells import People, Situation
from tests.journeys.sessions import Sessions
from tools import examples


@contextmanager
def work(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> Iterator[Counter[str]]:
    """What is done about these numbers meanwhile: the worker goes on with others beside."""
    counted: Counter[str] = Counter()
    rows, unwrap, opened = Connections.rows, KeyCabinet.unwrap, sealing.open_bytes

    async def counted_rows(self: Any, statement: str, *arguments: Any) -> Any:
        counted["round trips"] += bool(arguments) and arguments[0] in numbers
        return await rows(self, statement, *arguments)

    def counted_unwrap(self: Any, kek_id: str, wrapped: bytes, number: str) -> Any:
        counted["unwrapped"] += number in (*numbers, "")
        return unwrap(self, kek_id, wrapped, number)

    def counted_open(key: Any, sealed: bytes, aad: bytes) -> Any:
        counted["opened"] += any(each in aad.decode() for each in (*numbers, "decoy"))
        return opened(key, sealed, aad)

    with monkeypatch.context() as patched:
        patched.setattr(Connections, "rows", counted_rows)
        patched.setattr(KeyCabinet, "unwrap", counted_unwrap)
        patched.setattr(sealing, "open_bytes", counted_open)
        yield counted


ONE_LOOK = {"round trips": 1, "unwrapped": 1, "opened": 2}

READERS = ("colleague", "patient-other", "parent-other")
STRANGERS = {
    **dict.fromkeys(("consult", "executions", "render", "object"), READERS),
    "journal": ("patient-other", "parent-other"),
    **dict.fromkeys(("cancel", "replace"), ("colleague", "regulator")),
    **dict.fromkeys(("samu-follow", "samu-withdraw"), ("regulator", "regulating-pharm")),
}  # fmt: skip
"""Who has each act, and nothing to do with the ordonnance."""


def another_unknown() -> str:
    """A second number that nobody was given."""
    return OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 6).value


@pytest.mark.parametrize(
    ("act", "person"), [(act, each) for act, strangers in STRANGERS.items() for each in strangers]
)
def test_a_number_costs_one_look_whether_unknown_or_another_s(
    base: BaseInThread,
    door: Door,
    sessions: Sessions,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
    person: str,
) -> None:
    existing, people = door.issued(documents.simple()), People(sessions)
    # What the issue left to the worker is done: nobody else opens this number any more.
    wait_until(lambda: waiting(base, existing) == 0, 60)
    about = Situation(door, existing, examples.patient(), sent=True)
    for number in (unknown_number(), another_unknown(), existing):
        token = people.token(person)
        with work(monkeypatch, number) as counted:
            assert about.ask(person, token, act, number).status_code == 404
        assert counted == ONE_LOOK


def waiting(base: BaseInThread, number: str) -> int:
    """Messages of that number which the worker has not delivered."""

    async def asked() -> int:
        connection = await asyncpg.connect(dsn_of_running(base.data, "postgres"))
        try:
            return int(await connection.fetchval(
                "SELECT count(*) FROM base.outbox WHERE number = $1", number
            ))  # fmt: skip
        finally:
            await connection.close()

    return asyncio.run(asked())


def test_a_role_without_the_act_never_reaches_the_database(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = (unknown_number(), another_unknown())
    with work(monkeypatch, *numbers) as counted:
        for asked in numbers:
            assert door.ask("consult", "caisse", number=asked).status_code == 403
    assert not any(counted.values())
