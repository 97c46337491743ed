"""Make a cluster with its two roles, and say how it must run.

Authentication is `peer` with a map: the system vouches for the account at the other end of the
Unix socket, and only the account that runs us maps to our roles. No password exists anywhere.
"""

import re
import subprocess
from pathlib import Path
from typing import BinaryIO

from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.postgres_server import processes
from ordonnance.adapters.postgres_server.accounts import Account
from ordonnance.adapters.postgres_server.binaries import Binaries
from ordonnance.adapters.postgres_server.errors import (
    PostgresUnavailable,
    data_not_writable,
    did_not_start,
)
from ordonnance.adapters.postgres_server.folders import Folders, make_private, remove_if_there

DATABASE = "ordonnance"
OWNER_ROLE = "ordonnance_owner"
APP_ROLE = "ordonnance_app"
SUPERUSER = "postgres"

_ROLES_SQL = f"""\
CREATE ROLE {OWNER_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}
REVOKE ALL ON DATABASE {DATABASE}, postgres, template1 FROM PUBLIC
GRANT CONNECT ON DATABASE {DATABASE} TO {APP_ROLE}
"""

_TELLING = re.compile(r"\b(FATAL|PANIC|ERROR|error):")

# What an operator may tune: written once, then theirs. Checkpoints come far apart: after each one,
# every page is written whole the first time that it changes (ADR 0092). A tenth of the usual sample
# makes statistics: our plans go by the indexes, and a whole one stopped requests (ADR 0093).
_CONFIGURATION = """\
# Réglages du PostgreSQL embarqué. Ce fichier est à vous : il n'est plus réécrit.
# Sécurité, durabilité et journaux sont imposés au lancement et ne se changent pas ici.
shared_buffers = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
default_statistics_target = 10
max_connections = 120
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
jit = off
"""

# On the command line, so that neither a file nor ALTER SYSTEM changes them.
_IMPOSED = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # A week of logs, private, without anything of a statement: not its text, not its parameters,
    # not the message of its error (which quotes values), not its detail (which quotes keys).
    "logging_collector": "on",
    "log_destination": "stderr",
    "log_directory": "log",
    "log_file_mode": "0600",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}


def major_of(cluster: Path) -> int | None:
    """The major version that wrote a cluster; None when there is none yet.

    Raises PostgresUnavailable when the folder holds something else.
    """
    try:
        return int((cluster / "PG_VERSION").read_text(encoding="ascii").partition(".")[0])
    except (FileNotFoundError, ValueError):
        if cluster.exists() and any(cluster.iterdir()):
            raise data_not_writable(
                cluster.parent, f"{cluster} contient autre chose qu'une base PostgreSQL"
            ) from None
        return None


def create(folders: Folders, binaries: Binaries, account: Account, log: BinaryIO) -> None:
    """Make the cluster, its roles and its database beside, then give it its name.

    Killed at any point, it leaves a draft that the next start throws away.
    """
    draft = folders.draft
    processes.kill_leftovers(draft)
    remove_if_there(draft)
    make_private(draft, account)
    initdb: list[str | Path] = [
        binaries.folder / "initdb",
        f"--pgdata={draft}",
        f"--username={SUPERUSER}",
        "--auth-local=peer",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]
    _run(initdb, "initdb", b"", folders, account, log)
    # Alone on the cluster, without a client library, and before anybody can connect.
    single: list[str | Path] = [
        *(binaries.folder / "postgres", "--single", "-D", draft),
        *("-c", "exit_on_error=on", "-c", "log_min_messages=error", SUPERUSER),
    ]
    _run(single, "rôles", _ROLES_SQL.encode(), folders, account, log)
    draft.rename(folders.cluster)
    flush_folder(folders.data)


def write_settings(folders: Folders, account: Account) -> None:
    """Write who may connect (each time) and the operator's settings (once)."""
    _write(folders.data / "pg_hba.conf", f"local all all peer map={DATABASE}\n")
    roles = (SUPERUSER, OWNER_ROLE, APP_ROLE)
    lines = [f'{DATABASE} "{account.client}" {role}\n' for role in roles]
    _write(folders.data / "pg_ident.conf", "".join(lines))
    if not (folders.data / "postgresql.conf").exists():
        _write(folders.data / "postgresql.conf", _CONFIGURATION)


def server_command(folders: Folders, binaries: Binaries, socket_dir: Path) -> list[str]:
    """The command line of the server."""
    quoted = str(socket_dir).replace('"', '""')
    settings = {
        "config_file": folders.data / "postgresql.conf",
        "hba_file": folders.data / "pg_hba.conf",
        "ident_file": folders.data / "pg_ident.conf",
        # A list of folders: quoted, a comma in a path stays part of it.
        "unix_socket_directories": f'"{quoted}"',
        **_IMPOSED,
    }
    command = [str(binaries.folder / "postgres"), "-D", str(folders.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command


def failed(step: str, folders: Folders) -> PostgresUnavailable:
    """The refusal for a program that ended with an error, with its last words."""
    # The cluster's own log takes over from the other one early in the start.
    logs = sorted((folders.cluster / "log").glob("*.log"), key=lambda log: log.stat().st_mtime_ns)
    for log in (folders.start_log, *logs[-1:]):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-50:]
        if telling := [line for line in lines if _TELLING.search(line)]:
            return did_not_start(step, log, telling[-1].strip())
    return did_not_start(step, folders.start_log, "")


def _run(
    command: list[str | Path],
    step: str,
    stdin: bytes,
    folders: Folders,
    account: Account,
    log: BinaryIO,
) -> None:
    # Its working folder is the draft: that is how a later start finds it if we are killed.
    done = subprocess.run(
        command,
        input=stdin,
        stdout=log,
        stderr=log,
        check=False,
        **account.command(folders.draft),
    )
    if done.returncode != 0:
        raise failed(step, folders)


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    # PostgreSQL's account reads it; it holds no secret.
    draft.chmod(0o644)
    draft.replace(path)
