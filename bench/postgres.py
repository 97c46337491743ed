"""An embedded PostgreSQL in a temporary folder, with an empty base."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ordonnance.adapters.postgres_server import PostgresServer, start

DURABLE_FOLDER = Path("/var/tmp")
"""On a disk as a rule, where /tmp is often memory: commits must cost what they cost."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that the account of PostgreSQL can enter, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ordonnance-bench-", dir=DURABLE_FOLDER))
    # mkdtemp gives 0700: as root, PostgreSQL runs under another account.
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def temporary_server() -> Iterator[PostgresServer]:
    """A running server, stopped at the end."""
    with temporary_folder() as folder, start(folder / "base") as server:
        yield server
