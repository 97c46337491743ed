"""A base of the first schema works under this version, and a server of then on this schema.

What was made then is in `first_base`; its keys protect nothing. `first_base/make.py` says how.
"""

import asyncio
import base64
import hashlib
import json
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.migrate import migrations
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, dsn_of_running, start
from ordonnance.adapters.seal.sealer import SealStatus, verify_seal
from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.conftest import reachable, started_or_skipped
from tests.journeys.first_base.make import answered
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

FIRST = Path(__file__).parent / "first_base"


def kept(name: str) -> list[Any]:
    """A file of the fixture."""
    values: list[Any] = json.loads((FIRST / name).read_text("utf-8"))
    return values


AT = datetime.fromisoformat(kept("told.json")[0])
TOLD: dict[str, dict[str, Any]] = {each["key"]: each for each in kept("told.json")[1:]}


@pytest.fixture(scope="module")
def upgraded(postgres_runs: Path) -> Iterator[BaseInThread]:
    """The first base, opened by the present code; nothing is acted on it."""
    assert postgres_runs
    with opened() as running:
        yield running


@contextmanager
def opened() -> Iterator[BaseInThread]:
    with reachable() as folder:
        data = folder / "base"
        keys = keys_folder_beside(data)
        keys.mkdir(mode=0o700)
        for name, content in kept("demo-keys.json")[0].items():
            (keys / name).touch(mode=0o600)
            (keys / name).write_text(content)
        with start(data) as server:
            asyncio.run(pour(server.dsn_for(OWNER_ROLE)))
        with started_or_skipped(data) as running:
            yield running


async def pour(dsn: str) -> None:
    """Load the dump into the empty database."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute((FIRST / "base.sql").read_text("utf-8"))
    finally:
        await connection.close()


@contextmanager
def then(upgraded: BaseInThread) -> Iterator[Door]:
    """The API the day after the fixture was made, whatever day it is."""
    shift = AT + timedelta(days=1) - SystemClock().now()
    with (
        upgraded.later(seconds=shift.total_seconds()) as address,
        Door(address, Sessions.of(upgraded.data)) as door,
    ):
        yield door


def awaited(upgraded: BaseInThread, work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine, on the loop of the base."""
    return asyncio.run_coroutine_threadsafe(work, upgraded.loop).result(30)


async def ask(data: Path, role: str, query: str) -> Any:
    connection = await asyncpg.connect(dsn_of_running(data, role))
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


def test_the_schema_was_the_first_and_is_now_the_last(upgraded: BaseInThread) -> None:
    assert "INSERT INTO base.migration VALUES\n\t(1, '0001_base'" in (
        (FIRST / "base.sql").read_text("utf-8")
    )
    query = "SELECT array_agg(version ORDER BY version) FROM base.migration"
    applied = asyncio.run(ask(upgraded.data, APP_ROLE, query))
    assert applied == [file.version for file in migrations()]


@pytest.mark.parametrize("key", sorted(TOLD))
def test_what_was_issued_then_is_read_the_same(upgraded: BaseInThread, key: str) -> None:
    told = TOLD[key]
    with then(upgraded) as door:
        number = told["number"]
        read = door.does("consult", "patient", number=number)
        assert read["state"] == told["state"]
        document = base64.b64decode(told["document"])
        assert hashlib.sha256(document).hexdigest() == told["sha256"]
        again = answered(door.ask("issue", "medecin", document, key=key))
        assert told["answer"].items() <= again.items()
        verdict = verify_seal(read["seal"], door.http.get("/.well-known/jwks.json").json())
        assert verdict.status is SealStatus.VALID
        assert verdict.covers(document, number)
        given = door.does("executions", "patient", number=number).get("execution", [])
        assert [each["reference"] for each in given] == told["executions"]
        journal = door.does("journal", "patient", number=number)["access"]
        assert [each["code"] for each in journal][: len(told["journal"])] == told["journal"]
    base: Any = upgraded.platform.ports.base
    assert awaited(upgraded, base.verify_chain(OrdonnanceNumber(number))) == []


@pytest.mark.usefixtures("postgres_runs")
def test_acts_go_on_with_what_was_issued_then() -> None:
    with opened() as upgraded:
        act_on(upgraded)


def act_on(upgraded: BaseInThread) -> None:
    """Serve, cancel, withdraw what was made then; issue anew."""
    with then(upgraded) as door:
        open_one, undone, partly = (
            TOLD[key]["number"] for key in ("i-open", "i-undone", "i-partly")
        )
        door.does("dispense", "pharmacien", number=open_one, line={"line": 1})
        door.does("dispense", "pharmacien", number=undone, allAsPrescribed=True)
        door.does("cancel", "medecin", number=partly, reason="ERROR")
        door.does("object", "patient", number=TOLD["i-objected"]["number"], withdraw=True)
    with upgraded.served() as address, Door(address, Sessions.of(upgraded.data)) as door:
        number = door.issued(documents.simple())
        door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)


@pytest.mark.parametrize("call", kept("calls.json"), ids=lambda call: call["statement"][:60])
def test_a_server_of_the_first_version_still_finds_its_statements(
    upgraded: BaseInThread, call: dict[str, Any]
) -> None:
    parameters, columns = asyncio.run(prepared(upgraded.data, call["statement"]))
    assert parameters == call["parameters"]
    for name, kind in call["columns"]:
        assert columns[name] == kind


READS = [
    call for call in kept("calls.json")
    if not call["statement"].startswith(("SELECT base.", "SELECT * FROM base.claim_outbox"))
]  # fmt: skip
"""What that server only reads; the rest are functions, whose names and types are compared."""


@pytest.mark.parametrize("call", READS, ids=lambda call: call["statement"].strip()[:60])
def test_what_a_server_of_the_first_version_reads_is_there(
    upgraded: BaseInThread, call: dict[str, Any]
) -> None:
    number = TOLD["i-partly"]["number"]
    rows = asyncio.run(fetched(upgraded.data, call["statement"], number))
    # That base was made without a line under an overlap rule: nothing covers anybody.
    assert rows or "base.coverage" in call["statement"]
    names = [name for name, _ in call["columns"]]
    for row in rows:
        assert set(names) <= set(row.keys())
    if "number" in names:
        assert number in [row["number"] for row in rows]
    if "sequence" in names:
        assert len(rows) >= len(TOLD["i-partly"]["journal"])
        assert all(row["entry"] for row in rows)


async def fetched(data: Path, statement: str, number: str) -> list[asyncpg.Record]:
    """The rows of a read about that number, for the application's role; nothing is written."""
    connection = await asyncpg.connect(dsn_of_running(data, APP_ROLE))
    try:
        async with connection.transaction(readonly=True):
            author, patient = await connection.fetchrow(
                "SELECT author_hash, patient_hash FROM base.ordonnance WHERE number = $1", number
            )
            covered = await connection.fetchval("SELECT array_agg(patient_hash) FROM base.coverage")
            given = {
                "author_hash = $1": (author, 100), "patient_hash = $1": (patient, 100),
                "patient_hash = ANY ($1)": (covered,), "read_ordonnance": (number, []),
                "$1": (number,), "": (),
            }  # fmt: skip
            values = next(values for part, values in given.items() if part in statement)
            return list(await connection.fetch(statement, *values))
    finally:
        await connection.close()


async def prepared(data: Path, statement: str) -> tuple[list[str], dict[str, str]]:
    """The types of a statement, as PostgreSQL understands it for the application's role."""
    connection = await asyncpg.connect(dsn_of_running(data, APP_ROLE))
    try:
        found = await connection.prepare(statement)
        return (
            [each.name for each in found.get_parameters()],
            {each.name: each.type.name for each in found.get_attributes()},
        )
    finally:
        await connection.close()
