"""Processor time of other processes, as Linux counts it; nothing is known elsewhere."""

import os
from pathlib import Path

_PROC = Path("/proc")
_OWN, _ENDED_CHILDREN = slice(11, 13), slice(13, 15)


def own_seconds(pid: int) -> float | None:
    """Seconds used by a process itself."""
    times = _times(_PROC / str(pid))
    return None if times is None else _seconds(times[1][_OWN])


def server_seconds(pid: int) -> float | None:
    """Seconds used by a PostgreSQL server: itself, its processes, those that have ended."""
    main = _times(_PROC / str(pid))
    if main is None:
        return None
    found = [_times(path) for path in _PROC.glob("[0-9]*")]
    children = [times for parent, times in filter(None, found) if parent == pid]
    ended = _seconds(main[1][_ENDED_CHILDREN])
    return _seconds(main[1][_OWN]) + ended + sum(_seconds(times[_OWN]) for times in children)


def resident_mib(pid: int) -> float:
    """Memory of a process in MiB; 0 when it is gone, or not on Linux."""
    try:
        pages = int((_PROC / str(pid) / "statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _times(process: Path) -> tuple[int, list[str]] | None:
    """The parent and the fields after the name; None when the process is gone, or not on Linux."""
    try:
        said = (process / "stat").read_text()
    except OSError:
        return None
    # The name stands in brackets and may hold spaces.
    fields = said.rpartition(")")[2].split()
    return int(fields[1]), fields


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
