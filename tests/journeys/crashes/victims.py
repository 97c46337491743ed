"""Who is killed, as by the machine: signal 9, no warning. Each says how many really died."""

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.journeys.running import BaseInProcess, wait_until


class Killed(NamedTuple):
    """How many processes were alive and died, and whether somebody has to start the base again."""

    processes: int
    base_down: bool = False


def children_of(pid: int) -> list[int]:
    """The direct children of a process, those that have ended left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        state, parent = status(stat)
        if parent == pid and state not in ENDED:
            found.append(int(stat.parent.name))
    return sorted(found)


ENDED = ("", "X", "Z")
"""States of a process that is gone, or that nobody has reaped yet."""


def status(stat: Path) -> tuple[str, int]:
    """The state of a process and the id of its parent; an empty state when it is gone."""
    with suppress(OSError):
        state, parent, *_ = stat.read_text().rpartition(") ")[2].split()
        return state, int(parent)
    return "", 0


def server(base: BaseInProcess, _random: Random) -> Killed:
    """The server alone: its PostgreSQL is left an orphan."""
    alive = is_alive(base.process.pid)
    base.kill_server()
    return Killed(int(alive), base_down=True)


def both(base: BaseInProcess, _random: Random) -> Killed:
    """The server and PostgreSQL."""
    alive = is_alive(base.process.pid) + is_alive(base.postgres_pid)
    base.kill()
    return Killed(alive, base_down=True)


def postgres(base: BaseInProcess, _random: Random) -> Killed:
    """PostgreSQL alone: the server stays."""
    killed = base.postgres_pid
    alive = is_alive(killed)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_postmaster(base, killed), 60)
    return Killed(int(alive))


def is_postmaster(base: BaseInProcess, pid: int) -> bool:
    """True until another PostgreSQL takes the place of the process of that id."""
    try:
        return base.postgres_pid == pid
    except (FileNotFoundError, IndexError, ValueError):
        return True


def backend(base: BaseInProcess, random: Random) -> Killed:
    """One process of PostgreSQL, a session or a service of its own; the server stays.

    A session may end just before: then another one is the victim.
    """
    killed = 0
    while not killed:
        killed = _kill([random.choice(children_of(base.postgres_pid))])
    return Killed(killed)


def worker(base: BaseInProcess, _random: Random) -> Killed:
    """The process beside the server that drains the outbox; the server starts another."""
    return Killed(_kill([pid for pid in beside(base) if not _listens(pid, base)]))


def server_beside(base: BaseInProcess, _random: Random) -> Killed:
    """One server of two, not the first one, which starts another."""
    return Killed(_kill([pid for pid in beside(base) if _listens(pid, base)]))


def everything(base: BaseInProcess, _random: Random) -> Killed:
    """Every process of the base and its PostgreSQL, as a power cut would."""
    others = beside(base)
    alive = sum(map(is_alive, (base.process.pid, base.postgres_pid, *others)))
    base.kill()
    _kill(others)
    return Killed(alive, base_down=True)


def all_there(base: BaseInProcess) -> bool:
    """True when one worker runs beside the first server, and the servers that were asked for."""
    listening = [_listens(pid, base) for pid in beside(base)]
    return listening.count(False) == 1 and listening.count(True) == base.servers - 1


def beside(base: BaseInProcess) -> list[int]:
    """The processes that the first one started, but for PostgreSQL."""
    running = children_of(base.process.pid)
    try:
        return [pid for pid in running if pid != base.postgres_pid]
    except (FileNotFoundError, IndexError, ValueError):
        # PostgreSQL is between two lives: its file is being written.
        return running


def is_alive(pid: int) -> bool:
    """True for a process that runs: one that has ended and waits to be reaped does not."""
    return status(Path(f"/proc/{pid}/stat"))[0] not in ENDED


def _kill(pids: list[int]) -> int:
    """Signal 9 to each; how many were alive, all of them dead now."""
    alive = [pid for pid in pids if is_alive(pid)]
    for pid in alive:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not any(map(is_alive, alive)), 60)
    return len(alive)


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


BESIDE = (worker, server_beside)
"""These kill one process that the first one started, which must be there."""

Victims = Mapping[str, Callable[[BaseInProcess, Random], Killed]]

VICTIMS: Victims = {
    "server": server,
    "postgres": postgres,
    "backend": backend,
    "both": both,
    "worker": worker,
}
"""Whom one crash kills."""

VICTIMS_OF_TWO: Victims = {
    "first": server,
    "server beside": server_beside,
    "worker": worker,
    "postgres": postgres,
    "everything": everything,
}
"""The same for a base of two servers: the first one holds the database and the others' lives."""
