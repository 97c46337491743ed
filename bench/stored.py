"""Bases with a large past, kept between runs: loading millions takes an hour."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.serving import Server, served

SLICE = 20_000
"""Ordonnances loaded between two notes of how far the loading went: what a kill can lose."""

SETTINGS = """\
shared_buffers = 512MB
max_wal_size = 4GB
checkpoint_timeout = 15min
max_connections = 120
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
jit = off
log_checkpoints = on
"""


@contextmanager
def stored(
    folder: Path, count: int, processes: int, tell: Callable[[int], None]
) -> Iterator[Server]:
    """A served base with at least that many past ordonnances, loaded on from where it stopped.

    `tell` is given how many there are after each slice.
    """
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    data = folder / "base"
    if not data.exists():
        data.mkdir(mode=0o711)
        (data / "postgresql.conf").write_text(SETTINGS, encoding="utf-8")
    with served(data, processes) as server:
        while (done := loaded(folder)) < count:
            server.load(min(SLICE, count - done), done)
            _note(folder, done + min(SLICE, count - done))
            tell(loaded(folder))
        yield server


def loaded(folder: Path) -> int:
    """How many past ordonnances a stored base holds."""
    note = folder / "loaded"
    return int(note.read_text()) if note.exists() else 0


def _note(folder: Path, count: int) -> None:
    draft = folder / "loaded.new"
    draft.write_text(str(count))
    draft.replace(folder / "loaded")
