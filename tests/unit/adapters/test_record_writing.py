"""Copies of the record appear whole or not at all, whatever a crash or a full disk left."""

import asyncio
import fcntl
import os
from pathlib import Path

import pytest

from ordonnance.adapters import record as record_module
from ordonnance.adapters.record import Deposits, LocalRecord

COPY = b'{"resourceType":"Bundle"}' * 100


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_draft_left_by_a_killed_process_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "aa-000100.json.partial").write_bytes(b"x" * 10_000)
    path = LocalRecord(tmp_path, None).deposit("aa-000100", COPY)
    assert path.read_bytes() == COPY
    assert names(tmp_path) == {"LISEZ-MOI.txt", "aa-000100.json"}


def test_a_copy_being_written_by_somebody_else_is_left_to_them(tmp_path: Path) -> None:
    record = LocalRecord(tmp_path, None)
    with (tmp_path / "aa-000100.json.partial").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            record.deposit("aa-000100", COPY)
    assert record.deposit("aa-000100", COPY).read_bytes() == COPY


def test_a_draft_that_took_its_name_meanwhile_is_never_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = LocalRecord(tmp_path, None)
    target, draft = tmp_path / "aa-000100.json", tmp_path / "aa-000100.json.partial"

    def finished_by_another(*_: object) -> None:
        draft.write_bytes(b"of another")
        draft.rename(target)

    (tmp_path / "LISEZ-MOI.txt").touch()
    monkeypatch.setattr(fcntl, "flock", finished_by_another)
    with pytest.raises(OSError):  # noqa: PT011 - whichever the system says: the draft is gone
        record.deposit("aa-000100", COPY)
    assert target.read_bytes() == b"of another"


def test_a_writing_that_fails_leaves_no_copy_and_the_next_one_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    record = LocalRecord(tmp_path, None)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(OSError, match="No space"):
                record.deposit("aa-000100", COPY)
    assert not any(name.endswith((".json", ".txt")) for name in names(tmp_path))
    assert record.deposit("aa-000100", COPY).read_bytes() == COPY
    assert names(tmp_path) == {"LISEZ-MOI.txt", "aa-000100.json"}


def test_copies_written_together_flush_their_folder_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = LocalRecord(tmp_path, None)
    record.deposit("aa-000100", COPY)
    flushed: list[Path] = []
    monkeypatch.setattr(record_module, "flush_folder", flushed.append)
    made = record.deposit_all([(f"bb-{rank:06d}", COPY) for rank in range(5)])
    assert [path.read_bytes() for path in made if isinstance(path, Path)] == [COPY] * 5
    assert flushed == [tmp_path]


def test_a_copy_that_fails_harms_no_other_of_its_batch(tmp_path: Path) -> None:
    deposits = Deposits(LocalRecord(tmp_path, None))
    held = tmp_path / "bb-000100.json.partial"

    async def three() -> list[object]:
        keys = ("aa-000100", "bb-000100", "cc-000100")
        puts = (deposits.put(key, COPY) for key in keys)
        return await asyncio.gather(*puts, return_exceptions=True)

    with held.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        first, second, third = asyncio.run(three())
    assert (first, third) == (None, None)
    assert isinstance(second, BlockingIOError)
    assert (tmp_path / "aa-000100.json").read_bytes() == COPY
    assert not (tmp_path / "bb-000100.json").exists()


def test_a_folder_that_cannot_be_flushed_fails_every_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposits = Deposits(LocalRecord(tmp_path, None))

    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    async def two() -> list[object]:
        puts = (deposits.put(key, COPY) for key in ("aa-000100", "bb-000100"))
        return await asyncio.gather(*puts, return_exceptions=True)

    with monkeypatch.context() as patched:
        patched.setattr(record_module, "flush_folder", full)
        failed = asyncio.run(two())
    assert [type(each) for each in failed] == [OSError, OSError]
    assert asyncio.run(two()) == [None, None]


def test_the_copies_of_a_batch_are_all_on_their_way_before_one_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = LocalRecord(tmp_path, None)
    record.deposit("aa-000100", COPY)
    steps: list[str] = []
    for name in ("posix_fadvise", "fsync"):
        monkeypatch.setattr(os, name, lambda *_, name=name: steps.append(name))
    record.deposit_all([(f"bb-{rank:06d}", COPY) for rank in range(3)])
    copies, folder = steps[:-1], steps[-1]
    assert copies == ["posix_fadvise"] * 3 + ["fsync"] * 3
    assert folder == "fsync"


def test_each_copy_of_a_batch_is_answered_in_its_turn_with_the_withdrawn_ones(
    tmp_path: Path,
) -> None:
    record = LocalRecord(tmp_path, None)
    record.deposit("bb-000100", COPY)
    record.withdraw(["bb-000100"])
    made = record.deposit_all([(key, COPY) for key in ("aa-000100", "bb-000100", "cc-000100")])
    found = [path.name for path in made if isinstance(path, Path)]
    assert found == ["aa-000100.json", "bb-000100.json.retiré", "cc-000100.json"]
    assert not (tmp_path / "bb-000100.json").exists()
