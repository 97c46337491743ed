"""The worker, apart from the servers on a shared PostgreSQL, killed in the middle of deliveries."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random, getrandbits

import pytest

from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, start
from tests.journeys.crashes.inspecting import Inspection
from tests.journeys.crashes.load import Crowd
from tests.journeys.running import STOPPING, BaseInProcess, clean
from tests.journeys.sessions import Sessions


class Worker:
    """`ordonnance worker`, a process of its own."""

    def __init__(self, data: Path, environment: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", "ordonnance.doors.cli.main", "worker"]
        self._command += ["--data", str(data)]
        self._environment = clean(environment)
        self.errors = data.parent / "worker.stderr"

    def start(self) -> None:
        """Begin to deliver."""
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                self._command, env=self._environment, stdout=errors, stderr=errors
            )

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOPPING)


@contextmanager
def shared_base(folder: Path) -> Iterator[tuple[BaseInProcess, Worker, str]]:
    """A PostgreSQL that outlives everybody, a server and a worker on it, its owner's address."""
    with start(folder / "postgresql") as postgres:
        environment = {
            "ORDONNANCE_DSN": postgres.dsn_for(OWNER_ROLE),
            "ORDONNANCE_DSN_APP": postgres.dsn_for(APP_ROLE),
            "ORDONNANCE_OPENINGS_PER_HOUR": "100000",
        }
        data = folder / "base"
        with BaseInProcess(data, "--demo", **environment) as base:
            worker = Worker(data, environment)
            worker.start()
            try:
                yield base, worker, environment["ORDONNANCE_DSN"]
            finally:
                if worker.process.poll() is None:
                    worker.end(signal.SIGKILL)


@pytest.mark.usefixtures("postgres_runs")
def test_a_worker_killed_again_and_again_delivers_everything_once_in_the_record(
    reachable_folder: Path, request: pytest.FixtureRequest
) -> None:
    seed = getrandbits(32)
    random = Random(seed)
    print(f"seed {seed}")
    with shared_base(reachable_folder) as (base, worker, owner):
        crowd = Crowd(3, seed, Sessions.of(base.data))
        inspection = Inspection(base.data, owner)
        for _ in range(max(5, request.config.getoption("--crashes") // 10)):
            crowd.start(base.address)
            time.sleep(random.uniform(0.2, 0.6))
            server_too = random.random() < 0.5
            assert worker.end(signal.SIGKILL) == -signal.SIGKILL
            if server_too:
                base.kill_server()
                base.start()
            crowd.stop()
            crowd.settle(base.address)
            worker.start()
        # All who took something and did not finish are dead, which a lease cannot know.
        inspection.release()
        inspection.require_delivered(crowd.books, 60)
        inspection.require_whole(crowd.books)
        inspection.require_nothing_else(crowd)
