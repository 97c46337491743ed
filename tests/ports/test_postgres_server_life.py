"""The embedded PostgreSQL, for real: stops, crashes, refusals to start."""

import asyncio
import os
import signal
import time
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
from ordonnance.adapters.postgres_server.processes import running_in
from tests.ports.asking import a_holder, ask, kill, run

pytestmark = pytest.mark.service

_LOOPS = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'"


def test_a_restart_keeps_the_data(own_server: PostgresServer) -> None:
    run(own_server.dsn_for(OWNER_ROLE), "CREATE TABLE kept AS SELECT 42 AS a")
    own_server.stop()
    assert not own_server.is_running()
    own_server.stop()
    with start(own_server.data) as again:
        assert run(again.dsn_for(OWNER_ROLE), "SELECT a FROM kept") == 42


def test_nothing_overrides_what_is_imposed(own_server: PostgresServer) -> None:
    for name, value in {"fsync": "off", "log_statement": "all", "listen_addresses": "*"}.items():
        run(own_server.dsn_for(SUPERUSER), f"ALTER SYSTEM SET {name} = '{value}'")
    own_server.stop()
    with start(own_server.data) as again:
        dsn = again.dsn_for(APP_ROLE)
        assert run(dsn, "SHOW fsync") == "on"
        assert run(dsn, "SHOW log_statement") == "none"
        assert run(dsn, "SHOW listen_addresses") == ""


def test_an_operator_s_tuning_is_kept(own_server: PostgresServer) -> None:
    own_server.stop()
    (own_server.data / "postgresql.conf").write_text("max_connections = 33\n")
    with start(own_server.data) as again:
        assert run(again.dsn_for(APP_ROLE), "SHOW max_connections") == "33"


def test_the_server_killed_loses_nothing_committed(own_server: PostgresServer) -> None:
    run(own_server.dsn_for(OWNER_ROLE), "CREATE TABLE kept AS SELECT 42 AS a")
    os.kill(own_server.pid, signal.SIGKILL)
    for _ in range(500):
        if not own_server.is_running():
            break
        time.sleep(0.01)
    own_server.stop()
    with start(own_server.data) as again:
        assert run(again.dsn_for(OWNER_ROLE), "SELECT a FROM kept") == 42


def test_our_process_killed_leaves_an_orphan_that_the_next_start_stops(
    own_server: PostgresServer,
) -> None:
    data = own_server.data
    run(own_server.dsn_for(OWNER_ROLE), "CREATE TABLE kept AS SELECT 42 AS a")
    own_server.stop()
    holder = a_holder(data)
    assert holder.stdout is not None
    orphan = int(holder.stdout.readline())
    kill(holder)
    assert orphan in running_in(data / "postgres")
    with start(data) as again:
        assert again.pid != orphan
        assert orphan not in running_in(data / "postgres")
        assert run(again.dsn_for(OWNER_ROLE), "SELECT a FROM kept") == 42
    assert running_in(data / "postgres") == set()


def test_busy_sessions_of_a_dead_server_are_ended_too(own_server: PostgresServer) -> None:
    async def busy(connection: Any) -> None:
        with pytest.raises((asyncpg.PostgresError, OSError)):
            await asyncio.gather(
                connection.execute("DO $$ BEGIN LOOP END LOOP; END $$"),
                asyncio.to_thread(kill_both),
            )

    def kill_both() -> None:
        while not run(own_server.dsn_for(SUPERUSER), _LOOPS):
            time.sleep(0.01)
        os.kill(own_server.pid, signal.SIGKILL)
        own_server.stop()
        assert running_in(own_server.data / "postgres")
        with start(own_server.data) as again:
            assert run(again.dsn_for(APP_ROLE), "SELECT 1") == 1

    ask(own_server.dsn_for(OWNER_ROLE), busy)


@pytest.mark.parametrize("after", [0.1, 0.25, 0.4, 0.55])
def test_a_first_start_killed_at_any_moment_is_made_again(
    reachable_folder: Path, postgres: Any, after: float
) -> None:
    assert postgres.server.is_running()
    data = reachable_folder / "base"
    holder = a_holder(data)
    time.sleep(after)
    kill(holder)
    with start(data) as server:
        assert run(server.dsn_for(APP_ROLE), "SELECT current_user::text") == APP_ROLE
        assert not (data / "postgres.new").exists()


def test_a_second_start_is_refused_and_names_the_process(own_server: PostgresServer) -> None:
    with pytest.raises(PostgresUnavailable) as refused:
        start(own_server.data)
    assert refused.value.code == "DATA_FOLDER_IN_USE"
    assert str(os.getpid()) in refused.value.message
    assert run(own_server.dsn_for(APP_ROLE), "SELECT 1") == 1


def test_an_unreachable_folder_is_refused_and_names_the_parent(reachable_folder: Path) -> None:
    parent = reachable_folder / "closed"
    parent.mkdir()
    # As root: closed to the account of PostgreSQL. As somebody else: closed to everybody.
    parent.chmod(0o600)
    try:
        with pytest.raises(PostgresUnavailable) as refused:
            start(parent / "deep" / "base")
    finally:
        mode = parent.stat().st_mode & 0o777
        parent.chmod(0o700)
    assert refused.value.code == "DATA_FOLDER_UNREACHABLE"
    assert f"{parent} l'arrête" in refused.value.message
    assert mode == 0o600
    assert list(parent.iterdir()) == []


def test_a_long_path_gets_a_socket_elsewhere_and_cleans_it(
    reachable_folder: Path, postgres: Any
) -> None:
    data = reachable_folder / ("long" * 25) / "base"
    assert postgres.server.is_running()
    with start(data) as server:
        assert not server.socket_dir.is_relative_to(data)
        assert server.socket_dir.stat().st_mode & 0o777 == 0o700
        assert run(server.dsn_for(APP_ROLE), "SELECT 1") == 1
    assert not server.socket_dir.exists()
    holder = a_holder(data)
    assert holder.stdout is not None
    holder.stdout.readline()
    kill(holder)
    left = Path((data / "socket-folder").read_text().strip())
    assert left.exists()
    with start(data) as server:
        assert run(server.dsn_for(APP_ROLE), "SELECT 1") == 1
        assert server.socket_dir != left
    assert not left.exists()


def test_an_odd_path_is_no_trouble(reachable_folder: Path, postgres: Any) -> None:
    assert postgres.server.is_running()
    with start(reachable_folder / 'base, d\'"été" & co') as server:
        assert run(server.dsn_for(APP_ROLE), "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why_and_frees_the_folder(
    own_server: PostgresServer,
) -> None:
    own_server.stop()
    (own_server.data / "postgresql.conf").write_text("max_connections = beaucoup\n")
    with pytest.raises(PostgresUnavailable) as refused:
        start(own_server.data)
    assert refused.value.code == "POSTGRES_DID_NOT_START"
    assert "FATAL" in refused.value.message
    assert "postgres-start.log" in refused.value.do
    (own_server.data / "postgresql.conf").unlink()
    with start(own_server.data) as again:
        assert run(again.dsn_for(APP_ROLE), "SELECT 1") == 1


def test_data_of_another_version_is_refused(own_server: PostgresServer) -> None:
    own_server.stop()
    (own_server.data / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresUnavailable) as refused:
        start(own_server.data)
    assert refused.value.code == "POSTGRES_OTHER_VERSION"
    assert "PostgreSQL 9" in refused.value.message


def test_a_folder_that_is_no_cluster_is_left_alone(own_server: PostgresServer) -> None:
    own_server.stop()
    version = own_server.data / "postgres" / "PG_VERSION"
    version.unlink()
    with pytest.raises(PostgresUnavailable) as refused:
        start(own_server.data)
    assert refused.value.code == "DATA_FOLDER_NOT_WRITABLE"
    assert (own_server.data / "postgres" / "base").is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account, so root")
def test_data_of_another_account_is_refused(own_server: PostgresServer) -> None:
    own_server.stop()
    os.chown(own_server.data / "postgres", 0, 0)
    with pytest.raises(PostgresUnavailable) as refused:
        start(own_server.data)
    assert refused.value.code == "DATA_FOLDER_OF_OTHER_ACCOUNT"
    assert "chown -R" in refused.value.do
