"""Several processes for one base: the servers share its port, the worker delivers, all end."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from ordonnance.bootstrap.consumers import RECORD_FOLDER
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.doors.beside import WORKER_NICENESS
from ordonnance.doors.serving import _GUARDS, _first_on, listen
from ordonnance.settings import read_settings
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInProcess, answers, refusal_of_serving, wait_until
from tests.journeys.sessions import Sessions

LISTENING = "0A"
SIBLING = "ordonnance.doors.sibling"


def siblings(parent: int) -> list[int]:
    """The processes beside the first one, by process id."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode().split("\0")
            status = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if SIBLING in command and int(status[1]) == parent and status[0] != "Z":
            found.append(int(folder.name))
    return sorted(found)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def listeners(address: str) -> list[str]:
    """The sockets that listen on the port of this address, as the system says."""
    port = int(address.rpartition(":")[2])
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [row[9] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == LISTENING]


def niceness(pid: int) -> list[int]:
    """How much a process gives way inside its session, then its session among the others."""
    found = [os.getpriority(os.PRIO_PROCESS, pid)]
    session = Path(f"/proc/{pid}/autogroup")
    if os.access(session, os.W_OK):
        found.append(int(session.read_text().split()[-1]))
    return found


@contextmanager
def two_servers(folder: Path, **environment: str) -> Iterator[BaseInProcess]:
    options = ("--demo", "--processes", "2")
    with BaseInProcess(folder / "base", *options, **environment) as running:
        wait_until(lambda: len(siblings(running.process.pid)) == 2, 60)
        yield running


@pytest.mark.usefixtures("postgres_runs")
def test_two_servers_answer_for_one_base_and_the_worker_delivers(reachable_folder: Path) -> None:
    with two_servers(reachable_folder) as running:
        sessions = Sessions.of(running.data)
        numbers = []
        # Each door is another connection: the system spreads them over the processes.
        for _ in range(12):
            with Door(running.address, sessions) as door:
                numbers.append(door.issued(documents.simple()))
        for number in numbers:
            with Door(running.address, sessions) as door:
                answer = door.ask("dispense", "pharmacien", number=number, line={"line": 1})
                assert answer.status_code == 200
        record = running.data / RECORD_FOLDER
        wait_until(lambda: len(list(record.glob("*.json"))) == 24, 60)
        beside = siblings(running.process.pid)
        gives_way = [niceness(pid) for pid in beside]
        assert running.stop() == 0
        assert not any(map(lives, beside))
    worker, server = gives_way
    assert {a - b for a, b in zip(worker, server, strict=True)} == {WORKER_NICENESS}
    assert "ALERT" not in running.errors.read_text()


@pytest.mark.usefixtures("postgres_runs")
def test_a_process_that_dies_is_told_and_started_again(reachable_folder: Path) -> None:
    with two_servers(reachable_folder) as running:
        before = siblings(running.process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(set(siblings(running.process.pid)) - set(before)) == 2, 60)
        with Door(running.address, Sessions.of(running.data)) as door:
            door.issued(documents.simple())
        wait_until(lambda: any((running.data / RECORD_FOLDER).glob("*.json")), 60)
    told = running.errors.read_text()
    assert told.count("ALERT a process ended") == 2
    assert '"kind": "worker"' in told
    assert '"kind": "server"' in told


@pytest.mark.usefixtures("postgres_runs")
def test_the_others_end_when_the_first_process_is_killed(reachable_folder: Path) -> None:
    with two_servers(reachable_folder) as running:
        beside = siblings(running.process.pid)
        running.kill()
        wait_until(lambda: not any(map(lives, beside)), 60)
        running.start()
        # The worker beside it has its own time to start.
        wait_until(lambda: answers(running.address), 60)


@pytest.mark.usefixtures("postgres_runs")
def test_the_others_leave_the_port_at_once_when_the_first_process_is_killed(
    reachable_folder: Path,
) -> None:
    # A delay that outlasts the test: who kills does not wait for a load balancer.
    with two_servers(reachable_folder, ORDONNANCE_STOP_DELAY="300") as running:
        beside = siblings(running.process.pid)
        with Door(running.address, Sessions.of(running.data)) as door:
            number = door.issued(documents.simple())
        running.kill_server()
        # As a service manager does: at the same address, without waiting for anybody.
        running.start()
        with Door(running.address, Sessions.of(running.data)) as door:
            assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
        wait_until(lambda: not any(map(lives, beside)), 60)
        assert "the first process is gone" in running.errors.read_text()
        # Stopped by two signals: it would wait for its own delay.
        running.process.send_signal(signal.SIGTERM)
        wait_until(lambda: '"event": "stopping"' in running.errors.read_text(), 60)


@pytest.mark.usefixtures("postgres_runs")
def test_asked_to_stop_in_order_every_process_goes_on_for_the_delay(
    reachable_folder: Path,
) -> None:
    with two_servers(reachable_folder, ORDONNANCE_STOP_DELAY="300") as running:
        beside = siblings(running.process.pid)
        wait_until(lambda: len(listeners(running.address)) == 2, 60)
        running.process.send_signal(signal.SIGTERM)
        # The first process, the other server and the worker each say it.
        wait_until(lambda: running.errors.read_text().count('"event": "stopping"') == 3, 60)
        assert len(listeners(running.address)) == 2
        # Each connection falls to one of the two servers.
        for _ in range(12):
            assert httpx.get(f"{running.address}/health", timeout=60).status_code == 200
        assert running.stop() == 0
        assert not any(map(lives, beside))
        assert listeners(running.address) == []


@pytest.mark.usefixtures("postgres_runs")
def test_sharing_a_port_does_not_let_a_second_base_in(reachable_folder: Path) -> None:
    with two_servers(reachable_folder) as running:
        port = running.address.rpartition(":")[2]
        other = reachable_folder / "other"
        said = refusal_of_serving(other, "--demo", "--processes", "2", "--port", port)
        assert "PORT_IN_USE" in said
        assert not other.exists()


def test_two_bases_that_start_at_once_never_share_a_port() -> None:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    # The first one is bound and does not listen yet, as while its database starts.
    with (
        _first_on("127.0.0.1", port, shared=True),
        pytest.raises(OpeningRefused, match="n'est pas libre"),
    ):
        _first_on("127.0.0.1", port, shared=True)
    # A process holds it to its end; this one has other tests to run.
    _GUARDS.pop().close()


def test_a_process_beside_never_rotates_the_seal_key(reachable_folder: Path) -> None:
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    data, settings = reachable_folder / "base", read_settings({})
    made = open_keys(settings, data, now, demonstration=False, base_exists=False)
    later = now + timedelta(days=700)
    beside = open_keys(settings, data, later, demonstration=False, base_exists=True, rotate=False)
    assert beside.seals.newest().kid == made.seals.newest().kid
    first = open_keys(settings, data, later, demonstration=False, base_exists=True)
    assert first.seals.newest().kid != made.seals.newest().kid
