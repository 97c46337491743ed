"""Records put in order with a bounded memory: parts sorted, kept on the disk, then merged."""

import heapq
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

IN_MEMORY = 32 * 1024 * 1024
"""Bytes of records held before a part is written, Python's own included."""

FAN = 64
"""Parts merged at once; more are first merged into one."""

_BUFFER = 16 * 1024
"""Bytes read or written at once in each part: all parts together stay under 2 MiB."""

_OBJECT = 48
"""What Python adds to each record."""


def ranked(rank: int) -> bytes:
    """Eight bytes in the order of the ranks; a base may hold any integer for one."""
    return (rank + (1 << 63)).to_bytes(8, "big")


def rank_of(ranked_bytes: bytes) -> int:
    """What `ranked` was given."""
    return int.from_bytes(ranked_bytes, "big") - (1 << 63)


class Spilled:
    """Byte strings added in any order, given back in the order of their bytes.

    The files have no name: whatever ends the process, nothing of them stays.
    """

    def __init__(self, in_memory: int | None = None) -> None:
        self._most = IN_MEMORY if in_memory is None else in_memory
        self._held: list[bytes] = []
        self._size = 0
        self._parts: list[IO[bytes]] = []

    def add(self, record: bytes) -> None:
        """One more, of at most 65 535 bytes. Raises OSError when the disk is full."""
        self._held.append(record)
        self._size += len(record) + _OBJECT
        if self._size > self._most:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """All of them, in order; nothing is added afterwards."""
        self._held.sort()
        return heapq.merge(*(_read(part) for part in self._parts), self._held)

    def close(self) -> None:
        """Give the disk back."""
        for part in self._parts:
            with suppress(OSError):
                part.close()

    def _spill(self) -> None:
        self._held.sort()
        if len(self._parts) >= FAN:
            merged = _written(heapq.merge(*(_read(part) for part in self._parts)))
            self.close()
            self._parts = [merged]
        self._parts.append(_written(iter(self._held)))
        self._held, self._size = [], 0


def _written(records: Iterator[bytes]) -> IO[bytes]:
    file = tempfile.TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - closed by its owner
    for record in records:
        file.write(len(record).to_bytes(2, "big") + record)
    file.flush()
    return file


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while head := file.read(2):
        yield file.read(int.from_bytes(head, "big"))
