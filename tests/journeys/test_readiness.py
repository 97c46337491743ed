"""/ready tells the truth: each thing it needs, really broken, is named; it never hangs."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.postgres_server import OWNER_ROLE, SUPERUSER, dsn_of_running
from ordonnance.adapters.postgres_server.processes import running_in
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.readiness import CHECKS, KEPT_SECONDS
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.vitals import Tally
from ordonnance.bootstrap.watching import vitals_of
from ordonnance.settings import read_settings
from tests.journeys.conftest import reachable, started_or_skipped
from tests.journeys.running import BaseInProcess, BaseInThread, ShiftedClock, wait_until

SOON = 20.0
"""Seconds that a busy machine may take to look; less than what a statement is given to answer."""


@pytest.fixture(scope="module")
def mine(postgres_runs: Path) -> Iterator[BaseInThread]:
    """A base that these tests break and mend."""
    assert postgres_runs
    with (
        reachable() as folder,
        started_or_skipped(folder / "base", ORDONNANCE_OUTBOX_LAG="1") as running,
    ):
        yield running


@pytest.fixture
def address(mine: BaseInThread) -> Iterator[str]:
    with mine.served() as address:
        wait_until(lambda: failing(address) == [], SOON)
        yield address
        wait_until(lambda: failing(address) == [], SOON)


def failing(address: str) -> list[str]:
    """The names of the checks that fail; a French sentence goes with each."""
    answered = httpx.get(f"{address}/ready", timeout=SOON, trust_env=False)
    told = answered.json()
    if answered.status_code == 200:
        assert told == {"status": "ready"}
        return []
    assert (answered.status_code, told["status"]) == (503, "not_ready")
    assert answered.headers["retry-after"] == "2"
    for each in told["failed"]:
        sentence = each["message"].replace("\u202f", " ")
        assert sentence == CHECKS[each["name"]]
    return [each["name"] for each in told["failed"]]


def execute(mine: BaseInThread, role: str, *statements: str) -> None:
    """Run statements on the database of a base."""

    async def run() -> None:
        connection = await asyncpg.connect(dsn_of_running(mine.data, role))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())


CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ordonnance_app'"


def test_a_database_that_refuses_writing_is_named(mine: BaseInThread, address: str) -> None:
    read_only = "ALTER DATABASE ordonnance SET default_transaction_read_only"
    execute(mine, SUPERUSER, f"{read_only} = on", CUT)
    try:
        wait_until(lambda: failing(address) == ["writable"], SOON)
    finally:
        execute(mine, SUPERUSER, "SET default_transaction_read_only = off",
                "ALTER DATABASE ordonnance RESET default_transaction_read_only", CUT)  # fmt: skip


def test_an_older_schema_is_named_and_a_newer_one_is_not(mine: BaseInThread, address: str) -> None:
    execute(mine, OWNER_ROLE, "UPDATE base.migration SET version = version - 100")
    try:
        wait_until(lambda: failing(address) == ["schema"], SOON)
        execute(mine, OWNER_ROLE, "UPDATE base.migration SET version = version + 200")
        wait_until(lambda: failing(address) == [], SOON)
    finally:
        execute(mine, OWNER_ROLE, "UPDATE base.migration SET version = version - 100")


def test_another_base_under_these_keys_is_named(mine: BaseInThread, address: str) -> None:
    change = "UPDATE base.base_key SET wrapped = set_byte(wrapped, 0, 255 - get_byte(wrapped, 0))"
    execute(mine, OWNER_ROLE, change)
    try:
        wait_until(lambda: failing(address) == ["keys"], SOON)
    finally:
        execute(mine, OWNER_ROLE, change)


def test_messages_that_no_worker_takes_are_named(mine: BaseInThread, address: str) -> None:
    async def hold() -> None:
        connection = await asyncpg.connect(dsn_of_running(mine.data, OWNER_ROLE))
        try:
            while not await named_while_held(connection):
                pass
        finally:
            await connection.close()

    async def named_while_held(connection: Any) -> bool:
        """False when a worker had it first: on a machine that stands still for a second."""
        await connection.execute(
            "INSERT INTO base.outbox (number, sequence, kind, available_at)"
            " VALUES ('EXEMPLE', 1, 'record.deposit', now() + interval '1 second')"
        )
        try:
            async with connection.transaction():
                # Ready in a moment, and held: every worker passes it over.
                held = "SELECT FROM base.outbox WHERE number = 'EXEMPLE' AND attempts = 0"
                if not await connection.fetch(f"{held} FOR UPDATE"):
                    return False
                await asyncio.to_thread(wait_until, lambda: failing(address) == ["outbox"], SOON)
                return True
        finally:
            await connection.execute("DELETE FROM base.outbox WHERE number = 'EXEMPLE'")

    asyncio.run(hold())


def test_a_disk_almost_full_is_named(mine: BaseInThread) -> None:
    settings = read_settings({"ORDONNANCE_DISK_FLOOR": "1000000"})
    with other_vitals(mine, settings) as address:
        # Nothing is written to a disk that is full, not even to try.
        assert failing(address) == ["writable", "disk"]


def test_an_expired_seal_key_is_named(mine: BaseInThread) -> None:
    with other_vitals(mine, read_settings({}), ShiftedClock(timedelta(days=800))) as address:
        assert failing(address) == ["seal_key"]
        counters = httpx.get(f"{address}/metrics", trust_env=False).text
        assert "ordonnance_seal_key_seconds -" in counters
        assert 'ordonnance_check{name="seal_key"} 0.0' in counters


@contextmanager
def other_vitals(mine: BaseInThread, settings: Any, clock: Any = None) -> Iterator[str]:
    """The same base, watched with other settings or another clock."""
    now = SystemClock().now()
    keys = open_keys(settings, mine.data, now, demonstration=True, base_exists=True)
    base = mine.platform.vitals.base
    vitals = vitals_of(
        settings, mine.data, keys, base, clock or SystemClock(), None, Stopping(), Tally()
    )
    with mine.served(replace(mine.platform, vitals=vitals)) as address:
        yield address


@pytest.mark.usefixtures("postgres_runs")
def test_a_worker_that_ended_is_named(reachable_folder: Path) -> None:
    with started_or_skipped(reachable_folder / "base") as running, running.served() as address:
        wait_until(lambda: failing(address) == [], SOON)
        for task in running.platform.vitals.readiness.tasks:
            running.loop.call_soon_threadsafe(task.cancel)
        wait_until(lambda: failing(address) == ["worker"], SOON)


@pytest.mark.usefixtures("postgres_runs")
def test_a_database_that_hangs_is_named_in_bounded_time(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        wait_until(lambda: failing(running.address) == [], SOON)
        paused = running_in(running.data / "postgres")
        for pid in paused:
            os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(KEPT_SECONDS)
            # Until they go on, nothing that waits for them answers: whoever answers did not wait.
            for path in ("/ready", "/metrics", "/ready", "/health"):
                status = httpx.get(f"{running.address}{path}", timeout=SOON).status_code
                assert (status == 503) is (path == "/ready")
            assert failing(running.address) == ["database"]
            counters = httpx.get(f"{running.address}/metrics", timeout=SOON).text
            assert 'ordonnance_check{name="database"} 0.0' in counters
            assert "ordonnance_outbox_messages " not in counters
        finally:
            for pid in paused:
                os.kill(pid, signal.SIGCONT)
        wait_until(lambda: failing(running.address) == [], 60)
