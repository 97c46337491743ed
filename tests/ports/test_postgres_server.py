"""The embedded PostgreSQL, for real: rights, privacy of its log."""

import os
import subprocess
from collections.abc import Iterable
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    SUPERUSER,
    PostgresServer,
    find_binaries,
)
from ordonnance.adapters.postgres_server.accounts import account_to_run
from tests.ports.asking import ask, run

pytestmark = pytest.mark.service

CANARY = "PATIENT-EXEMPLE-CANARI"


@pytest.mark.parametrize("role", [OWNER_ROLE, APP_ROLE, SUPERUSER])
def test_each_role_connects_through_the_socket(postgres: Any, role: str) -> None:
    dsn = postgres.dsn_for(role)
    assert run(dsn, "SELECT current_user::text") == role
    assert run(dsn, "SELECT inet_server_addr()") is None


def test_an_unknown_role_is_refused(postgres: Any) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        run(postgres.dsn_for("somebody"), "SELECT 1")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account, so root")
def test_the_account_of_postgresql_may_not_connect_itself(postgres: Any) -> None:
    psql = find_binaries().folder / "psql"
    command = [psql, "-h", postgres.socket_dir, "-d", DATABASE, "-c", "SELECT 1", "-U"]
    assert subprocess.run([*command, APP_ROLE], check=False, capture_output=True).returncode == 0
    for role in (APP_ROLE, OWNER_ROLE, SUPERUSER):
        assert not account_to_run().run([*command, role])


def shown(postgres: Any, names: Iterable[str]) -> dict[str, Any]:
    """What the server says of these settings: one per question."""
    dsn = postgres.dsn_for(SUPERUSER)
    return {name: run(dsn, f"SHOW {name}") for name in names}


def test_durability_and_privacy_are_imposed(postgres: Any) -> None:
    expected = {
        "listen_addresses": "",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "password_encryption": "scram-sha-256",
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "unix_socket_permissions": "0700",
    }
    assert shown(postgres, expected) == expected
    collation = "SELECT datcollate FROM pg_database WHERE datname = 'ordonnance'"
    assert run(postgres.dsn_for(APP_ROLE), collation) == "C.UTF-8"


def test_what_the_operator_may_tune_is_written_once(postgres: Any) -> None:
    written = {
        "shared_buffers": "128MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "default_statistics_target": "10",
        "max_connections": "120",
    }
    assert shown(postgres, written) == written


def test_only_the_account_and_root_may_enter_the_folders(postgres: Any) -> None:
    for folder in (postgres.socket_dir, postgres.data / "postgres", postgres.server.log_folder):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.stat().st_uid == account_to_run().uid


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE mine (a int)",
        "CREATE TEMP TABLE mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "SET ROLE ordonnance_owner",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
    ],
)
def test_the_application_role_makes_nothing(postgres: Any, sql: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        run(postgres.dsn_for(APP_ROLE), sql)


@pytest.mark.parametrize("role", [OWNER_ROLE, APP_ROLE])
@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_our_roles_enter_no_other_database(postgres: Any, role: str, database: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        run(postgres.dsn_for(role, database), "SELECT 1")


def test_the_owner_makes_tables_and_is_no_superuser(postgres: Any) -> None:
    dsn = postgres.fresh_database("owner_makes")
    run(dsn, "CREATE TABLE made (a int)")
    assert run(dsn, "SELECT count(*) FROM made") == 0
    assert run(dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_a_fresh_database_is_empty_again(postgres: Any) -> None:
    run(postgres.fresh_database("fresh"), "CREATE TABLE made (a int)")
    dsn = postgres.fresh_database("fresh")
    assert run(dsn, "SELECT to_regclass('made')") is None
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        run(postgres.dsn_for(APP_ROLE, "fresh"), "CREATE TABLE mine (a int)")


def test_no_value_of_a_statement_reaches_the_log(own_server: PostgresServer) -> None:
    async def blunders(connection: Any) -> None:
        await connection.execute("CREATE TABLE people (name text PRIMARY KEY, age int)")
        insert = "INSERT INTO people (name) VALUES ($1)"
        await connection.execute(insert, CANARY)
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute(insert, CANARY)
        for wrong in (
            f"SELECT '{CANARY}'::int",
            f"SELECT '{CANARY}' FROM nowhere",
            f"SELEKT '{CANARY}'",
            f'SELECT "{CANARY}"',
            f"DO $$ BEGIN RAISE EXCEPTION '{CANARY}'; END $$",
            f"DO $$ BEGIN RAISE WARNING '{CANARY}'; END $$; SELECT 1/0",
        ):
            with pytest.raises(asyncpg.PostgresError):
                await connection.execute(wrong)

    ask(own_server.dsn_for(OWNER_ROLE), blunders)
    own_server.stop()
    logs = [*own_server.log_folder.iterdir(), own_server.data / "postgres-start.log"]
    text = "".join(log.read_text() for log in logs)
    assert "ready to accept connections" in text
    assert CANARY not in text
