"""PostgreSQL processes that a killed process of ours left behind.

A child is not bound to our life (PR_SET_PDEATHSIG follows the thread that forked, not the
process, and would stop the base when a start-up thread ends): so the next start looks for
orphans and stops them. Looked up by working folder in /proc, never by a pid read from a file
alone, which another program may bear by now.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

_PROGRAMS = ("postgres", "initdb")
# Fast (sessions are ended, everything is flushed), immediate (recovery at next start), by force.
_ROUNDS = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
_PAUSE = 0.01


def running_in(folder: Path) -> set[int]:
    """Pids of PostgreSQL programs whose working folder is `folder`; empty without /proc."""
    place = os.fspath(folder)
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # Ended meanwhile, or of an account that we may not look at: not ours.
            if os.readlink(process / "cwd") == place:
                program = Path(os.readlink(process / "exe").removesuffix(" (deleted)"))
                if program.name in _PROGRAMS:
                    found.add(int(process.name))
    return found


def postmaster_of(cluster: Path) -> int | None:
    """The pid that postmaster.pid names, which may be stale."""
    lines = _status(cluster)
    return int(lines[0]) if lines and lines[0].isdigit() else None


def is_ready(cluster: Path, pid: int) -> bool:
    """True when the server of this pid says in postmaster.pid that it takes connections."""
    lines = _status(cluster)
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def stop_orphans(cluster: Path) -> None:
    """Stop whatever PostgreSQL still runs on `cluster`; the caller holds the folder's lock."""
    for number, seconds in _ROUNDS:
        left = running_in(cluster)
        if not left:
            # A killed postmaster that nobody reaped still looks alive to PostgreSQL: with the
            # folder's lock held and nothing running there, its file is only a leftover.
            (cluster / "postmaster.pid").unlink(missing_ok=True)
            return
        postmaster = postmaster_of(cluster)
        if postmaster in left and number != signal.SIGKILL:
            _send(number, (postmaster,))
            _wait_until_none(cluster, seconds)
        elif number == signal.SIGINT:
            # Their postmaster is dead: they see it and end by themselves, if not busy.
            _wait_until_none(cluster, 1.0)
        else:
            _send(number, left)
            _wait_until_none(cluster, seconds)


def kill_leftovers(draft: Path) -> None:
    """Kill an initdb whose work is about to be thrown away."""
    _send(signal.SIGKILL, running_in(draft))
    _wait_until_none(draft, 5.0)


def _status(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return []


def _send(number: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _wait_until_none(folder: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while running_in(folder) and time.monotonic() < end:
        time.sleep(_PAUSE)
