"""PostgreSQL's own programs that copy a database: pg_dump and pg_restore."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from ordonnance.adapters.backup.refusals import BackupRefused, tool_failed, tool_missing
from ordonnance.adapters.postgres_server import find_binaries

_LONGEST = 300


async def dump(dsn: str, snapshot: str, target: Path) -> None:
    """Copy a database as it is in a snapshot exported by another connection."""
    await _run(
        "pg_dump", dsn, "--format=custom", "--compress=0", "--no-owner", f"--snapshot={snapshot}",
        "--lock-wait-timeout=60s", f"--file={target}",
    )  # fmt: skip


async def restore(dsn: str, source: Path) -> None:
    """Pour a copy into an empty database, all of it or nothing."""
    await _run(
        "pg_restore", dsn, "--single-transaction", "--exit-on-error", "--no-owner", str(source)
    )


async def _run(name: str, dsn: str, *arguments: str) -> None:
    program = find_binaries().folder / name
    address, environment = without_password(dsn)
    try:
        process = await asyncio.create_subprocess_exec(
            program, f"--dbname={address}", "--no-password", *arguments,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE, env=environment,
        )  # fmt: skip
    except FileNotFoundError:
        raise tool_missing(name) from None
    try:
        _, said = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        raise _failure(name, said.decode("utf-8", "replace").splitlines())


def without_password(dsn: str) -> tuple[str, Mapping[str, str]]:
    """The address for a command line, which anybody may read, and the environment for the rest."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PGTZ": "UTC"}
    parts = urlsplit(dsn)
    if parts.password is None:
        return dsn, environment
    account, _, host = parts.netloc.rpartition("@")
    bare = urlunsplit(parts._replace(netloc=f"{account.partition(':')[0]}@{host}"))
    return bare, {**environment, "PGPASSWORD": unquote(parts.password)}


def _failure(name: str, lines: Sequence[str]) -> BackupRefused:
    # The first error only; what follows it may quote rows.
    told = [line for line in lines if line.startswith(f"{name}: error:")]
    return tool_failed(name, told[0].partition("error: ")[2][:_LONGEST] if told else "")
