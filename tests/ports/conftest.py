"""A real PostgreSQL for the tests of ports: one server per test process, one database per test."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    SUPERUSER,
    PostgresServer,
    PostgresUnavailable,
    start,
)
from tests.ports.anchored import Watch
from tests.ports.bases import Made, Opened, make_base, opened


class TestServer:
    """A running server, and empty databases on it."""

    __test__ = False

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self.data = server.data
        self.socket_dir = server.socket_dir

    def dsn_for(self, role: str, database: str = "ordonnance") -> str:
        """The address of a database as `ordonnance_owner`, `ordonnance_app` or `postgres`."""
        return self.server.dsn_for(role, database)

    def fresh_database(self, name: str) -> str:
        """Make an empty database (dropped first if it is there); its address as its owner.

        Same rights as the real one: owned by ordonnance_owner, ordonnance_app may connect, nobody
        else. `name` is lowercase letters, digits and `_`. Callable inside a running event loop.
        """
        if not (name.replace("_", "").isalnum() and name.islower() and len(name) < 60):
            raise ValueError(name)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(self._make(name))).result()
        return self.dsn_for(OWNER_ROLE, name)

    async def _make(self, name: str) -> None:
        connection = await asyncpg.connect(self.dsn_for(SUPERUSER, "postgres"))
        try:
            await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await connection.execute(f"CREATE DATABASE {name} OWNER {OWNER_ROLE}")
            await connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
            await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {APP_ROLE}")
        finally:
            await connection.close()


@contextmanager
def a_reachable_folder() -> Iterator[Path]:
    """A new folder that the account of PostgreSQL can enter (pytest's own is 0700)."""
    # Not the temporary folder of the environment, which may be private to the account.
    folder = Path(tempfile.mkdtemp(prefix="ordonnance-test-", dir="/var/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def start_or_skip(data: Path) -> PostgresServer:
    """Start the server; where it cannot run, skip and say why, unless services are required."""
    try:
        return start(data)
    except PostgresUnavailable as refused:
        if os.environ.get("ORDONNANCE_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"PostgreSQL cannot run here: {refused}")


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A new folder for a data folder, removed after the test."""
    with a_reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The server shared by the tests of this process."""
    with a_reachable_folder() as folder, start_or_skip(folder / "base") as server:
        yield TestServer(server)


@pytest.fixture(scope="session")
def stopped_data() -> Iterator[Path]:
    """A data folder made once and stopped, to be copied: initdb takes longer than a copy."""
    with a_reachable_folder() as folder:
        start_or_skip(folder / "base").stop()
        yield folder / "base"


@pytest.fixture
def own_server(stopped_data: Path, reachable_folder: Path) -> Iterator[PostgresServer]:
    """A server of its own, for tests that stop it or harm it; data in reachable_folder/base."""
    subprocess.run(["cp", "-a", stopped_data, reachable_folder / "base"], check=True)
    with start_or_skip(reachable_folder / "base") as server:
        yield server


@pytest.fixture(scope="module", params=["memory", "postgres"])
def made(request: pytest.FixtureRequest) -> Made | None:
    """Where the base of this module is, None in memory."""
    if request.param == "memory":
        return None
    name = request.module.__name__.rpartition(".")[2]
    return make_base(request.getfixturevalue("postgres"), name)


@pytest.fixture
async def here(made: Made | None) -> AsyncIterator[Opened]:
    """That base open."""
    async with opened(made) as base:
        yield base


@pytest.fixture
def watch() -> Watch:
    """A clock that the test moves."""
    return Watch()


@pytest.fixture
def base(here: Opened) -> Any:
    """The port Base."""
    return here.base
