"""What each role may do in the database, and the shape of what is in it."""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database.migrate import functions, migrations
from ordonnance.adapters.database.opening import BaseRefused, open_base
from tests.ports.bases import Made, a_new, make_base, opened

pytestmark = pytest.mark.anyio
KEYED = {
    "census", "coverage", "letter", "opening", "opening_alert", "register_counter",
    "register_entry", "reservation", "stock_entry", "stock_notice", "web_session", "desk",
    "patient_code", "patient_account", "pilot_entry", "pilot_site", "pilot_trace", "representation",
    "representation_end", "representation_code", "representation_account"}  # fmt: skip
"""Tables whose key starts with a keyed hash instead of a number."""
SMALL = {
    "anchor", "base_key", "client", "client_operation", "creation", "function_file", "migration",
    "revoked_reservation", "row_form", "tally",
}  # fmt: skip
"""Tables that do not grow with prescriptions."""


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_rights")


@pytest.fixture
async def app(made: Made) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(made.app_dsn)
    yield connection
    await connection.close()


@pytest.fixture
async def owner(made: Made) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(made.owner_dsn)
    yield connection
    await connection.close()


async def tables(connection: Any) -> list[str]:
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'base'")
    return sorted(row[0] for row in rows)


async def test_the_application_reads_every_table_and_writes_none(app: Any) -> None:
    names = await tables(app)
    assert "ordonnance" in names
    for name in names:
        await app.fetch(f"SELECT * FROM base.{name} LIMIT 1")
        column = await app.fetchval(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1",
            f"base.{name}",
        )
        for statement in (
            f"INSERT INTO base.{name} SELECT * FROM base.{name}",
            f"UPDATE base.{name} SET {column} = {column}",
            f"DELETE FROM base.{name}",
            f"TRUNCATE base.{name}",
            f"SELECT * FROM base.{name} FOR UPDATE",
            f"DROP TABLE base.{name}",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE base.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION base.mine() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE OR REPLACE FUNCTION base.finish_outbox(p_number text, p_sequence integer)"
        " RETURNS void LANGUAGE sql AS ''",
        "ALTER FUNCTION base.finish_outbox SECURITY INVOKER",
        "SET ROLE ordonnance_owner",
        "SET SESSION AUTHORIZATION ordonnance_owner",
        "COPY base.journal TO PROGRAM 'cat'",
        "COPY base.journal FROM STDIN",
        "ALTER TABLE base.journal DISABLE TRIGGER ALL",
        "CREATE EXTENSION pg_trgm",
    ],
)
async def test_the_application_makes_and_changes_nothing(app: Any, statement: str) -> None:
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError)):
        await app.execute(statement)


async def test_functions_belong_to_the_owner_and_to_nobody_at_large(owner: Any) -> None:
    rows = await owner.fetch(
        "SELECT proname, pg_get_userbyid(proowner) AS owner, prosecdef, proconfig, provolatile,"
        " has_function_privilege('ordonnance_app', p.oid, 'EXECUTE') AS app,"
        " EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0) AS everybody, proacl"
        " FROM pg_proc AS p WHERE pronamespace = 'base'::regnamespace"
    )
    assert {row["proname"] for row in rows} == {file.name for file in functions()}
    for row in rows:
        assert row["owner"] == "ordonnance_owner"
        assert row["app"]
        assert not row["everybody"]
        assert row["proacl"] is not None
        if row["prosecdef"]:
            path, *plan = row["proconfig"]
            assert path == "search_path=base, pg_temp"
            # What the planner may choose, until the function ends: nothing else.
            assert all(each.startswith("enable_") for each in plan)
        else:
            # Runs with the caller's rights: it cannot write, whatever it says.
            assert row["provolatile"] in (b"i", b"s")


def test_a_function_file_holds_the_function_of_its_name_and_says_what_it_does() -> None:
    for file in functions():
        name, description = file.text.splitlines()[:2]
        assert name == f"-- {file.name}"
        assert description.startswith("-- ")
        assert len(description) > 30
        made = re.findall(r"CREATE OR REPLACE FUNCTION base\.(\w+)\(\s*(\w+)", file.text)
        assert [each[0] for each in made] == [file.name]


def test_functions_that_write_an_ordonnance_take_its_number_first() -> None:
    for name in ("read_ordonnance", "issue_ordonnance", "apply_change", "record_access"):
        (text,) = [file.text for file in functions() if file.name == name]
        assert re.search(rf"FUNCTION base\.{name}\(\s*p_number text,", text)


async def test_tables_have_no_sequence_trigger_or_foreign_key(owner: Any) -> None:
    where = "'base'::regnamespace"
    assert not await owner.fetch(
        f"SELECT 1 FROM pg_class WHERE relnamespace = {where} AND relkind = 'S'"
    )
    assert not await owner.fetch("SELECT 1 FROM pg_trigger")
    assert not await owner.fetch(
        f"SELECT 1 FROM pg_constraint WHERE connamespace = {where} AND contype = 'f'"
    )


async def test_growing_tables_start_their_key_with_the_number_or_its_keyed_form(
    owner: Any,
) -> None:
    rows = await owner.fetch(
        "SELECT c.relname, a.attname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid"
        " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " WHERE i.indisprimary AND c.relnamespace = 'base'::regnamespace"
    )
    first = dict((row["relname"], row["attname"]) for row in rows)
    assert set(first) == set(await tables(owner))
    for name in set(first) - SMALL - KEYED:
        assert first[name] == "number"
    assert all(first[name].endswith("_hash") for name in KEYED)


_LEAVES_STATE = re.compile(
    r"\bSET\s+(?:SESSION|LOCAL|ROLE|TIME|CONSTRAINTS)\b|^\s*SET\b(?! search_path)|\bset_config\b"
    r"|\bLISTEN\b|\bPREPARE\b|\bTEMP(?:ORARY)?\s+TABLE\b|\bpg_(?:try_)?advisory_lock\b|\bRESET\b"
    r"|^\s*(?:ALTER (?:ROLE|DATABASE|SYSTEM))\b",
    re.MULTILINE | re.IGNORECASE,
)


def test_no_statement_leaves_anything_in_a_session() -> None:
    for file in (*functions(), *migrations()):
        code = re.sub(r"--.*", "", file.text)
        # The clause of an UPDATE, and the fixed path of a function, end with their statement.
        code = re.sub(r"\bUPDATE\s+(?:[\w.]+(?:\s+AS\s+\w+)?\s+)?SET\b", "UPDATE", code)
        code = code.replace("SET search_path = base, pg_temp", "")
        assert _LEAVES_STATE.search(code) is None, file.name


async def test_after_every_act_the_session_is_as_it_was(made: Made) -> None:
    state = (
        "SELECT (SELECT array_agg(name || setting ORDER BY name) FROM pg_settings"
        " WHERE setting IS DISTINCT FROM reset_val AND source = 'session'),"
        " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),"
        " (SELECT count(*) FROM pg_listening_channels()), current_schemas(true)::text,"
        " current_user::text, pg_my_temp_schema()::text, pg_backend_pid()"
    )
    one = await open_base(made.app_dsn, made.cabinet, pool_size=1)
    try:
        before = await one.connections.row(state)
        new = a_new()
        await one.base.issue(new)
        await one.base.read(new.number, new.answer)
        await one.base.record_access(new.number, new.entry)
        await one.outbox.claim(10)
        after = await one.connections.row(state)
        assert after is not None
        assert tuple(after) == tuple(before or ())
    finally:
        await one.close()


async def test_the_mark_of_a_base_cannot_be_changed(made: Made, app: Any, owner: Any) -> None:
    for connection in (app, owner):
        for statement in (
            "UPDATE base.creation SET demonstration = false, scheme = 'A'",
            "DELETE FROM base.creation",
            "TRUNCATE base.creation",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    with pytest.raises(asyncpg.UniqueViolationError):
        await owner.execute(
            "INSERT INTO base.creation (demonstration, scheme, created_at)"
            " VALUES (false, 'A', now())"
        )
    async with opened(made) as base:
        assert base.open is not None
        assert base.open.mark.demonstration


async def test_a_mark_changed_by_force_makes_the_base_useless(postgres: Any) -> None:
    made = make_base(postgres, "base_forced")
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        await connection.execute("GRANT UPDATE ON base.creation TO ordonnance_owner")
        await connection.execute("UPDATE base.creation SET demonstration = false, scheme = 'A'")
    finally:
        await connection.close()
    with pytest.raises(BaseRefused, match="KEYS_OF_ANOTHER_BASE"):
        await open_base(made.app_dsn, made.cabinet)
