"""A disk that fills up or turns read-only: a clear refusal, then recovery without repair."""

import asyncio
import os
import random
import signal
import threading
import time
from pathlib import Path

import asyncpg
import pytest

from ordonnance.adapters.postgres_server import OWNER_ROLE, SUPERUSER
from ordonnance.bootstrap.disk import disk_takes_more
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.crashes.disks import read_only_over, small_disk
from tests.journeys.crashes.inspecting import Inspection, owner_dsn, ready
from tests.journeys.crashes.load import OUT_OF_REACH, Crowd
from tests.journeys.crashes.victims import children_of
from tests.journeys.running import BaseInProcess, refusal_of_serving, wait_until
from tests.journeys.sessions import Sessions

pytestmark = pytest.mark.usefixtures("postgres_runs")

SETTINGS = {"ORDONNANCE_OPENINGS_PER_HOUR": "100000"}


def test_a_disk_that_fills_up_under_load_refuses_clearly_and_loses_nothing(
    reachable_folder: Path,
) -> None:
    with (
        small_disk(reachable_folder / "disk", 220) as disk,
        BaseInProcess(disk.folder / "base", "--demo", **SETTINGS) as running,
    ):
        crowd = Crowd(4, random.getrandbits(32), Sessions.of(running.data))
        inspection = Inspection(running.data)
        for _ in range(2):
            crowd.start(running.address)
            time.sleep(0.3)
            for client in crowd.clients:
                client.refusals.clear()
            disk.fill()
            until_refused(crowd, running)
            wait_until(lambda: ready(running.address) == 503, 60)
            with Door(running.address, Sessions.of(running.data)) as door:
                said = door.http.get("/ready")
                assert said.status_code == 503
                assert "disk" in {each["name"] for each in said.json()["failed"]}
                assert door.http.get("/health").status_code == 200
                # What writes nothing goes on.
                assert door.ask("list", "medecin").status_code == 200
            disk.free()
            wait_until(lambda: ready(running.address) == 200, 60)
            crowd.settle(running.address)
        inspection.require_whole(crowd.books)
        inspection.require_nothing_else(crowd)
        inspection.require_delivered(crowd.books, 90)
        assert crowd.replay(running.address) > 10


def until_refused(crowd: Crowd, running: BaseInProcess) -> None:
    """Go on until every client was refused; each refusal names its cause."""
    crowd.stop()
    end = time.monotonic() + 60
    while not all(client.refusals for client in crowd.clients):
        assert time.monotonic() < end, "a full disk refuses nothing"
        crowd.start(running.address)
        time.sleep(0.3)
        crowd.stop()
        assert all(set(client.refusals) <= OUT_OF_REACH for client in crowd.clients)
    assert all(client.faults == [] for client in crowd.clients)


def test_postgresql_that_stops_for_want_of_room_comes_back_by_itself(
    reachable_folder: Path,
) -> None:
    with (
        small_disk(reachable_folder / "disk", 220) as disk,
        BaseInProcess(disk.folder / "base", "--demo") as running,
        Door(running.address, Sessions.of(running.data)) as door,
    ):
        number = door.issued(documents.simple())
        served = door.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d")
        disk.fill()
        use_up_the_log(running.data)
        refused = door.ask("consult", "pharmacien", number=number)
        assert (refused.status_code, code_of(refused)) == (503, "BASE_UNAVAILABLE")
        wait_until(lambda: ready(running.address) in (503, 507), 60)
        disk.free()
        wait_until(lambda: ready(running.address) == 200, 60)
        again = door.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d")
        assert again.content == served.content
        logs = (running.data / "postgres" / "log").glob("*")
        assert any("PANIC" in log.read_text(errors="replace") for log in logs)


_EMIT = "SELECT pg_logical_emit_message(true, 'ballast', repeat('x', 1000000), true)"


def use_up_the_log(data: Path) -> None:
    """Go through the write-ahead log until PostgreSQL finds no room for more of it, and stops."""

    async def ask() -> None:
        address = owner_dsn(data).replace(OWNER_ROLE, SUPERUSER)
        connection = await asyncpg.connect(address)
        try:
            for _ in range(200):
                await connection.execute(_EMIT)
        finally:
            connection.terminate()

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        asyncio.run(ask())


def test_a_read_only_disk_is_told_before_anything_fails(reachable_folder: Path) -> None:
    with small_disk(reachable_folder / "disk", 64) as disk:
        assert disk_takes_more(disk.folder)
        with disk.read_only():
            assert not disk_takes_more(disk.folder)


@pytest.mark.parametrize("mebibytes", [1, 20, 44])
def test_a_first_start_on_a_disk_too_small_is_refused_and_succeeds_once_there_is_room(
    reachable_folder: Path, mebibytes: int
) -> None:
    with small_disk(reachable_folder / "disk", mebibytes) as disk:
        data = disk.folder / "base"
        assert_clear(refusal_of_serving(data, "--demo"))
        disk.resize(220)
        assert_works(data)


def test_keys_that_find_no_room_are_made_at_the_next_start(reachable_folder: Path) -> None:
    data, keys = reachable_folder / "base", reachable_folder / "keys"
    where = {"ORDONNANCE_KEYS_FOLDER": str(keys / "base")}
    with small_disk(keys, 1) as disk:
        # A page at a time, so that it runs out of room at each of the files in turn.
        for left in (0, 4096, 4096):
            disk.fill(left)
            said = refusal_of_serving(data, "--demo", **where)
            assert "KEYS_FOLDER_UNUSABLE" in said, said
            disk.free()
        with BaseInProcess(data, "--demo", **where) as running:
            wait_until(lambda: ready(running.address) == 200, 60)


def test_a_disk_full_at_start_is_told_and_the_base_starts_once_there_is_room(
    reachable_folder: Path,
) -> None:
    with small_disk(reachable_folder / "disk", 220) as disk:
        data = disk.folder / "base"
        assert_works(data)
        disk.fill()
        assert_clear(refusal_of_serving(data, "--demo"))
        disk.free()
        assert_works(data)


def test_a_disk_read_only_at_start_is_told_and_the_base_starts_once_it_is_not(
    reachable_folder: Path,
) -> None:
    with small_disk(reachable_folder / "disk", 220) as disk:
        data = disk.folder / "base"
        assert_works(data)
        with disk.read_only():
            said = refusal_of_serving(data, "--demo")
            assert "DATA_FOLDER_NOT_WRITABLE" in said
            assert "lecture seule" in said
        assert_works(data)


def test_a_disk_turned_read_only_refuses_clearly_then_works_again_by_itself(
    reachable_folder: Path,
) -> None:
    with (
        small_disk(reachable_folder / "disk", 220) as disk,
        BaseInProcess(disk.folder / "base", "--demo") as running,
        Door(running.address, Sessions.of(running.data)) as door,
    ):
        number = door.issued(documents.simple())
        with read_only_over(running.data / "postgres" / "base"):
            end_sessions(running)
            document = documents.simple()
            wait_until(lambda: ready(running.address) == 503, 60)

            def names_the_disk() -> bool:
                """True once no session that was just ended is asked any more."""
                refused = door.ask("issue", "medecin", document, key="lecture-seule")
                assert code_of(refused) in OUT_OF_REACH
                told = refused.status_code, code_of(refused), "en lecture seule" in refused.text
                return told == (507, "STORAGE_UNWRITABLE", True)

            wait_until(names_the_disk, 60)
        wait_until(lambda: ready(running.address) == 200, 60)
        door.issued(document, key="lecture-seule")
        door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)


def test_a_record_that_takes_nothing_is_filled_later(reachable_folder: Path) -> None:
    with (
        small_disk(reachable_folder / "disk", 220) as disk,
        BaseInProcess(disk.folder / "base", "--demo", **SETTINGS) as running,
    ):
        crowd = Crowd(2, random.getrandbits(32), Sessions.of(running.data))
        inspection = Inspection(running.data)
        crowd.clients[0].work(running.address, threading.Event())
        record = running.data / "depots-dossier-patient"
        wait_until(record.exists, 60)
        with read_only_over(record):
            crowd.clients[1].work(running.address, threading.Event())
            wait_until(lambda: "record.deposit failed" in said_by(running), 60)
        inspection.release()
        inspection.require_delivered(crowd.books, 60)


def said_by(running: BaseInProcess) -> str:
    """What the server wrote on standard error."""
    return running.errors.read_text(encoding="utf-8")


def end_sessions(running: BaseInProcess) -> None:
    """End the sessions of the server, in order: the next ones open every file again."""
    for pid in children_of(running.postgres_pid):
        if b"ordonnance_app" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGTERM)


def assert_clear(said: str) -> None:
    """A refusal to start with its code, what to do, and no word of a fault of ours."""
    assert "FAULT" not in said
    assert "Traceback" not in said
    assert any(code in said for code in ("DATA_FOLDER_NOT_WRITABLE", "POSTGRES_DID_NOT_START",
               "KEYS_FOLDER_UNUSABLE", "STORAGE_UNWRITABLE", "BASE_UNAVAILABLE")), said  # fmt: skip


def assert_works(data: Path) -> None:
    """It starts, issues and stops."""
    with BaseInProcess(data, "--demo") as running:
        with Door(running.address, Sessions.of(data)) as door:
            door.issued(documents.simple())
        assert running.stop() == 0
