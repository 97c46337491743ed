"""Real bases for the journeys, reached over HTTP on the loopback."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.postgres_server import PostgresUnavailable
from ordonnance.bootstrap.verifying import Verifying
from tests.builders import certificates
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

LEGAL_DAYS = ("Europe/Paris", "Indian/Reunion")
"""Where the people of the demonstration prescribe and serve."""

ONE_JOURNEY = 60.0
"""Seconds that a journey which counts days may last."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey speaks to a real base."""
    for item in items:
        if "journeys" in item.path.parts and item.path.name.startswith("test_"):
            item.add_marker(pytest.mark.service)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


@contextmanager
def reachable() -> Iterator[Path]:
    # pytest's own folders are 0700: the account of PostgreSQL could not pass.
    folder = Path(tempfile.mkdtemp(prefix="ordonnance-test-", dir="/var/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A new folder that the account of PostgreSQL can enter."""
    with reachable() as folder:
        yield folder


class Signer:
    """A prescriber's certificate under an authority of the test, valid today."""

    def __init__(self) -> None:
        now = SystemClock().now()
        times: dict[str, Any] = {"since": now - timedelta(days=1), "until": now + timedelta(days=1)}
        root = replace(certificates.ROOT, **times)
        self._leaf = replace(certificates.LEAF, **times)
        self._chain = (self._leaf.issued_by(root),)
        self.trusted = root.issued_by(root).public_bytes(Encoding.PEM)

    def sign(self, document: bytes) -> bytes:
        """The compact JWS around the document."""
        return certificates.signed(*self._chain, key=self._leaf.key, payload=document)


@pytest.fixture(scope="session")
def signer() -> Signer:
    """Doctor EXEMPLE's card."""
    return Signer()


@pytest.fixture(scope="session")
def base(signer: Signer) -> Iterator[BaseInThread]:
    """A demonstration base on the embedded PostgreSQL, shared by the journeys."""
    with reachable() as folder:
        trust = folder / "autorites.pem"
        trust.write_bytes(signer.trusted)
        with started_or_skipped(folder / "base", ORDONNANCE_TRUST=str(trust)) as running:
            yield running


@contextmanager
def started_or_skipped(data: Path, **environment: str) -> Iterator[BaseInThread]:
    """A base; where PostgreSQL cannot run, skip and say why, unless services are required."""
    running = BaseInThread(data, environment)
    try:
        running.start()
    except PostgresUnavailable as refused:
        if os.environ.get("ORDONNANCE_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"PostgreSQL cannot run here: {refused}")
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(autouse=True)
def within_one_day() -> None:
    """No journey begins in the last minute of a legal day: what it writes today is served today."""
    for zone in LEGAL_DAYS:
        here = SystemClock().now().astimezone(ZoneInfo(zone))
        tomorrow = datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)
        left = (tomorrow - here).total_seconds()
        if left < ONE_JOURNEY:
            sleep(left)


@pytest.fixture(autouse=True)
def counted_apart(request: pytest.FixtureRequest) -> None:
    """Unknown numbers sent by other tests, in whatever order, do not count against this one."""
    if "base" in request.fixturenames:
        base: BaseInThread = request.getfixturevalue("base")
        base.openings.begin()


@pytest.fixture(scope="session")
def postgres_runs(base: BaseInThread) -> Path:
    """For tests that start a base of their own: skipped, as `base` is, where none can run."""
    return base.data


@pytest.fixture(scope="session")
def sessions(base: BaseInThread) -> Sessions:
    """Tokens that the shared base believes."""
    return Sessions.of(base.data)


@pytest.fixture
def browse(door: Door) -> Iterator[Callable[..., Browser]]:
    """New browsers on the shared base, or at another address; closed afterwards."""
    with ExitStack() as stack:

        def opened(address: str = door.address) -> Browser:
            return stack.enter_context(closing(Browser(address)))

        yield opened


@pytest.fixture(scope="session")
def door(base: BaseInThread, sessions: Sessions) -> Iterator[Door]:
    """The API of the shared base."""
    with base.served() as address, Door(address, sessions) as opened:
        yield opened


@pytest.fixture
def open_door(base: BaseInThread, sessions: Sessions) -> Iterator[Door]:
    """The base, for people who verify often."""
    verifying = Verifying(pace=Pace(1000, 1000), papers=base.platform.papers)
    with base.served_with(verifying=verifying) as address, Door(address, sessions) as door:
        yield door
