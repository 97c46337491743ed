"""Files written together: each appears whole, on the disk, or not at all."""

import fcntl
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

Content = Callable[[], bytes]

_Draft = tuple[Path, int]
"""The file to be, and the open descriptor of its draft."""

T = TypeVar("T")
R = TypeVar("R")


def write_together(files: Iterable[tuple[Path, Content]]) -> list[Path | OSError]:
    """Give each its content, then its name: its path, or why not; one harms no other.

    The contents are on the disk on return, the names once their folder is flushed too. Every draft
    is open meanwhile: some hundreds at most.
    """
    with ExitStack() as opened:
        drafts = _each(lambda file: _begun(opened, *file), files)
        # All on their way before the first is waited for: the file system then commits them
        # together, where each flushed in turn costs a commit of its own and ten times the wait.
        return _each(_named, _each(_flushed, _each(_sent, drafts)))


def _each(step: Callable[[T], R], given: Iterable[T | OSError]) -> list[R | OSError]:
    """What a step makes of each, or why it cannot; what failed before stays as it was."""

    def tried(one: T) -> R | OSError:
        try:
            return step(one)
        except OSError as error:
            return error

    return [one if isinstance(one, OSError) else tried(one) for one in given]


def _begun(opened: ExitStack, path: Path, content: Content) -> _Draft:
    """A draft with the content, ours until it is closed.

    Its name is fixed, so that what a killed process or a full disk leaves is taken up by the next
    try; its lock ends with its process, and refuses a second writer of the same file.
    """
    draft = _draft_of(path)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600)
    opened.callback(os.close, descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if not os.path.samestat(os.fstat(descriptor), os.stat(draft)):
        raise BlockingIOError("the draft was another writer's")
    os.ftruncate(descriptor, 0)
    left = memoryview(content())
    while left:
        left = left[os.write(descriptor, left) :]
    return path, descriptor


def _sent(draft: _Draft) -> _Draft:
    """On its way to the disk; nobody will read it soon. Only an advice: the flush decides."""
    with suppress(OSError):
        os.posix_fadvise(draft[1], 0, 0, os.POSIX_FADV_DONTNEED)
    return draft


def _flushed(draft: _Draft) -> _Draft:
    os.fsync(draft[1])
    return draft


def _named(draft: _Draft) -> Path:
    return _draft_of(draft[0]).replace(draft[0])


def _draft_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.partial")
