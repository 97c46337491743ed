"""What the base acknowledged is still there after the worst, and a stop leaves nothing running."""

import asyncio
import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ordonnance.adapters.database.draining import LEASE
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from ordonnance.bootstrap.tasks import alert_unless
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInProcess, refusal_of_serving, wait_until
from tests.journeys.sessions import Sessions


def alive(pid: int) -> bool:
    """True while a process of that id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat").read_text()
    return status.rpartition(") ")[2][0] != "Z"


@pytest.mark.usefixtures("postgres_runs")
def test_what_was_acknowledged_survives_kill_9(reachable_folder: Path) -> None:
    running = BaseInProcess(reachable_folder / "base", "--demo")
    document = documents.renewed()
    with running:
        sessions = Sessions.of(running.data)
        with Door(running.address, sessions) as door:
            first = door.ask("issue", "medecin", document, key="i-1")
            number = door.issued(documents.simple())
            served = door.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d-1")
            assert (first.status_code, served.status_code) == (200, 200)
        running.kill()
        running.start()
        with Door(running.address, sessions) as door:
            again = door.ask("issue", "medecin", document, key="i-1")
            assert again.content == first.content
            again = door.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d-1")
            assert again.content == served.content
            assert door.does("consult", "pharmacien", number=number)["state"] == "executed"
            (given,) = door.does("executions", "medecin", number=number)["execution"]
            assert given["reference"] in served.text
            read = door.does("journal", "patient", number=number)
            codes = [each["code"] for each in read["access"]]
            assert codes == ["issue", "dispense", "consult", "executions", "journal"]
            folder = running.data / RECORD_FOLDER
            files = KeyCabinet.load(keys_folder_beside(running.data)).log_hash(number)
            # What the killed process had claimed is taken again at once, before its lease ends.
            seconds = LEASE.total_seconds() / 2
            wait_until(lambda: len(list(folder.glob(f"{files}*.json"))) == 2, seconds)


@pytest.mark.usefixtures("postgres_runs")
def test_a_stop_ends_the_database_and_a_second_server_is_refused(reachable_folder: Path) -> None:
    running = BaseInProcess(reachable_folder / "base", "--demo")
    with running:
        postgres = running.postgres_pid
        assert "DATA_FOLDER_IN_USE" in refusal_of_serving(running.data, "--demo")
        assert alive(postgres)
        assert running.stop() == 0
    wait_until(lambda: not alive(postgres), 60)


@pytest.mark.anyio
async def test_a_background_task_that_ends_too_soon_alerts() -> None:
    async def fails(stop: asyncio.Event) -> None:
        await stop.wait()
        raise ValueError("secret of EXEMPLE")

    trigger, stop = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(fails(trigger), name="outbox")
    task.add_done_callback(alert_unless(stop))
    with capture_logs() as logs:
        trigger.set()
        await asyncio.wait([task])
        await asyncio.sleep(0)
    (alert,) = logs
    assert alert["event"].startswith("ALERT")
    assert (alert["task"], alert["error"]) == ("outbox", "ValueError")
    assert "EXEMPLE" not in str(logs)


@pytest.mark.anyio
async def test_a_background_task_that_ends_when_told_is_not_an_alert() -> None:
    stop = asyncio.Event()

    async def until_stop() -> None:
        await stop.wait()

    task = asyncio.create_task(until_stop())
    task.add_done_callback(alert_unless(stop))
    with capture_logs() as logs:
        stop.set()
        await task
        await asyncio.sleep(0)
    assert logs == []


CANARIES = (
    "EXEMPLE", "Jeanne", "270069999900106", "99900000011", "99900000078", "AMLOR", "LEVOTHYROX",
    "MIFEGYNE", "amlor", "levothyrox", "canari",
)  # fmt: skip


@pytest.mark.usefixtures("postgres_runs")
def test_the_logs_of_a_whole_story_name_nobody_and_nothing(reachable_folder: Path) -> None:
    with BaseInProcess(reachable_folder / "base", "--demo", ORDONNANCE_LOG="debug") as running:
        sessions = Sessions.of(running.data)
        with Door(running.address, sessions) as door:
            numbers = tell_everything(door)
        running.stop()
        said = running.errors.read_text(encoding="utf-8")
        logs = sorted((running.data / "postgres" / "log").glob("*"))
        said += "".join(path.read_text(errors="replace") for path in logs)
    assert said.count('"answer"') > 15
    for secret in (*CANARIES, *numbers):
        assert secret not in said


def tell_everything(door: Door) -> list[str]:
    """Every act, many refusals, and a fault; the numbers that came into it."""
    number = door.issued(documents.renewed())
    anonymous = documents.issued_anonymously(door)
    client = {"Ordonnance-Client": "product=LGO; workstation=canari"}
    door.does("check", "medecin", documents.renewed())
    door.does("consult", "pharmacien", number=number, headers=client)
    given = door.does("dispense", "pharmacien", number=number, line={"line": 1, "note": "canari"})
    door.does("dispense", "pharmacien", number=anonymous, allAsPrescribed=True)
    door.ask("dispense", "pharmacien", number=number, line={"line": 1, "cip13": "canari"})
    door.does("undo", "pharmacien", number=number, reason="MISTAKE", reference=given["reference"],
              text="canari")  # fmt: skip
    door.does("executions", "medecin", number=number)
    door.does("object", "patient", number=number)
    door.does("journal", "patient", number=number)
    door.ask("render", "medecin", number=number)
    replaced = door.does("replace", "medecin", number=number, prescription=documents.renewed())
    door.does("cancel", "medecin", number=replaced["number"], reason="OTHER", text="canari")
    spoilt = documents.edited(
        documents.renewed(),
        lambda tree: documents.resource(tree, "Patient").update(gender="canari", canari=1),
    )
    door.ask("issue", "medecin", spoilt)
    door.ask("consult", "pharmacien", b'{"resourceType": "canari", ')
    door.ask("consult", "pharmacien", number="canari")
    door.http.get(f"/o/{number}?canari={number}")
    door.http.post(f"/fhir/$consult?number={number}", headers={"Authorization": "Bearer canari"})
    headers = {"Authorization": f"Bearer {door.sessions.token('medecin')}"}
    door.http.post("/fhir/MedicationRequest/_search", headers=headers)
    door.http.request("EXEMPLE", f"/{number}")
    return [number, anonymous, replaced["number"]]
