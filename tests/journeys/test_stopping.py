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
from typing import Any

import httpx
import pytest

from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, dsn_of_running
from ordonnance.adapters.postgres_server.processes import running_in
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door
from tests.journeys.running import BaseInProcess, clean, wait_until
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


def events(running: BaseInProcess) -> list[dict[str, Any]]:
    """The lines of the log."""
    return [json.loads(line) for line in running.errors.read_text("utf-8").splitlines()]


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
        time.sleep(2)
        assert running.stop() == 0
        for each in people:
            each.join()
        assert bad == []
        assert len(acked) > 20
        assert running_in(running.data / "postgres") == set()
        told = [line["event"] for line in events(running)]
        assert told[-1] == "closed"
        assert told.index("stopping") < told.index("closed")
        running.start()
        with Door(running.address, sessions) as door:
            for key, (document, answer) in acked.items():
                assert door.ask("issue", "medecin", document, key=key).content == answer


def test_a_request_half_received_when_the_stop_comes_is_answered(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        body = documents.simple()
        token = Sessions.of(running.data).token("medecin")
        port = int(running.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(
                f"POST /fhir/$issue HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Authorization: Bearer {token}\r\nContent-Type: {FHIR}\r\n"
                f"Idempotency-Key: moitié\r\nContent-Length: {len(body)}\r\n\r\n".encode("latin-1")
                + body[:100]
            )
            time.sleep(0.3)
            running.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(body[100:])
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert running.stop() == 0


def test_with_a_delay_ready_says_no_first_and_acts_go_on(reachable_folder: Path) -> None:
    running = BaseInProcess(reachable_folder / "base", "--demo", ORDONNANCE_STOP_DELAY="60")
    with running, Door(running.address, Sessions.of(running.data)) as door:
        assert door.http.get("/ready").status_code == 200
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        refused = door.http.get("/ready")
        assert refused.status_code == 503
        assert [each["name"] for each in refused.json()["failed"]] == ["stopping"]
        assert door.http.get("/health").status_code == 200
        number = door.issued(documents.simple())
        assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
        started = time.monotonic()
        # A second signal does not wait for the minute.
        assert running.stop() == 0
        assert time.monotonic() - started < 10
        assert "stopping at once" in [line["event"] for line in events(running)]
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
                wait_until(lambda: '"working"' in said.read_text("utf-8"), 30)
                for _ in range(signals):
                    process.send_signal(signal.SIGTERM)
                    time.sleep(0.1)
                assert process.wait(15) == 0
            told = [json.loads(line)["event"] for line in said.read_text("utf-8").splitlines()]
            assert told[-1] == "worker closed"
