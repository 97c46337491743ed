"""A stop asked for loses nothing: what was accepted is answered, what was taken is given back."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, dsn_of_running
from ordonnance.adapters.postgres_server.processes import running_in
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door
from tests.journeys.running import (
    STARTING,
    STOPPING,
    BaseInProcess,
    answers,
    clean,
    wait_until,
)
from tests.journeys.sessions import Sessions

pytestmark = pytest.mark.usefixtures("postgres_runs")
Acked = dict[str, tuple[bytes, bytes]]


def load(address: str, sessions: Sessions, rank: int, acked: Acked, bad: list[str]) -> None:
    """Issue until the server is gone; keep what it acknowledged, and every other answer."""
    with Door(address, sessions) as door, contextlib.suppress(httpx.TransportError):
        for turn in range(10_000):
            key, document = f"{rank}-{turn}", documents.simple()
            answer = door.ask("issue", "medecin", document, key=key)
            if answer.status_code == 200:
                acked[key] = (document, answer.content)
            else:
                bad.append(answer.text[:200])


def told(running: BaseInProcess) -> list[str]:
    """The events of the log, but for a line that is being written."""
    whole = running.errors.read_text("utf-8").rpartition("\n")[0]
    return [json.loads(line)["event"] for line in whole.splitlines()]


def all_taken(connection: socket.socket) -> bool:
    """True when the server has read whatever was sent on this connection."""
    ours, theirs = connection.getsockname()[1], connection.getpeername()[1]
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    # Queues of each end, not acknowledged and not read; no inode before it is accepted.
    sides = {(int(row[1][-4:], 16), int(row[2][-4:], 16)): (row[4], row[9]) for row in rows}
    (sent, _), (held, inode) = sides[ours, theirs], sides[theirs, ours]
    return sent.startswith("00000000:") and held.endswith(":00000000") and inode != "0"


def test_under_load_every_accepted_request_is_answered_and_no_act_is_lost(
    reachable_folder: Path,
) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        sessions = Sessions.of(running.data)
        sessions.token("medecin")
        acked: Acked = {}
        bad: list[str] = []
        people = [
            threading.Thread(target=load, args=(running.address, sessions, rank, acked, bad))
            for rank in range(4)
        ]
        for each in people:
            each.start()
        wait_until(lambda: len(acked) > 20 or bad, STARTING)
        assert running.stop() == 0
        for each in people:
            each.join()
        assert bad == []
        assert running_in(running.data / "postgres") == set()
        said = told(running)
        assert said[-1] == "closed"
        assert said.index("stopping") < said.index("closed")
        running.start()
        with Door(running.address, sessions) as door:
            for key, (document, answer) in acked.items():
                assert door.ask("issue", "medecin", document, key=key).content == answer


def test_a_request_half_received_when_the_stop_comes_is_answered(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        body = documents.simple()
        token = Sessions.of(running.data).token("medecin")
        port = int(running.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(
                f"POST /fhir/$issue HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Authorization: Bearer {token}\r\nContent-Type: {FHIR}\r\n"
                f"Idempotency-Key: moitié\r\nContent-Length: {len(body)}\r\n\r\n".encode("latin-1")
                + body[:100]
            )
            wait_until(lambda: all_taken(connection), STARTING)
            running.process.send_signal(signal.SIGTERM)
            wait_until(lambda: "stopping" in told(running), STARTING)
            connection.sendall(body[100:])
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert running.stop() == 0


def test_with_a_delay_ready_says_no_first_and_acts_go_on(reachable_folder: Path) -> None:
    running = BaseInProcess(reachable_folder / "base", "--demo", ORDONNANCE_STOP_DELAY="60")
    with running, Door(running.address, Sessions.of(running.data)) as door:
        wait_until(lambda: answers(running.address), STARTING)
        running.process.send_signal(signal.SIGTERM)
        wait_until(lambda: "stopping" in told(running), STARTING)
        refused = door.http.get("/ready")
        assert refused.status_code == 503
        assert [each["name"] for each in refused.json()["failed"]] == ["stopping"]
        assert door.http.get("/health").status_code == 200
        number = door.issued(documents.simple())
        assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
        # A second signal does not wait for the minute: it ends in less (`STOPPING`).
        assert running.stop() == 0
        assert "stopping at once" in told(running)
        assert running_in(running.data / "postgres") == set()


def test_the_worker_alone_stops_in_order_too(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        dsn = {
            "ORDONNANCE_DSN": dsn_of_running(running.data, OWNER_ROLE),
            "ORDONNANCE_DSN_APP": dsn_of_running(running.data, APP_ROLE),
            "ORDONNANCE_KEYS_FOLDER": str(running.data.with_name("base.keys")),
        }
        words = [sys.executable, "-m", "ordonnance.doors.cli.main", "worker"]
        said = reachable_folder / "worker.stderr"
        for signals in (1, 2):
            with said.open("wb") as errors:
                process = subprocess.Popen(
                    [*words, "--data", str(reachable_folder / "copies")],
                    env=clean(dsn), stderr=errors,
                )  # fmt: skip
                wait_until(lambda: '"working"' in said.read_text("utf-8"), STARTING)
                for _ in range(signals):
                    process.send_signal(signal.SIGTERM)
                    time.sleep(0.1)
                assert process.wait(STOPPING) == 0
            events = [json.loads(line)["event"] for line in said.read_text("utf-8").splitlines()]
            assert events[-1] == "worker closed"
