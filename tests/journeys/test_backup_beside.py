"""Backups beside other things: anchors, another backup, a copy withdrawn, another PostgreSQL."""

import asyncio
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from ordonnance.adapters.backup import manifest as manifests
from ordonnance.adapters.backup.alone import alone
from ordonnance.adapters.backup.archive import ANCHORS, DEPOSITS, IMPORTS, MANIFEST, Writer, examine
from ordonnance.adapters.backup.content import Content, Table
from ordonnance.adapters.backup.manifest import Kept, Manifest
from ordonnance.adapters.backup.refusals import BackupRefused
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    SUPERUSER,
    PostgresServer,
    start,
)
from ordonnance.adapters.record import WITHDRAWN
from ordonnance.bootstrap import backing_up
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.backed_up import facts_of, imported_beside
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess, wait_until
from tests.journeys.sessions import Sessions
from tests.journeys.test_backup import command
from tests.ports.bases import NOON

CONTENT = Content(
    1,
    {"demonstration": True, "scheme": "D", "created_at": NOON, "kek_id": "k-1", "wrapped": b"w"},
    (),
    {"ordonnance": Table(0, "0")},
)


@dataclass(frozen=True)
class Anchored:
    """A base that acted, was anchored when it stopped, and was backed up."""

    folder: Path
    data: Path
    backup: Path
    keys: Path


@pytest.fixture(scope="module")
def anchored(postgres_runs: Path) -> Iterator[Anchored]:
    """The worker anchors once more when it stops."""
    assert postgres_runs.exists()
    with reachable() as folder:
        data, backup, keys = folder / "base", folder / "b.tar", folder / "cles.tar"
        with (
            BaseInProcess(data, "--demo") as running,
            Door(running.address, Sessions.of(data)) as door,
        ):
            number = door.issued(documents.simple())
            door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
        imported_beside(data, folder / "publications")
        assert command("backup", str(backup), "--data", str(data)).returncode == 0
        assert command("backup-keys", str(keys), "--data", str(data)).returncode == 0
        yield Anchored(folder, data, backup, keys)


def restored(anchored: Anchored, name: str, backup: Path | None = None) -> Path:
    """The backup put back into a folder of that name."""
    data = anchored.folder / name
    done = command(
        "restore", str(backup or anchored.backup), "--data", str(data), "--keys",
        str(anchored.keys),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return data


def test_a_restored_base_has_its_imports_and_proves_its_journals_by_its_anchors(
    anchored: Anchored,
) -> None:
    data = restored(anchored, "ancree")
    lines = [path.read_bytes() for path in sorted((data / "anchors").glob("*.jsonl"))]
    assert lines == [path.read_bytes() for path in sorted((anchored.data / "anchors").iterdir())]
    assert lines
    assert facts_of(data) == facts_of(anchored.data)
    verified = command("journal", "verify", "--data", str(data), "--json")
    assert verified.returncode == 0, verified.stdout
    seen = json.loads(verified.stdout)["seen"]
    assert seen["anchors"] >= 1
    assert seen["outside"] >= 1


def test_a_base_is_told_to_write_shorter_and_a_folder_without_one_stays_empty(
    anchored: Anchored,
) -> None:
    done = command("compact", "--data", str(anchored.data))
    assert done.returncode == 0, done.stderr
    assert "écrira plus court" in done.stdout
    nowhere = anchored.folder / "rien"
    refused = command("compact", "--data", str(nowhere))
    assert refused.returncode != 0
    assert "BASE_NOT_CREATED" in refused.stderr
    assert not nowhere.exists()


def test_the_census_of_a_base_is_asked_beside_it_and_nothing_is_made_where_there_is_none(
    anchored: Anchored,
) -> None:
    done = command("census", "report", "--data", str(anchored.data), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["specimen"] is True
    assert next(each["rows"][-1] for each in told["tables"] if each["table"] == "motifs") == [
        "Total", 0, None,
    ]  # fmt: skip
    nowhere = anchored.folder / "sans-base"
    refused = command("census", "rows", "--data", str(nowhere), "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "BASE_NOT_CREATED"
    assert not nowhere.exists()


@pytest.mark.parametrize("part", [ANCHORS, IMPORTS])
def test_what_is_taken_out_of_a_backup_is_seen(anchored: Anchored, part: str) -> None:
    spoilt = anchored.folder / f"sans-{part[:-1]}.tar"
    with tarfile.open(anchored.backup) as source, tarfile.open(spoilt, "w") as target:
        for entry in source:
            if not entry.name.startswith(part):
                target.addfile(entry, source.extractfile(entry))
    with pytest.raises(BackupRefused, match="BACKUP_UNREADABLE"):
        examine(spoilt)


def former_form(anchored: Anchored, form: int) -> Path:
    """The backup as the format of that rank wrote it: 1 without anchors, both without imports."""
    former = anchored.folder / f"forme-{form}.tar"
    absent = {1: (ANCHORS, IMPORTS), 2: (IMPORTS,)}[form]
    with tarfile.open(anchored.backup) as source, tarfile.open(former, "w") as target:
        for entry in source:
            content = source.extractfile(entry)
            assert content is not None
            if entry.name == MANIFEST:
                told = json.loads(content.read())
                told["format"] = form
                del told["imports"]
                if form == 1:
                    del told["anchors"]
                text = json.dumps(told).encode()
                again = tarfile.TarInfo(MANIFEST)
                again.size = len(text)
                (anchored.folder / "m.json").write_bytes(text)
                with (anchored.folder / "m.json").open("rb") as file:
                    target.addfile(again, file)
            elif not entry.name.startswith(absent):
                target.addfile(entry, content)
    return former


def test_a_backup_of_a_form_before_still_restores(anchored: Anchored) -> None:
    assert examine(former_form(anchored, 2)).anchors == examine(anchored.backup).anchors
    data = restored(anchored, "ancienne-forme", former_form(anchored, 1))
    assert command("journal", "verify", "--data", str(data)).returncode == 0


def test_of_two_backups_to_one_file_one_is_made_whole_and_the_other_refused(
    tmp_path: Path,
) -> None:
    file = tmp_path / "b.tar"
    with alone(file) as draft:
        draft.write_bytes(b"the first one")
        with pytest.raises(BackupRefused, match="BACKUP_UNDER_WAY"), alone(file):
            raise AssertionError("two at once")
        assert draft.read_bytes() == b"the first one"
        draft.replace(file)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar"]


def test_what_a_killed_backup_left_does_not_stop_the_next_one(tmp_path: Path) -> None:
    file = tmp_path / "b.tar"
    child = os.fork()
    if child == 0:
        with alone(file) as draft:
            draft.write_bytes(b"half")
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (tmp_path / "b.tar.partial").exists()
    with alone(file) as draft:
        assert draft.name == "b.tar.partial"
    assert not list(tmp_path.iterdir())


def archived(folder: Path, target: Path) -> list[str]:
    """The names of the copies in an archive of that record folder."""
    dump = target.with_suffix(".dump")
    dump.write_bytes(b"dump")
    target.touch()
    backing_up._write(CONTENT, NOON, dump, {}, folder.parent, target)
    with tarfile.open(target) as tar:
        return [name for name in tar.getnames() if name.startswith(DEPOSITS)]


@pytest.mark.parametrize("listed", [("a.json",), (), ("a.json", f"a.json{WITHDRAWN}")])
def test_a_copy_withdrawn_while_the_folder_is_read_is_in_the_backup_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: tuple[str, ...]
) -> None:
    folder = tmp_path / backing_up.RECORD_FOLDER
    folder.mkdir()
    (folder / f"a.json{WITHDRAWN}").write_bytes(b"copy")
    # The first listing is that of the instant of the renaming: one name, none, or both.
    listings = iter([list(listed)])
    there = backing_up._names
    monkeypatch.setattr(backing_up, "_names", lambda where: next(listings, None) or there(where))
    assert archived(folder, tmp_path / "b.tar") == [f"{DEPOSITS}a.json{WITHDRAWN}"]
    assert examine(tmp_path / "b.tar").deposits.files == 1


def test_a_file_met_twice_is_archived_once(tmp_path: Path) -> None:
    copy = tmp_path / "a.json"
    copy.write_bytes(b"copy")
    with (tmp_path / "b.tar").open("wb") as file:
        archive = Writer(file)
        archive.deposit(copy)
        archive.deposit(copy)
        assert archive.deposits.files == 1
        archive.close(Manifest(NOON, "0", CONTENT, "", archive.deposits.kept, Kept(), Kept()))


def test_a_manifest_is_read_as_it_was_written() -> None:
    manifest = Manifest(NOON, "0.1", CONTENT, "d", Kept(1, "e"), Kept(2, "f"), Kept(3, "g"))
    assert manifests.read(manifests.write(manifest)) == manifest


def environment(server: PostgresServer, keys: Path) -> dict[str, str]:
    """What names the PostgreSQL of an operator and the folder of the keys."""
    return {
        "ORDONNANCE_DSN": server.dsn_for(OWNER_ROLE),
        "ORDONNANCE_DSN_APP": server.dsn_for(APP_ROLE),
        "ORDONNANCE_KEYS_FOLDER": str(keys),
    }


@pytest.mark.usefixtures("postgres_runs")
def test_a_base_on_the_operators_postgresql_is_backed_up_and_restored_on_another_one() -> None:
    with reachable() as folder, start(folder / "pg1") as one, start(folder / "pg2") as other:
        data, backup, keys = folder / "base", folder / "b.tar", folder / "cles.tar"
        first, second = (environment(server, keys_folder_beside(data)) for server in (one, other))
        with (
            BaseInProcess(data, "--demo", **first) as running,
            Door(running.address, Sessions.of(data)) as door,
        ):
            number = door.issued(documents.simple())
            door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
            record = data / backing_up.RECORD_FOLDER
            wait_until(lambda: len(list(record.glob("*.json"))) == 2, 60)
            made = command("backup", str(backup), "--data", str(data), **first)
            assert made.returncode == 0, made.stderr
            copied = command("backup-keys", str(keys), "--data", str(data), **first)
            assert copied.returncode == 0, copied.stderr
            refused = command("restore", str(backup), "--data", str(folder / "plein"), **first)
            assert refused.returncode != 0
            assert "RESTORE_NOT_EMPTY" in refused.stderr
        there = folder / "ailleurs"
        done = command("restore", str(backup), "--data", str(there), **second)
        assert done.returncode == 0, done.stderr
        assert not (there / "postgres").exists()
        with (
            BaseInProcess(there, "--demo", **second) as running,
            Door(running.address, Sessions.of(data)) as door,
        ):
            assert door.does("consult", "medecin", number=number)["state"] == "executed"
        verified = command("journal", "verify", "--data", str(there), **second)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert asyncio.run(schema_of(other.dsn_for(SUPERUSER))) == asyncio.run(
            schema_of(one.dsn_for(SUPERUSER))
        )


async def schema_of(dsn: str) -> int:
    """The version of the schema of a database."""
    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval("SELECT max(version) FROM base.migration"))
    finally:
        await connection.close()
