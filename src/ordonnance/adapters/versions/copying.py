"""The files of a store of versions, to be copied while the base goes on."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ordonnance.adapters.versions.store import CURRENT, LOCK, VERSION_NAME


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """No import changes the store until the block ends; nothing to hold before the first one.

    Read only: whoever copies may be another account than who imports, and leaves no file of theirs.
    """
    try:
        file = (folder / LOCK).open("rb")
    except FileNotFoundError:
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def files_of(folder: Path, *, former: bool) -> list[Path]:
    """What names the version in service and what is in the versions, in the order of their names.

    Without `former`, those of the version in service only; of all when what names it is damaged.
    """
    current = folder / CURRENT
    if not current.is_file():
        return []
    one = None if former else _named_by(current)
    named = [each for each in folder.iterdir() if VERSION_NAME.fullmatch(each.name)]
    versions = [each for each in named if each.is_dir()]
    found = [path for each in versions if one in (None, each.name) for path in each.iterdir()]
    return sorted([current, *found])


def _named_by(current: Path) -> str | None:
    try:
        return str(json.loads(current.read_bytes())["digest"])
    except (ValueError, KeyError, TypeError):
        # The base that is backed up cannot tell either: it says so itself when it opens.
        return None
