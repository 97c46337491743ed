"""Whether the disk of the data folder still takes what is written, asked before it no longer does.

PostgreSQL answers readings on a full disk, so that asking it proves nothing.
"""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from ordonnance.domain.errors import Refusal

LEAST_FREE = 32 * 1024 * 1024
"""Bytes: two segments of PostgreSQL's write-ahead log, without which it stops."""


Ready = Callable[[], Awaitable[bool]]


def ready_on_disk(data: Path, ready: Ready) -> Ready:
    """Ready as `ready` says, on a disk that takes more. Raises Refusal STORAGE_UNWRITABLE."""

    async def both() -> bool:
        require_writable(data)
        return await ready()

    return both


def require_writable(data: Path) -> None:
    """Raises Refusal STORAGE_UNWRITABLE, with its reason, below LEAST_FREE or when read-only."""
    disk = os.statvfs(data)
    if disk.f_flag & os.ST_RDONLY:
        raise Refusal.of("STORAGE_UNWRITABLE", reason="en lecture seule")
    if disk.f_bavail * disk.f_frsize < LEAST_FREE:
        raise Refusal.of("STORAGE_UNWRITABLE", reason="plein")
