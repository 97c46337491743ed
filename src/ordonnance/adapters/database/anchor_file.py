"""The anchors kept outside the database: one JSON line each, appended, one file a month.

Whoever can write the database cannot make these lines disappear once they are shipped elsewhere.
They hold no number: a rank and a signature over digests and counts.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ordonnance.adapters.database.anchors import Anchor
from ordonnance.adapters.database.verifying import Outside

FOLDER = "anchors"

_LONGEST_LINE = 8 * 1024


class AnchorsUnreadable(Exception):
    """A file that holds no anchor; the text names it."""


class AnchorFolder:
    """The folder `anchors` of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: int | None = None

    def append(self, anchors: Sequence[Anchor]) -> None:
        """Write lines that are not there yet, flushed to the disk. Raises OSError."""
        self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        for anchor in anchors:
            path = self._folder / f"{anchor.at:%Y-%m}.jsonl"
            line = json.dumps({"sequence": anchor.sequence, "jws": anchor.jws}) + "\n"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
            with os.fdopen(descriptor, "rb+") as file:
                size = file.seek(0, os.SEEK_END)
                # A line cut by a power failure stays alone on its line, unreadable and harmless.
                cut = size > 0 and os.pread(file.fileno(), 1, size - 1) != b"\n"
                file.write(b"\n" * cut + line.encode())
                file.flush()
                os.fsync(file.fileno())
            self._last = max(self.last(), anchor.sequence)

    def last(self) -> int:
        """The highest rank written, 0 when there is none; the files are read once."""
        if self._last is None:
            self._last = max((each.sequence for each in read_outside(self._folder)), default=0)
        return self._last


def read_outside(path: Path) -> Iterator[Outside]:
    """Every anchor of a file, or of the `.jsonl` files of a folder; none when it is absent.

    A line that does not read was cut by a power failure: its anchor was written again after it.
    Raises OSError, and AnchorsUnreadable for a file that holds something else altogether.
    """
    if not path.is_file():
        for file in sorted(path.glob("*.jsonl")):
            yield from _anchors_of(file)
        return
    nothing = path.stat().st_size > 0
    for each in _anchors_of(path):
        nothing = False
        yield each
    if nothing:
        raise AnchorsUnreadable(path.name)


def _anchors_of(path: Path) -> Iterator[Outside]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            if (line := _line(text)) is not None:
                yield line


def _line(text: str) -> Outside | None:
    if len(text) > _LONGEST_LINE:
        return None
    try:
        line = json.loads(text)
        sequence, jws = line["sequence"], line["jws"]
    except (ValueError, KeyError, TypeError):
        return None
    return Outside(sequence, jws) if type(sequence) is int and isinstance(jws, str) else None
