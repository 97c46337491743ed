"""A server of its own for a bench: started by the command, given a past, watched at work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processor import own_seconds, resident_mib, server_seconds

STOPPING = 60.0
SIBLING = "ordonnance.doors.sibling"


@dataclass(frozen=True, slots=True)
class Used:
    """Processor seconds, by part: servers, worker, PostgreSQL."""

    servers: float
    worker: float
    postgres: float

    def since(self, before: "Used") -> "Used":
        """What was used since then."""
        return Used(
            self.servers - before.servers,
            self.worker - before.worker,
            self.postgres - before.postgres,
        )


@dataclass(frozen=True, slots=True)
class Server:
    """A running base: its port, its folder, its processes, and how long it took to answer."""

    port: int
    data: Path
    pid: int
    postgres: int
    started_in: float

    @property
    def address(self) -> str:
        """What a client is told."""
        return f"http://127.0.0.1:{self.port}"

    def siblings(self) -> list[int]:
        """The processes beside the first one."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                command = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if int(parent) == self.pid and SIBLING in command:
                found.append(int(folder.name))
        return sorted(found)

    def used(self) -> Used:
        """Processor seconds so far. The worker is started first: it is the oldest sibling."""
        worker, *others = self.siblings() or [0]
        servers = sum(own_seconds(pid) or 0 for pid in (self.pid, *others))
        return Used(servers, own_seconds(worker) or 0, server_seconds(self.postgres) or 0)

    def memory(self) -> tuple[float, float]:
        """Resident MiB of the largest server process, and of the worker."""
        worker, *others = self.siblings() or [0]
        return max(resident_mib(pid) for pid in (self.pid, *others)), resident_mib(worker)

    def load(self, count: int, first: int = 0) -> float:
        """Write that many past ordonnances from that rank on, with two processes; the seconds."""
        began = time.perf_counter()
        half = count // 2
        ranks = ((first, half), (first + half, count - half))
        loaders = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.loading", str(self.data), str(rank), str(each)]
            )
            for rank, each in ranks
        ]
        if any([loader.wait() for loader in loaders]):
            raise RuntimeError("loading failed")
        return time.perf_counter() - began


@contextmanager
def served(data: Path, processes: int) -> Iterator[Server]:
    """A demonstration base served by the command; what it logs goes beside its data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORDONNANCE_")}
    # A pharmacy of the bench opens in an hour what a real one opens in weeks.
    environment = {**kept, "ORDONNANCE_OPENINGS_PER_HOUR": "100000"}
    command = [sys.executable, "-m", "ordonnance.doors.cli.main", "serve", "--demo"]
    options = ["--processes", str(processes), "--port", "0", "--data", str(data)]
    errors = data.with_suffix(".stderr")
    began = time.perf_counter()
    with errors.open("wb") as logged:
        process = subprocess.Popen(
            [*command, *options], env=environment, stdout=subprocess.PIPE, stderr=logged, text=True,
            # As a service has it: Linux shares processors among sessions, and the client of the
            # bench would take its own from the server that shares its session.
            start_new_session=True,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"the server did not start: {errors.read_text()[-500:]}")
        took = time.perf_counter() - began
        postgres = (data / "postgres" / "postmaster.pid").read_text().split()[0]
        server = Server(int(address.rpartition(":")[2]), data, process.pid, int(postgres), took)
        _wait_for(lambda: len(server.siblings()) == processes)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=STOPPING)


def _wait_for(met: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            raise RuntimeError("the other processes did not start")
        time.sleep(0.05)
