"""The store of versions, when several imports meet or one is killed half way."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from ordonnance.adapters.versions.store import Refusals, VersionStore

ONE, OTHER = "a" * 64, "b" * 64


class _Damaged(Exception):
    """A file is not what was written."""


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    """An empty store."""
    return VersionStore(tmp_path / "kept", Refusals(_Damaged, lambda *typed: _Damaged(*typed)))


def kept(store: VersionStore, digest: str, content: bytes) -> None:
    """One version of one file."""
    report = {"digest": digest, "dated": "2026-05-19", "imported_at": "2026-06-01T10:00:00+02:00"}
    store.keep(digest, {"facts": content}, report)


def test_imports_at_the_same_time_all_end_and_one_is_in_service(store: VersionStore) -> None:
    digests = [ONE, OTHER] * 10
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda digest: kept(store, digest, digest.encode()), digests))
    assert store.in_service() in (ONE, OTHER)
    assert {each["digest"] for each in store.versions()} == {ONE, OTHER}
    assert [store.read(each, "facts", bytes) for each in (ONE, OTHER)] == [
        ONE.encode(), OTHER.encode(),
    ]  # fmt: skip


def test_who_reads_while_the_same_version_is_imported_again_always_finds_it(
    store: VersionStore,
) -> None:
    kept(store, ONE, b"facts")
    ended = Event()

    def reading() -> int:
        count = 0
        while not ended.is_set():
            assert store.read(str(store.in_service()), "facts", bytes) == b"facts"
            count += 1
        return count

    with ThreadPoolExecutor(1) as pool:
        readings = pool.submit(reading)
        try:
            for _ in range(30):
                kept(store, ONE, b"facts")
        finally:
            ended.set()
        assert readings.result() > 0


def test_what_a_killed_import_left_is_swept_by_the_next_one(store: VersionStore) -> None:
    kept(store, ONE, b"facts")
    left = store.folder / ".import-killed"
    left.mkdir()
    (left / "facts").write_bytes(b"half")
    assert store.in_service() == ONE
    assert [each["digest"] for each in store.versions()] == [ONE]
    kept(store, OTHER, b"newer")
    assert not left.exists()
    assert store.in_service() == OTHER
