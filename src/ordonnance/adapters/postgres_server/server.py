"""Start and stop the embedded PostgreSQL."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import quote, urlencode

from ordonnance.adapters.postgres_server import cluster, processes
from ordonnance.adapters.postgres_server.accounts import Account, account_to_run
from ordonnance.adapters.postgres_server.binaries import Binaries, find_binaries, reachable
from ordonnance.adapters.postgres_server.errors import data_in_use, data_not_writable
from ordonnance.adapters.postgres_server.folders import (
    Folders,
    forget_socket_folder,
    forget_sockets,
    prepare,
    remove_if_there,
    socket_folder,
    socket_in_use,
)

# Long enough for the recovery that follows a crash under load.
READY_SECONDS = 300.0
STOP_ROUNDS = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
_PAUSE = 0.005


class PostgresServer:
    """A running server, ours until `stop`. Made by `start`; usable as a context manager."""

    def __init__(
        self,
        folders: Folders,
        socket_dir: Path,
        account: Account,
        binaries: Binaries,
        lock: BinaryIO,
    ) -> None:
        self.data = folders.data
        self.socket_dir = socket_dir
        self._folders = folders
        self._account = account
        self._binaries = binaries
        self._lock = lock
        # One start or stop at a time: a stop during a restart ends what is being started.
        self._turn = threading.Lock()
        self._stopping = False
        with _open_private(folders.start_log) as log:
            self._process = self._launched(log)
        self._wait_until_ready()

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._process.pid

    @property
    def log_folder(self) -> Path:
        """Where PostgreSQL writes its own log (no statement, no parameter, no value)."""
        return self._folders.cluster / "log"

    def dsn_for(self, role: str, database: str = cluster.DATABASE) -> str:
        """The asyncpg address of `database` as `role`, through the Unix socket."""
        return _dsn(self.socket_dir, role, database)

    def is_running(self) -> bool:
        """False once the server has ended, whatever ended it."""
        return self._process.poll() is None

    def restart(self) -> None:
        """Start again, at the same address, a server that ended by itself; wait until it answers.

        Never makes a cluster: one that is not there any more is a refusal, not an empty base.
        Blocks as long as the recovery lasts; `stop`, from another thread, ends it. Raises
        PostgresUnavailable with its last words; does nothing while it runs, or once stopped.
        """
        if self.is_running():
            return
        try:
            # What a dead server leaves in the cluster and in the socket's folder would refuse it.
            processes.stop_orphans(self._folders.cluster)
            with self._turn:
                if self._stopping:
                    return
                forget_sockets(self.socket_dir)
                with _open_private(self._folders.start_log) as log:
                    self._process = self._launched(log)
            self._wait_until_ready()
        except OSError as error:
            raise data_not_writable(self.data, error.strerror or str(error)) from error

    def stop(self) -> None:
        """Stop the server (fast, then immediate after ten seconds) and free the folder."""
        with self._turn:
            self._stopping = True
        if self._lock.closed:
            return
        end_process(self._process)
        forget_socket_folder(self._folders, self._account)
        with contextlib.suppress(OSError):
            # Left for the next start to clean when something else stands in it.
            remove_if_there(self._folders.data / "socket")
        self._lock.close()

    def _launched(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            cluster.server_command(self._folders, self._binaries, self.socket_dir),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **self._account.command(self._folders.cluster),
        )

    def _wait_until_ready(self) -> None:
        process = self._process
        try:
            end = time.monotonic() + READY_SECONDS
            while not processes.is_ready(self._folders.cluster, process.pid):
                if process.poll() is not None or time.monotonic() > end:
                    raise cluster.failed("démarrage", self._folders)
                time.sleep(_PAUSE)
        except BaseException:
            end_process(process)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def dsn_of_running(data: Path, role: str) -> str:
    """The address of the database of a folder that another process of ours serves now."""
    return _dsn(socket_in_use(Folders(data.resolve())), role, cluster.DATABASE)


def _dsn(socket_dir: Path, role: str, database: str) -> str:
    where = urlencode({"host": str(socket_dir), "port": "5432"})
    return f"postgresql://{quote(role, safe='')}@/{quote(database, safe='')}?{where}"


def start(data: Path, *, binaries: Path | None = None) -> PostgresServer:
    """Start PostgreSQL on the folder `data`, made at first use, and wait until it answers.

    `binaries` names a folder with `initdb` and `postgres`; without it they are looked for.
    As root, PostgreSQL runs under the account `ordonnance`, else `nobody`. What an earlier,
    killed process of ours left running on this folder is stopped first. Blocks for one or two
    seconds the first time. Raises PostgresUnavailable with a code, a message and what to do.
    """
    account = account_to_run()
    try:
        folders = prepare(data.resolve(), account)
        lock = _hold(folders)
        try:
            return _start(folders, account, binaries, lock)
        except BaseException:
            lock.close()
            raise
    except OSError as error:
        raise data_not_writable(data.resolve(), error.strerror or str(error)) from error


def discard(data: Path) -> None:
    """Remove a data folder whose making was interrupted. Raises PostgresUnavailable when in use."""
    folders = Folders(data.resolve())
    with _hold(folders):
        processes.stop_orphans(folders.cluster)
        forget_socket_folder(folders, account_to_run())
        shutil.rmtree(folders.data)


def _start(
    folders: Folders, account: Account, given: Path | None, lock: BinaryIO
) -> PostgresServer:
    major = cluster.major_of(folders.cluster)
    found = find_binaries(given, major=major, cluster=folders.cluster)
    programs = reachable(found, account)
    processes.stop_orphans(folders.cluster)
    if major is None:
        with _open_private(folders.start_log) as log:
            cluster.create(folders, programs, account, log)
    cluster.write_settings(folders, account)
    return PostgresServer(folders, socket_folder(folders, account), account, programs, lock)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End a server of ours: fast, then immediate, then by force."""
    for number, seconds in STOP_ROUNDS:
        if process.poll() is not None:
            return
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def _hold(folders: Folders) -> BinaryIO:
    """Take the folder's lock, which the system frees however our process ends."""
    lock = folders.lock.open("a+b")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        pid = lock.read(20).decode("ascii", "replace").strip() or "inconnu"
        lock.close()
        raise data_in_use(folders.data, pid) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n".encode())
    lock.flush()
    return lock


def _open_private(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "wb")
