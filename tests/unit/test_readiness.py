"""How /ready asks: seldom, once for all who wait, and never for long."""

import asyncio
from typing import Any

import pytest

from ordonnance.adapters.database.looking import Look
from ordonnance.bootstrap import readiness
from ordonnance.bootstrap.readiness import CHECKS, Readiness
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.domain.errors import Refusal

pytestmark = pytest.mark.anyio
GOOD = Look(True, 1, True, True, 0, 0, 0.0, 0.0)
LOCAL: dict[str, Any] = {"disk": lambda: True, "seal_key": lambda: True}


class Database:
    """Answers a look, after waiting when told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.hangs = asyncio.Event()
        self.hangs.set()
        self.fails = False

    async def look(self, write: bool) -> Look:
        """One look."""
        assert write
        self.asked += 1
        await self.hangs.wait()
        if self.fails:
            raise Refusal.of("BASE_UNAVAILABLE")
        return GOOD


def asked_of(database: Database, stopping: Stopping | None = None) -> Readiness:
    return Readiness(database.look, LOCAL, stopping or Stopping(), 60)


async def test_probing_a_thousand_times_looks_once() -> None:
    database = Database()
    asked = asked_of(database)
    answers = await asyncio.gather(*(asked.ask() for _ in range(1000)))
    assert all(each.yes for each in answers)
    assert database.asked == 1
    assert set(answers[0].checks) == set(CHECKS)


async def test_a_look_that_hangs_is_answered_no_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readiness, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    database = Database()
    asked = asked_of(database)
    database.hangs.clear()
    for _ in range(5):
        answer = await asyncio.wait_for(asked.ask(), 1)
        assert answer.failed == ("database",)
        assert "writable" not in answer.checks
    assert database.asked == 1
    database.hangs.set()
    await asyncio.sleep(0.01)
    assert (await asked.ask()).yes


async def test_a_database_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    database = Database()
    asked = asked_of(database)
    database.fails = True
    assert (await asked.ask()).failed == ("database",)
    database.fails = False
    assert (await asked.ask()).yes


async def test_stopping_shows_at_once_and_asks_nothing() -> None:
    database, stopping = Database(), Stopping()
    asked = asked_of(database, stopping)
    assert (await asked.ask()).yes
    stopping.ask()
    answer = await asked.ask()
    assert (answer.yes, answer.failed) == (False, ("stopping",))
    assert database.asked == 1
    assert not stopping.hurried.is_set()
    stopping.ask()
    assert stopping.hurried.is_set()
