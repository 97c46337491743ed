"""PostgreSQL ends and the server stays: it says so, and brings it back by itself."""

import os
import random
import signal
import time
from pathlib import Path
from random import Random

import pytest

from ordonnance.bootstrap.readiness import KEPT_SECONDS
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.crashes.inspecting import ready
from tests.journeys.crashes.victims import postgres
from tests.journeys.running import BaseInProcess, wait_until
from tests.journeys.sessions import Sessions

pytestmark = pytest.mark.usefixtures("postgres_runs")


def test_the_server_starts_a_killed_postgresql_again_by_itself(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        with Door(running.address, Sessions.of(running.data)) as door:
            number = door.issued(documents.simple())
            killed = running.postgres_pid
            for _ in range(2):
                postgres(running, Random(random.getrandbits(32)))
                # What /ready said before is kept that long.
                time.sleep(KEPT_SECONDS)
                wait_until(lambda: ready(running.address) == 200, 60)
                assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
            door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
        said = running.errors.read_text(encoding="utf-8")
        assert said.count('"event": "ALERT PostgreSQL ended by itself') == 2
        assert running.stop() == 0
        wait_until(lambda: not Path(f"/proc/{killed}").exists(), 60)


@pytest.mark.scenario("GEM-Q10")
def test_while_postgresql_cannot_start_the_base_says_so_then_works_again_by_itself(
    reachable_folder: Path,
) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        cluster = running.data / "postgres"
        away = cluster.with_name("away")
        with Door(running.address, Sessions.of(running.data)) as door:
            number = door.issued(documents.simple())
            killed = running.postgres_pid
            cluster.rename(away)
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda: ready(running.address) == 503, 60)
            failed = door.http.get("/ready").json()["failed"]
            assert "database" in {each["name"] for each in failed}
            assert door.http.get("/health").status_code == 200
            for operation in ("consult", "executions"):
                refused = door.ask(operation, "pharmacien", number=number)
                assert (refused.status_code, code_of(refused)) == (503, "BASE_UNAVAILABLE")
                assert "retry-after" in refused.headers
            time.sleep(1)
            # Nothing was made in its place: an empty base would be worse than none.
            assert not cluster.exists()
            away.rename(cluster)
            wait_until(lambda: ready(running.address) == 200, 60)
            assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
        assert "does not start again" in running.errors.read_text(encoding="utf-8")


def test_a_stop_while_postgresql_is_down_ends_at_once(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        cluster = running.data / "postgres"
        killed = running.postgres_pid
        cluster.rename(cluster.with_name("away"))
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: ready(running.address) == 503, 60)
        # Nobody is left to wait for; what waits for PostgreSQL has no end.
        assert running.stop() == 0
