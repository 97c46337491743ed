"""Whether the disk of the data folder still takes what is written, asked before it no longer does.

PostgreSQL answers readings on a full disk, so that asking it proves nothing.
"""

import os
from pathlib import Path

LEAST_FREE = 32 * 1024 * 1024
"""Bytes: two segments of PostgreSQL's write-ahead log, without which it stops."""


def disk_free(data: Path) -> int:
    """Bytes that an account without privilege may still write where the data are."""
    disk = _disk(data)
    return disk.f_bavail * disk.f_frsize


def disk_takes_more(data: Path, least: int = LEAST_FREE) -> bool:
    """True when something may be written there and `least` bytes are free."""
    return not _disk(data).f_flag & os.ST_RDONLY and disk_free(data) >= least


def _disk(data: Path) -> os.statvfs_result:
    # With a database of the operator's own, the folder is made by the first deposit.
    return os.statvfs(next(each for each in (data, *data.parents) if each.exists()))
