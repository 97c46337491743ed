"""Who is killed, as by the machine: signal 9, no warning."""

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.journeys.running import BaseInProcess, wait_until


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(") ")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return sorted(found)


def server(base: BaseInProcess, _random: Random) -> bool:
    """The server alone: its PostgreSQL is left an orphan."""
    base.kill_server()
    return True


def both(base: BaseInProcess, _random: Random) -> bool:
    """The server and PostgreSQL."""
    base.kill()
    return True


def postgres(base: BaseInProcess, _random: Random) -> bool:
    """PostgreSQL alone: the server stays."""
    killed = base.postgres_pid
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_postmaster(base, killed), 30)
    return False


def is_postmaster(base: BaseInProcess, pid: int) -> bool:
    """True until another PostgreSQL takes the place of the process of that id."""
    try:
        return base.postgres_pid == pid
    except (FileNotFoundError, IndexError, ValueError):
        return True


def backend(base: BaseInProcess, random: Random) -> bool:
    """One process of PostgreSQL, a session or a service of its own; the server stays."""
    killed = random.choice(children_of(base.postgres_pid))
    with suppress(ProcessLookupError):
        os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{killed}").exists(), 30)
    return False


def worker(base: BaseInProcess, _random: Random) -> bool:
    """The process beside the server that drains the outbox; the server starts another."""
    _kill([pid for pid in beside(base) if not _listens(pid, base)])
    return False


def server_beside(base: BaseInProcess, _random: Random) -> bool:
    """One server of two, not the first one, which starts another."""
    _kill([pid for pid in beside(base) if _listens(pid, base)])
    return False


def everything(base: BaseInProcess, _random: Random) -> bool:
    """Every process of the base and its PostgreSQL, as a power cut would."""
    others = beside(base)
    base.kill()
    _kill(others)
    return True


def beside(base: BaseInProcess) -> list[int]:
    """The processes that the first one started, but for PostgreSQL."""
    running = children_of(base.process.pid)
    try:
        return [pid for pid in running if pid != base.postgres_pid]
    except (FileNotFoundError, IndexError, ValueError):
        # PostgreSQL is between two lives: its file is being written.
        return running


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _listens(pid: int, base: BaseInProcess) -> bool:
    """True when that process has a socket that listens at the base's address."""
    port = int(base.address.rpartition(":")[2])
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    wanted = {
        f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"
    }
    with suppress(OSError):
        return any(os.readlink(each) in wanted for each in Path(f"/proc/{pid}/fd").iterdir())
    return False


Victims = Mapping[str, Callable[[BaseInProcess, Random], bool]]

VICTIMS: Victims = {
    "server": server,
    "postgres": postgres,
    "backend": backend,
    "both": both,
    "worker": worker,
}
"""Each kills, and says whether somebody has to start the server again."""

VICTIMS_OF_TWO: Victims = {
    "first": server,
    "server beside": server_beside,
    "worker": worker,
    "postgres": postgres,
    "everything": everything,
}
"""The same for a base of two servers: the first one holds the database and the others' lives."""
