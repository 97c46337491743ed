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


def worker(base: BaseInProcess, random: Random) -> bool:
    """A process beside the server, which drains the outbox; the server starts another."""
    beside = [pid for pid in children_of(base.process.pid) if pid != base.postgres_pid]
    if beside:
        with suppress(ProcessLookupError):
            os.kill(random.choice(beside), signal.SIGKILL)
    return False


VICTIMS: Mapping[str, Callable[[BaseInProcess, Random], bool]] = {
    "server": server,
    "postgres": postgres,
    "backend": backend,
    "both": both,
    "worker": worker,
}
"""Each kills, and says whether somebody has to start the server again."""
