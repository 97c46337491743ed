"""A server that ends by itself is started again, less and less often, until told to stop."""

import asyncio
import logging
from pathlib import Path

import pytest

from ordonnance.adapters.postgres_server import keeping
from ordonnance.adapters.postgres_server.errors import data_in_use
from ordonnance.adapters.postgres_server.keeping import keep_running, pause_after

pytestmark = pytest.mark.anyio


class Fragile:
    """A server that ends each time it is asked, and fails its first restarts."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.running = False
        self.restarts = 0

    def is_running(self) -> bool:
        """As set."""
        return self.running

    def restart(self) -> None:
        """Fails as often as told."""
        self.restarts += 1
        if self.restarts == 2:
            raise ValueError("secret of EXEMPLE")
        if self.restarts <= self.failures:
            raise data_in_use(keeping_folder, "1")
        self.running = True


keeping_folder = Path("/nulle/part")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(keeping, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(keeping, "LONGEST_PAUSE_SECONDS", 0.004)


async def until(server: Fragile) -> None:
    async with asyncio.timeout(5):
        while not server.running:
            await asyncio.sleep(0.001)


async def test_each_end_is_followed_by_a_start_and_an_alert(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server, stop = Fragile(), asyncio.Event()
    server.restarts = 2
    keeper = asyncio.create_task(keep_running(server, stop))
    for _ in range(3):
        server.running = False
        await until(server)
    stop.set()
    await asyncio.wait_for(keeper, 5)
    assert server.restarts == 5
    assert caplog.text.count("ALERT PostgreSQL ended by itself") == 3


async def test_a_start_that_fails_is_told_and_never_given_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server, stop = Fragile(failures=6), asyncio.Event()
    with caplog.at_level(logging.INFO):
        keeper = asyncio.create_task(keep_running(server, stop))
        await until(server)
        stop.set()
        await asyncio.wait_for(keeper, 5)
    assert server.restarts == 7
    assert caplog.text.count("does not start again") == 6
    assert "ValueError" in caplog.text
    assert "EXEMPLE" not in caplog.text
    assert "answers again" in caplog.text


async def test_told_to_stop_it_starts_nothing_any_more() -> None:
    server, stop = Fragile(), asyncio.Event()
    stop.set()
    await asyncio.wait_for(keep_running(server, stop), 5)
    assert server.restarts == 0


def test_pauses_double_up_to_a_longest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert [pause_after(failures) for failures in (1, 2, 3, 6, 7, 50)] == [0.5, 1, 2, 16, 30, 30]
