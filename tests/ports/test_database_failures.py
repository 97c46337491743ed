"""What the driver's failures mean: out of reach, or a fault of ours; never a content."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.adapters.database.opening import OpenBase, open_base
from ordonnance.adapters.postgres_server import PostgresServer, start
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.ports import OutboxMessage, Written
from tests.ports.bases import (
    Made,
    a_change,
    a_new,
    a_number,
    make_base,
    opened,
    until_waiting,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_failures")


@pytest.fixture
async def here(made: Made) -> AsyncIterator[OpenBase]:
    async with opened(made) as base:
        assert base.open is not None
        yield base.open


async def test_a_statement_refused_is_a_fault_that_quotes_no_row(here: OpenBase) -> None:
    new = a_new(outbox=(OutboxMessage("Mauvais EXEMPLE", {}),))
    with pytest.raises(DatabaseFault) as fault:
        await here.base.issue(new)
    assert str(fault.value) == "SQLSTATE 23514 outbox_kind_check"
    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__


async def test_an_argument_that_does_not_fit_is_a_fault(here: OpenBase) -> None:
    with pytest.raises(DatabaseFault) as fault:
        await here.connections.value("SELECT $1::int", "EXEMPLE closed")
    assert "EXEMPLE" not in str(fault.value)


@pytest.mark.parametrize("state", ["53300", "57P01", "57014", "58030", "25006", "08006"])
async def test_the_server_saying_that_it_cannot_is_unavailable(made: Made, state: str) -> None:
    owner = await asyncpg.connect(made.owner_dsn)
    try:
        await owner.execute(
            "CREATE OR REPLACE FUNCTION public.cannot(state text) RETURNS int LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = state; END $$;"
            " GRANT EXECUTE ON FUNCTION public.cannot TO ordonnance_app"
        )
    finally:
        await owner.close()
    async with opened(made) as base:
        assert base.open is not None
        with pytest.raises(Refusal, match="BASE_UNAVAILABLE") as refused:
            await base.open.connections.value("SELECT public.cannot($1)", state)
        assert refused.value.__cause__ is None


async def test_a_full_disk_is_told_as_such(made: Made) -> None:
    async with opened(made) as base:
        assert base.open is not None
        with pytest.raises(Refusal) as refused:
            await base.open.connections.value("DO $$ BEGIN RAISE disk_full; END $$")
    assert refused.value.code == "STORAGE_UNWRITABLE"
    assert "plein" in refused.value.first.message


async def test_a_right_that_is_missing_is_a_fault_and_not_a_disk(here: OpenBase) -> None:
    with pytest.raises(DatabaseFault) as fault:
        await here.connections.value("DELETE FROM base.journal")
    assert fault.value.state == "42501"


async def test_a_connection_cut_is_unavailable_then_made_again(
    here: OpenBase, postgres: Any
) -> None:
    new = a_new()
    await here.base.issue(new)
    await cut(postgres, "base_failures")
    with contextlib.suppress(Refusal):
        await here.base.read(new.number)
    read = await here.base.read(new.number)
    assert read is not None
    assert read.document == new.document


async def test_a_connection_cut_while_waiting_is_unavailable(here: OpenBase, postgres: Any) -> None:
    new = a_new()
    await here.base.issue(new)
    await here.base.read(new.number)
    other = await asyncpg.connect(postgres.dsn_for("postgres", "base_failures"))
    try:
        async with other.transaction():
            await other.execute(
                "SELECT FROM base.ordonnance WHERE number = $1 FOR UPDATE", new.number.value
            )
            waiting = asyncio.create_task(here.base.apply(new.number, 1, a_change()))
            await until_waiting(other)
            await cut(postgres, "base_failures", "AND usename = 'ordonnance_app'")
            with pytest.raises(Refusal, match="BASE_UNAVAILABLE"):
                await waiting
    finally:
        await other.close()
    assert await here.base.apply(new.number, 1, a_change()) is Written.WRITTEN


_HOLDS = "SELECT pg_backend_pid() FROM pg_advisory_xact_lock_shared(88)"
_ENDS_ITSELF = "SELECT pg_terminate_backend(pg_backend_pid())"


async def three(here: OpenBase, postgres: Any) -> set[int]:
    """The sessions of three connections, kept at hand from here on."""
    # Each keeps its connection until three are kept: a new one may be long to open.
    other = await asyncpg.connect(postgres.dsn_for("postgres", "base_failures"))
    try:
        await other.execute("SELECT pg_advisory_lock(88)")
        asked = [asyncio.create_task(here.connections.value(_HOLDS)) for _ in range(3)]
        await until_waiting(other, 3)
    finally:
        await other.close()
    return set(await asyncio.gather(*asked))


async def test_what_cuts_one_connection_has_the_others_made_anew(
    here: OpenBase, postgres: Any
) -> None:
    before = await three(here, postgres)
    assert len(before) == 3
    with pytest.raises(Refusal, match="BASE_UNAVAILABLE"):
        await here.connections.value(_ENDS_ITSELF)
    assert not before & await three(here, postgres)


async def test_sessions_that_say_nothing_more_hold_back_neither_a_refusal_nor_the_closing(
    made: Made, postgres: Any
) -> None:
    async with opened(made) as base:
        assert base.open is not None
        connections = base.open.connections
        before = await three(base.open, postgres)
        asked = await connections.value("SELECT pg_backend_pid()")
        silent = before - {asked}
        assert len(silent) == 2
        for pid in silent:
            os.kill(pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                with pytest.raises(Refusal, match="BASE_UNAVAILABLE"):
                    await connections.value(_ENDS_ITSELF)
                await connections.close()
        finally:
            for pid in silent:
                os.kill(pid, signal.SIGCONT)


async def test_listening_starts_again_after_its_connection_was_cut(
    here: OpenBase, postgres: Any
) -> None:
    async with here.outbox.woken() as wake:
        await asyncio.wait_for(wake.wait(), 60)
        wake.clear()
        await cut(postgres, "base_failures")
        # It announces itself once it listens again.
        await asyncio.wait_for(wake.wait(), 60)


async def test_a_server_stopped_and_started_again_is_used_again(own_server: PostgresServer) -> None:
    made = await asyncio.to_thread(base_on, own_server)
    base = await open_base(made.app_dsn, made.cabinet)
    try:
        new = a_new()
        await base.base.issue(new)
        await asyncio.to_thread(own_server.stop)
        for act in (
            base.base.read(new.number),
            base.base.issue(a_new()),
            base.base.by_author(new.author, 3),
            base.base.record_access(new.number, new.entry),
            base.outbox.claim(1),
            base.base.verify_chain(a_number()),
        ):
            with pytest.raises(Refusal, match="BASE_UNAVAILABLE"):
                await act
        with await asyncio.to_thread(start, own_server.data):
            read = await base.base.read(new.number)
            assert read is not None
            assert read.document == new.document
            assert await base.base.verify_chain(new.number) == []
            await base.close()
    finally:
        await base.close()


def base_on(server: PostgresServer) -> Made:
    """A base in the server's own database."""

    class Own:
        dsn_for = staticmethod(server.dsn_for)

        @staticmethod
        def fresh_database(name: str) -> str:
            return server.dsn_for("ordonnance_owner", name)

    return make_base(Own, "ordonnance")


async def cut(postgres: Any, database: str, more: str = "") -> None:
    """Cut every connection to a database, and wait until they are gone."""
    connection = await asyncpg.connect(postgres.dsn_for("postgres", "postgres"))
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            f" WHERE datname = '{database}' {more}"
        )
    finally:
        await connection.close()
