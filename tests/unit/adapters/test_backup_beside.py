"""What a backup copies beside the database: whole stores, nothing half imported, no other name."""

import errno
import fcntl
import threading
from pathlib import Path

import pytest

from ordonnance.adapters.backup.archive import Writer, _Digesting
from ordonnance.adapters.backup.beside import copy_beside, may_stand_beside, named_beside
from ordonnance.adapters.backup.refusals import BackupRefused
from ordonnance.adapters.drugs.store import CURRENT, DrugStore
from ordonnance.adapters.versions.store import LOCK
from ordonnance.bootstrap.directory import DirectoryVersions
from ordonnance.bootstrap.drug_versions import DrugVersions
from tests.builders import directory_files, drug_files

UNREADABLE = "BACKUP_SOURCE_UNREADABLE"


def copied(data: Path) -> dict[str, bytes]:
    """What a backup would hold, by name."""
    found: dict[str, bytes] = {}
    copy_beside(data, lambda name, path: found.update({name: path.read_bytes()}))
    assert all(may_stand_beside(name) for name in found)
    return found


def take_drugs(data: Path, folder: Path, price: str) -> str:
    published = drug_files.priced(folder / "drugs", price)
    return str(DrugVersions(data).take(published, None, accept_fewer=True)["digest"])


def test_a_base_that_imported_nothing_has_nothing_beside(tmp_path: Path) -> None:
    assert copied(tmp_path) == {}
    assert named_beside(tmp_path) == ()
    assert not list(tmp_path.iterdir())
    (tmp_path / "drugs").mkdir()
    assert (copied(tmp_path), named_beside(tmp_path)) == ({}, ())


def test_every_version_of_the_drugs_is_copied_and_nothing_of_an_import_under_way(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    digests = {take_drugs(data, tmp_path, price) for price in ("2,58", "2,60")}
    half = data / "drugs" / ".import-moitié"
    half.mkdir()
    (half / "catalogue").write_bytes(b"half")
    found = copied(data)
    assert {name.split("/")[1] for name in found} == {CURRENT, *digests}
    assert len(found) == 1 + 2 * len(("catalogue", "details", "report.json"))
    assert named_beside(data) == ("drugs",)


@pytest.mark.parametrize("stray", [".nfs0000000001", ".DS_Store", "catalogue.bak"])
def test_what_somebody_else_left_in_a_store_is_not_copied(tmp_path: Path, stray: str) -> None:
    data = tmp_path / "data"
    version = data / "drugs" / take_drugs(data, tmp_path, "2,58")
    before = copied(data)
    (version / stray).write_bytes(b"stray")
    (version / "vieux").mkdir()
    (data / "drugs" / ("a" * 64)).write_bytes(b"no version")
    assert before
    assert copied(data) == before


def refused_for(data: Path) -> str:
    """What is said to whoever backs up."""
    with pytest.raises(BackupRefused) as refused:
        copied(data)
    assert refused.value.code == UNREADABLE
    return refused.value.message


def test_what_cannot_be_read_beside_a_base_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    catalogue = data / "drugs" / take_drugs(data, tmp_path, "2,58") / "catalogue"
    # Whoever runs the tests may read everything: a link to nowhere and a folder nobody reads.
    catalogue.unlink()
    catalogue.symlink_to(tmp_path / "nowhere")
    assert refused_for(data).startswith(f"{catalogue} ne peut pas être lu")
    (data / "drugs" / LOCK).unlink()
    (data / "drugs" / LOCK).mkdir()
    assert refused_for(data).startswith(f"{data / 'drugs' / LOCK} ne peut pas être lu")


def test_a_source_that_goes_or_fails_while_it_is_read_is_named(tmp_path: Path) -> None:
    gone, folder = tmp_path / "catalogue", tmp_path / "deposit"
    folder.mkdir()
    with (tmp_path / "b.tar").open("wb") as file:
        with pytest.raises(BackupRefused, match=rf"{UNREADABLE}.*catalogue"):
            Writer(file).imported("drugs/x", gone)
        # A folder is what nobody reads as a file, whatever their rights.
        with pytest.raises(BackupRefused, match=rf"{UNREADABLE}.*deposit"):
            Writer(file).deposit(folder)
    # The memory of this process at its first byte: opened, never read.
    with (
        Path("/proc/self/mem").open("rb", buffering=0) as failing,
        pytest.raises(BackupRefused, match=rf"{UNREADABLE}.*/proc/self/mem"),
    ):
        _Digesting(failing).read(1)


def test_a_target_that_is_full_is_not_told_as_a_source(tmp_path: Path) -> None:
    data = tmp_path / "data"
    take_drugs(data, tmp_path, "2,58")

    def full(name: str, path: Path) -> None:
        raise OSError(errno.ENOSPC, f"full: {name} of {path}")

    with pytest.raises(OSError, match="full"):
        copy_beside(data, full)


def test_of_the_directory_only_the_version_in_service_is_copied(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for day in ("20261121", "20261122"):
        published = directory_files.publication(tmp_path / day, day=day)
        report = DirectoryVersions(data, 2).take(published, None, accept_fewer=True)
    assert {name.split("/")[1] for name in copied(data)} == {CURRENT, report["digest"]}
    (data / "directory" / CURRENT).write_text("{}")
    assert len({name.split("/")[1] for name in copied(data)}) == 3


def test_an_import_waits_for_the_end_of_the_copy(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = take_drugs(data, tmp_path, "2,58")
    importing = threading.Thread(target=take_drugs, args=(data, tmp_path, "2,60"))
    begun = False

    def add(name: str, path: Path) -> None:
        nonlocal begun
        assert path.exists(), name
        if not begun:
            begun = True
            importing.start()
        # Whoever imports asks for the lock alone: it is shared with nobody while we copy.
        with (data / "drugs" / LOCK).open("ab") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    copy_beside(data, add)
    importing.join(60)
    assert not importing.is_alive()
    assert DrugStore(data).in_service() != first


@pytest.mark.parametrize(
    "name",
    ["../duty_notes.json", "drugs/../../keys.json", "postgres/current.json", "drugs/current.json/x",
     f"drugs/{'a' * 64}/.lock", f"drugs/{'a' * 64}/../report.json", "drugs/.lock", "/etc/passwd",
     f"mesures/{'a' * 64}/catalogue", "", "duty_notes.json\n"],
)  # fmt: skip
def test_no_other_name_is_taken_out_of_a_backup(name: str) -> None:
    assert not may_stand_beside(name)
