"""One writer at a time for one file, which is whole or absent."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ordonnance.adapters.backup.refusals import under_way


@contextmanager
def alone(file: Path) -> Iterator[Path]:
    """A private draft beside `file`, ours until the end; the caller gives it its name.

    Its name is fixed: what a killed backup left is taken up by the next one. Its lock ends with its
    process. Raises BackupRefused BACKUP_UNDER_WAY, OSError.
    """
    draft = file.with_name(f"{file.name}.partial")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise under_way(file) from None
        if not draft.exists() or not os.path.samestat(os.fstat(descriptor), draft.stat()):
            # The other one ended between our opening and our lock.
            raise under_way(file)
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
