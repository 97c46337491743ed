"""Real platforms for the journeys: one in this process, others in processes of their own."""

import asyncio
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.opening import Opening, opened
from ordonnance.bootstrap.platform import Platform
from ordonnance.doors.api.connection import Limits
from ordonnance.doors.serving import http_config, whole_application
from ordonnance.settings import read_settings
from ordonnance.usecases.ports.outside import Openings

STARTING = 120.0
"""Seconds given to a base to answer: the first start makes a PostgreSQL cluster."""

STOPPING = 50.0
"""Seconds given to a process to end: less than the minute, or the five, that some are told to wait
for a load balancer first."""


class ShiftedClock:
    """The machine's clock, some time later or earlier."""

    def __init__(self, shift: timedelta) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """The shifted instant."""
        return SystemClock().now() + self._shift


class OpeningsByTest:
    """The base's own counts, each test a caller apart: what others missed holds nobody."""

    def __init__(self, counted: Openings) -> None:
        self._counted = counted
        self._test = 0

    def begin(self) -> None:
        """From here on another test is counted."""
        self._test += 1

    def opened(self, structure: str, at: datetime) -> None:
        """As the port says."""
        self._counted.opened(f"{self._test}|{structure}", at)

    def missed(self, caller: str, at: datetime) -> None:
        """As the port says."""
        self._counted.missed(f"{self._test}|{caller}", at)

    def allowed(self, caller: str, at: datetime) -> None:
        """As the port says."""
        self._counted.allowed(f"{self._test}|{caller}", at)


class BaseInThread:
    """A demonstration base served from a thread; variants share its database on other ports."""

    def __init__(self, data: Path, environment: Mapping[str, str]) -> None:
        self.data = data
        self._settings = read_settings(environment)
        self._started: queue.Queue[Platform | BaseException] = queue.Queue()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def start(self) -> None:
        """Open the base; raises what `opened` raises."""
        self._thread.start()
        started = self._started.get(timeout=STARTING)
        if isinstance(started, BaseException):
            self._thread.join()
            raise started
        self.openings = OpeningsByTest(started.ports.openings)
        self.platform = replace(started, ports=replace(started.ports, openings=self.openings))

    def stop(self) -> None:
        """Close the base, and wait until it is closed."""
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(STARTING)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            opening = Opening(self._settings, self.data, True, "http://127.0.0.1:8765")
            async with opened(opening) as platform:
                self._started.put(platform)
                await self._stop.wait()
        except BaseException as error:
            self._started.put(error)

    @contextmanager
    def served(
        self, platform: Platform | None = None, limits: Limits | None = None
    ) -> Iterator[str]:
        """The address of this base, or of a variant of its platform, while it is served."""
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.bind(("127.0.0.1", 0))
        app = whole_application(platform or self.platform)
        server = uvicorn.Server(http_config(app, limits or Limits()))
        serving = asyncio.run_coroutine_threadsafe(server.serve([listening]), self.loop)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            wait_until(lambda: server.started, STARTING)
            yield address
        finally:
            server.should_exit = True
            serving.result(STARTING)
            listening.close()

    @contextmanager
    def variant(self, **ports: Any) -> Iterator[str]:
        """The same base with other ports: a clock, counters, a store that fails."""
        changed = replace(self.platform, ports=replace(self.platform.ports, **ports))
        with self.served(changed) as address:
            yield address

    @contextmanager
    def served_with(self, **parts: Any) -> Iterator[str]:
        """The same base with other parts of its platform, such as who verifies tokens."""
        with self.served(replace(self.platform, **parts)) as address:
            yield address

    def run(self, answer: Coroutine[Any, Any, Any]) -> Any:
        """Wait for something that lives in the loop of this base."""
        return asyncio.run_coroutine_threadsafe(answer, self.loop).result(STARTING)

    @contextmanager
    def later(self, **shift: float) -> Iterator[str]:
        """The same base, its acts some `days`, `minutes`... later; sign-in stays at present."""
        with self.variant(clock=ShiftedClock(timedelta(**shift))) as address:
            yield address


class BaseInProcess:
    """A base served by the command `ordonnance serve`, in a process of its own."""

    def __init__(self, data: Path, *options: str, **environment: str) -> None:
        self.data = data
        self._options = options
        self.environment = environment
        self._port = "0"
        self.errors = data.parent / f"{data.name}.stderr"

    def __enter__(self) -> "BaseInProcess":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start on this folder, and wait for the address on standard output.

        Started again, it answers at the same address.
        """
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                serve_command(self.data, *self._options, port=self._port),
                env=clean(self.environment),
                stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.errors.read_text()[-2000:]
        self._port = self.address.rpartition(":")[2]

    def stop(self) -> int:
        """Ask to stop, and wait; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        """End the server and its PostgreSQL at once, as a power cut would."""
        postgres = self.postgres_pid
        os.kill(self.process.pid, signal.SIGKILL)
        os.kill(postgres, signal.SIGKILL)
        self._ended()
        # PostgreSQL takes a dead process that nobody has reaped yet for a living one.
        wait_until(lambda: not Path(f"/proc/{postgres}").exists(), 60)

    def kill_server(self) -> None:
        """End the server alone at once; its PostgreSQL goes on without it."""
        os.kill(self.process.pid, signal.SIGKILL)
        self._ended()

    @property
    def servers(self) -> int:
        """How many servers share its address: `--processes`, else one."""
        given = self._options
        return int(given[given.index("--processes") + 1]) if "--processes" in given else 1

    @property
    def postgres_pid(self) -> int:
        """Process id of the PostgreSQL of this folder."""
        return int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])

    def _ended(self) -> int:
        code = self.process.wait(STOPPING)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def serve_command(data: Path, *options: str, port: str = "0") -> list[str]:
    """The command that serves this folder, on a free port unless one is given."""
    started = [sys.executable, "-m", "ordonnance.doors.cli.main", "serve"]
    return [*started, "--port", port, "--data", str(data), *options]


def refusal_of_serving(data: Path, *options: str, **environment: str) -> str:
    """Serve a folder that must be refused at once; what standard error says."""
    ended = subprocess.run(
        serve_command(data, *options), env=clean(environment), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert ended.stdout == ""
    return ended.stderr


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without its own settings of the base."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORDONNANCE_")}
    root = Path(__file__).resolve().parents[2]
    return {**kept, "PYTHONPATH": str(root / "src"), **environment}


def wait_until(met: Any, seconds: float) -> None:
    """Wait until `met()` is true; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.01)


def answers(address: str) -> bool:
    """True when the base at this address says that it is ready."""
    try:
        return httpx.get(f"{address}/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
