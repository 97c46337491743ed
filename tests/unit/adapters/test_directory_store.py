"""Versions of the directory: swapped whole, opened where they are, the oldest removed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.store import KEPT, DirectoryStore, StoredDirectories
from ordonnance.bootstrap.directory import DirectoryVersions
from ordonnance.usecases.directory import Query
from tests.builders import directory_files as files


def take(data: Path, folder: Path, day: str = "20261121") -> str:
    source = files.publication(folder / day, day=day)
    return str(DirectoryVersions(data, 2).take(source, None, accept_fewer=False)["digest"])


def test_a_process_in_use_takes_the_version_imported_and_ends_what_it_reads(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    stored = StoredDirectories(DirectoryStore(data))
    assert stored.current() is None
    first = take(data, tmp_path)
    assert stored.refresh()
    held = stored.current()
    assert held is not None
    assert held[0].digest == first
    assert not stored.refresh()
    second = take(data, tmp_path, "20261122")
    assert stored.refresh()
    current = stored.current()
    assert current is not None
    assert current[0].digest == second
    assert held[1].search(Query(text="halles"))


def test_the_same_version_imported_again_is_the_same(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert take(data, tmp_path) == take(data, tmp_path)
    assert len(DirectoryStore(data).kept()) == 1
    assert not list((data / "directory").glob(".making-*"))


def test_only_the_last_versions_are_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    digests = [take(data, tmp_path, f"202611{day}") for day in range(10, 15)]
    kept = DirectoryStore(data).kept()
    assert [each["digest"] for each in kept] == digests[-KEPT:]
    assert [each["in_service"] for each in kept] == [False, False, True]


def test_a_damaged_version_is_refused_and_can_be_imported_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    digest = take(data, tmp_path)
    path = data / "directory" / digest / "directory"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DirectoryRefused) as caught:
        StoredDirectories(DirectoryStore(data))
    assert caught.value.code == "DIRECTORY_STORE_UNREADABLE"
    take(data, tmp_path)
    assert StoredDirectories(DirectoryStore(data)).current() is not None


def test_a_refused_import_leaves_the_former_version_and_nothing_beside(tmp_path: Path) -> None:
    data = tmp_path / "data"
    digest = take(data, tmp_path)
    fewer = files.publication(tmp_path / "fewer", files.ROWS[:3], day="20261123")
    with pytest.raises(DirectoryRefused):
        DirectoryVersions(data, 2).take(fewer, None, accept_fewer=False)
    assert DirectoryStore(data).in_service() == digest
    assert not list((data / "directory").glob(".making-*"))
    DirectoryVersions(data, 2).take(fewer, None, accept_fewer=True)
    assert DirectoryStore(data).in_service() != digest


def test_what_a_killed_import_left_goes_when_it_is_old(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    left = store.folder / ".making-abandoned"
    left.mkdir(parents=True)
    now = datetime.fromtimestamp(left.stat().st_mtime, UTC)
    store.sweep(now + timedelta(minutes=59))
    assert left.exists()
    store.sweep(now + timedelta(minutes=61))
    assert not left.exists()
