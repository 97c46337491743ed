"""The folders of the embedded server: who owns them, how they are made.

data/                       ours: lock, configuration and access rules (no secret in them)
data/postgres/              the cluster, 0700, of the account that runs PostgreSQL
data/socket/                the Unix socket, 0700, of that account
data/postgres-start.log     what initdb and postgres said at the last start
"""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ordonnance.adapters.postgres_server.accounts import Account, first_blocking, name_of
from ordonnance.adapters.postgres_server.errors import (
    data_not_writable,
    data_of_other_account,
    data_unreachable,
)

SYSTEM_FOLDER = Path("/var/lib/ordonnance")
# sockaddr_un holds 107 bytes and a zero; PostgreSQL adds this name to the folder's.
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107
_SHORT_PREFIX = "ordonnance-"


@dataclass(frozen=True, slots=True)
class Folders:
    """Every path of one embedded server."""

    data: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.data / "postgres"

    @property
    def draft(self) -> Path:
        """A cluster being made; renamed to `cluster` when complete."""
        return self.data / "postgres.new"

    @property
    def lock(self) -> Path:
        """Held (flock) while a process of ours uses the folder; contains its pid."""
        return self.data / "postgres.lock"

    @property
    def start_log(self) -> Path:
        """What initdb and postgres said before the cluster's own log opened."""
        return self.data / "postgres-start.log"

    @property
    def short_socket_note(self) -> Path:
        """Names the socket folder made elsewhere when the path here does not suit."""
        return self.data / "socket-folder"


def default_data_folder() -> Path:
    """/var/lib/ordonnance as root, else the account's own data folder (XDG)."""
    if os.geteuid() == 0:
        return SYSTEM_FOLDER
    base = os.environ.get("XDG_DATA_HOME", "")
    # The XDG specification says to ignore a relative path.
    root = Path(base) if base.startswith("/") else Path.home() / ".local" / "share"
    return root / "ordonnance"


def prepare(data: Path, account: Account) -> Folders:
    """Make the data folder if it is missing, and check that the account reaches it.

    Existing folders keep their permissions. Raises PostgresUnavailable:
    `DATA_FOLDER_UNREACHABLE`, `DATA_FOLDER_NOT_WRITABLE`, `DATA_FOLDER_OF_OTHER_ACCOUNT`.
    """
    folders = Folders(data)
    _refuse_blocked(data, account)
    # As root: others may pass through what we make, towards what they may read; not list it.
    make_missing(data, 0o711 if account.is_other else 0o700)
    _refuse_blocked(data, account)
    if not os.access(data, os.W_OK):
        read_only = os.statvfs(data).f_flag & os.ST_RDONLY
        raise data_not_writable(
            data, "son disque est en lecture seule" if read_only else "écriture refusée"
        )
    if folders.cluster.exists() and (owner := folders.cluster.stat().st_uid) != account.uid:
        raise data_of_other_account(folders.cluster, name_of(owner), account.name)
    return folders


def make_missing(folder: Path, mode: int) -> None:
    """Make `folder` and its missing parents with exactly `mode`, whatever the umask."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    try:
        for step in reversed(missing):
            with contextlib.suppress(FileExistsError):
                step.mkdir()
                step.chmod(mode)
    except OSError as error:
        raise data_not_writable(folder, error.strerror or "erreur du système") from error


def make_private(folder: Path, account: Account) -> None:
    """Make a new folder that only the account (and root) can enter."""
    folder.mkdir(mode=0o700)
    if account.is_other:
        os.chown(folder, account.uid, account.gid)


def remove_if_there(folder: Path) -> None:
    """Remove a folder left by an interrupted start."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def socket_folder(folders: Folders, account: Account) -> Path:
    """An empty private folder for the socket: in the data folder, else under a short path."""
    forget_socket_folder(folders, account)
    usual = folders.data / "socket"
    if _fits(usual):
        remove_if_there(usual)
        make_private(usual, account)
        return usual
    for base in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if _fits(base / f"{_SHORT_PREFIX}12345678") and first_blocking(base, account) is None:
            short = Path(tempfile.mkdtemp(prefix=_SHORT_PREFIX, dir=base))
            folders.short_socket_note.write_text(f"{short}\n", encoding="utf-8")
            if account.is_other:
                os.chown(short, account.uid, account.gid)
            return short
    raise data_not_writable(folders.data, "chemin trop long pour une socket Unix")


def socket_in_use(folders: Folders) -> Path:
    """Where the server that runs on this folder has its socket."""
    try:
        return Path(folders.short_socket_note.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return folders.data / "socket"


def forget_socket_folder(folders: Folders, account: Account) -> None:
    """Remove the short socket folder that a note of an earlier start names, if it is one."""
    try:
        noted = Path(folders.short_socket_note.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return
    ours = noted.is_absolute() and noted.name.startswith(_SHORT_PREFIX)
    if ours and noted.is_dir() and not noted.is_symlink() and noted.stat().st_uid == account.uid:
        forget_sockets(noted)
        with contextlib.suppress(OSError):
            # Not empty: somebody else put something there, which is not ours to remove.
            noted.rmdir()
    folders.short_socket_note.unlink()


def forget_sockets(folder: Path) -> None:
    """Remove what a killed server leaves in its socket folder: it would refuse the next one."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)


def _refuse_blocked(data: Path, account: Account) -> None:
    if (blocking := first_blocking(data, account)) is not None:
        raise data_unreachable(data, blocking, account.name)


def _fits(folder: Path) -> bool:
    # In an address, asyncpg reads a comma as the beginning of another host.
    if "," in str(folder):
        return False
    return len(os.fsencode(folder / f"{SOCKET_NAME}.lock")) <= SOCKET_PATH_LIMIT
