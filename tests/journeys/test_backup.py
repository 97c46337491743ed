"""A backup made while the base works gives, elsewhere, the same base; anything less is refused."""

import asyncio
import io
import json
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.backed_up import Kept, Saved, act, broken_chains, command, same_ordonnance
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess, clean, wait_until
from tests.journeys.sessions import Sessions


@pytest.fixture(scope="module")
def saved(postgres_runs: Path) -> Iterator[Saved]:
    """Backed up while two people act."""
    assert postgres_runs
    with reachable() as folder, BaseInProcess(folder / "base", "--demo") as running:
        backup, keys = folder / "sauvegarde.tar", folder / "cles.tar"
        before, during, stop = Kept(), Kept(), threading.Event()
        with Door(running.address, Sessions.of(running.data)) as door:
            enough = threading.Event()
            threading.Timer(1.5, enough.set).start()
            act(door, before, enough)
            loading = threading.Thread(target=act, args=(door, during, stop))
            # Keys of the second series are others: the same would be answered as retries.
            during.issued.extend(before.issued)
            already = len(during.issued)
            loading.start()
            made = command("backup", str(backup), "--data", str(running.data))
            stop.set()
            loading.join()
            assert made.returncode == 0, made.stderr
            assert len(during.issued) > already, "nothing was acted meanwhile"
            jwks = door.http.get("/.well-known/jwks.json").json()
        assert command("backup-keys", str(keys), "--data", str(running.data)).returncode == 0
        running.stop()
        yield Saved(folder, running.data, backup, keys, before, jwks)


def test_the_backup_and_the_keys_are_private_files(saved: Saved) -> None:
    for path in (saved.backup, saved.keys):
        assert path.stat().st_mode & 0o077 == 0
    assert not list(saved.folder.glob("*.partial*"))
    with tarfile.open(saved.keys) as keys:
        assert set(keys.getnames()) == {"keys.json", "seal-keys.json", "demo-issuer.pem"}
    assert b"PRIVATE KEY" not in saved.backup.read_bytes()


def test_a_restored_base_is_the_same_base_and_goes_on(saved: Saved) -> None:
    data = saved.folder / "ailleurs"
    done = command("restore", str(saved.backup), "--data", str(data), "--keys", str(saved.keys),
                   "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ordonnances"] >= len(saved.before.issued)
    assert not list(saved.folder.glob("*.restauration"))
    with BaseInProcess(data, "--demo") as running:
        with Door(running.address, Sessions.of(data)) as door:
            for key, document, answer in saved.before.issued:
                assert door.ask("issue", "medecin", document, key=key).content == answer
            for rank, number in enumerate(saved.before.numbers):
                same_ordonnance(door, saved, rank, number)
            fresh = door.issued(documents.simple())
            door.does("dispense", "pharmacien", number=fresh, allAsPrescribed=True)
        assert asyncio.run(broken_chains(data)) == []
    before = {path.name: path.read_bytes() for path in (saved.data / RECORD_FOLDER).iterdir()}
    after = {path.name: path.read_bytes() for path in (data / RECORD_FOLDER).iterdir()}
    assert {name: before[name] for name in after if name in before}.items() <= after.items()
    assert len(before) > 10


def test_a_stopped_base_is_backed_up_too_and_stays_stopped(saved: Saved) -> None:
    target = saved.folder / "a-froid"
    target.mkdir()
    made = command("backup", str(target), "--data", str(saved.data), "--json")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    (file,) = target.iterdir()
    assert told["file"] == str(file)
    assert told["ordonnances"] >= len(saved.before.issued)
    assert not (saved.data / "postgres" / "postmaster.pid").exists()


def cut(source: Path, target: Path) -> None:
    """The first two thirds."""
    target.write_bytes(source.read_bytes()[: source.stat().st_size * 2 // 3])


def without_end(source: Path, target: Path) -> None:
    """Everything but the manifest."""
    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        for entry in read.getmembers()[:-1]:
            written.addfile(entry, read.extractfile(entry))


def one_bit(source: Path, target: Path) -> None:
    """One bit of the dump is another."""
    content = bytearray(source.read_bytes())
    content[len(content) // 3] ^= 1
    target.write_bytes(content)


def one_file_less(source: Path, target: Path) -> None:
    """One deposit is missing."""
    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        entries = read.getmembers()
        for entry in [*entries[:2], *entries[3:]]:
            written.addfile(entry, read.extractfile(entry))


def a_way_out(source: Path, target: Path) -> None:
    """A deposit that would leave its folder."""
    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        for entry in read.getmembers():
            if entry.name.startswith("depots/"):
                entry.name = "depots/../../evil.json"
            written.addfile(entry, read.extractfile(entry))


def not_a_backup(_source: Path, target: Path) -> None:
    """Something else."""
    target.write_text("bonjour")


def from_the_future(source: Path, target: Path) -> None:
    """Made by a version with more migrations."""
    changed_manifest(source, target, lambda told: told.update(schema_version=9999))


def a_row_too_many(source: Path, target: Path) -> None:
    """The manifest tells more than the dump holds."""

    def change(told: dict[str, Any]) -> None:
        told["tables"]["journal"]["rows"] += 1

    changed_manifest(source, target, change)


def changed_manifest(source: Path, target: Path, change: Any) -> None:
    """The same backup, its manifest changed."""
    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        *entries, last = read.getmembers()
        for entry in entries:
            written.addfile(entry, read.extractfile(entry))
        told = json.loads(read.extractfile(last).read())  # type: ignore[union-attr]
        change(told)
        text = json.dumps(told).encode()
        last.size = len(text)
        written.addfile(last, io.BytesIO(text))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "BACKUP_UNREADABLE"), (without_end, "BACKUP_UNREADABLE"),
        (one_bit, "BACKUP_UNREADABLE"), (one_file_less, "BACKUP_UNREADABLE"),
        (a_way_out, "BACKUP_UNREADABLE"), (not_a_backup, "BACKUP_UNREADABLE"),
        (from_the_future, "BACKUP_NEWER"), (a_row_too_many, "BACKUP_DIFFERS"),
    ],
)  # fmt: skip
def test_a_backup_that_is_not_whole_restores_nothing(saved: Saved, spoil: Any, code: str) -> None:
    spoilt, data = saved.folder / "abimee.tar", saved.folder / "rien"
    spoil(saved.backup, spoilt)
    try:
        refused = restored(spoilt, data, "--keys", str(saved.keys))
        assert code in refused.stderr
        nothing_left(data)
    finally:
        spoilt.unlink()


def restored(backup: Path, data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """A restoration that must be refused."""
    refused = command("restore", str(backup), "--data", str(data), *more)
    assert refused.returncode == 1, refused.stdout
    assert refused.stdout == ""
    return refused


def nothing_left(data: Path) -> None:
    """No folder, no draft, no process."""
    assert not data.exists()
    assert not keys_folder_beside(data).exists()
    assert not list(data.parent.glob("*.restauration"))


def test_other_keys_or_none_restore_nothing(saved: Saved) -> None:
    data = saved.folder / "rien"
    assert "KEYS_MISSING" in restored(saved.backup, data).stderr
    nothing_left(data)
    with BaseInProcess(saved.folder / "autre", "--demo") as other:
        other.stop()
    keys = saved.folder / "autres-cles.tar"
    assert command("backup-keys", str(keys), "--data", str(other.data)).returncode == 0
    refused = restored(saved.backup, data, "--keys", str(keys))
    assert "KEYS_OF_ANOTHER_BASE" in refused.stderr
    nothing_left(data)


def test_a_folder_that_holds_something_is_left_as_it_is(saved: Saved) -> None:
    data = saved.folder / "occupe"
    data.mkdir()
    (data / "notes.txt").write_text("à garder")
    refused = restored(saved.backup, data, "--keys", str(saved.keys))
    assert "RESTORE_NOT_EMPTY" in refused.stderr
    assert [path.name for path in data.iterdir()] == ["notes.txt"]
    shutil.rmtree(data)


def test_a_backup_never_replaces_a_file(saved: Saved) -> None:
    content = saved.keys.read_bytes()
    for name in ("backup", "backup-keys"):
        refused = command(name, str(saved.keys), "--data", str(saved.data))
        assert refused.returncode == 1
        assert "BACKUP_EXISTS" in refused.stderr
    assert saved.keys.read_bytes() == content


def test_keys_are_not_copied_beside_the_data_nor_silently(saved: Saved) -> None:
    inside = command("backup-keys", str(saved.data / "cles.tar"), "--data", str(saved.data))
    assert "KEYS_BESIDE_DATA" in inside.stderr
    copied = command("backup-keys", str(saved.folder / "c.tar"), "--data", str(saved.data))
    assert copied.returncode == 0
    assert "hors ligne" in copied.stderr


def test_there_is_nothing_to_back_up_where_no_base_is(saved: Saved) -> None:
    refused = command("backup", str(saved.folder / "x.tar"), "--data", str(saved.folder / "vide"))
    assert "BACKUP_NOTHING" in refused.stderr
    assert not (saved.folder / "vide").exists()


def test_a_restoration_killed_half_way_leaves_no_base_and_can_begin_again(saved: Saved) -> None:
    data = saved.folder / "interrompue"
    words = ("restore", str(saved.backup), "--data", str(data), "--keys", str(saved.keys))
    process = subprocess.Popen(
        [sys.executable, "-m", "ordonnance.doors.cli.main", *words],
        env=clean({}),
    )
    draft = data.with_name(f"{data.name}.restauration")
    wait_until(lambda: (draft / "postgres" / "postmaster.pid").exists(), 60)
    process.kill()
    process.wait()
    assert not data.exists()
    done = command(*words)
    assert done.returncode == 0, done.stderr
    nothing = [each for each in data.parent.iterdir() if "restauration" in each.name]
    assert nothing == []
    assert (data / "postgres").is_dir()
