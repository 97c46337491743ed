"""Brings a schema up to this version: numbered files, forward only, each all or nothing.

A file that begins with ALONE runs statement by statement outside a transaction, because it builds
or drops indexes without making the acts wait. Killed midway it starts again, so each of its
statements changes nothing the second time; an index half built is dropped first.

A past migration is never changed: its checksum is kept and compared. Functions are replaced when
their file changed; a changed list of arguments takes a new name, so that a server of the version
before works on. A base that a newer version has migrated is left as it is.
"""

import asyncio
import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path

import asyncpg

FOLDER = Path(__file__).parent
_log = logging.getLogger(__name__)
OWNER = "ordonnance_owner"
APP = "ordonnance_app"

# Any constant would do: it stands for « somebody migrates this database ».
_LOCK = 0x4F52444F
LOCK_SECONDS = 0.2
"""How often somebody who waits for another one's migrations looks again."""

ALONE = "-- outside a transaction\n"

_FILE_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

_BOOKS = """
CREATE SCHEMA IF NOT EXISTS base;
CREATE TABLE IF NOT EXISTS base.migration (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS base.function_file (
    name text PRIMARY KEY,
    checksum bytea NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
"""
_HALF_BUILT = """
SELECT format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'base' AND NOT i.indisvalid
"""
_KEEP = "INSERT INTO base.migration (version, name, checksum) VALUES ($1, $2, $3)"
_RIGHTS = f"""
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA base FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA base FROM PUBLIC;
GRANT USAGE ON SCHEMA base TO {APP};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA base TO {APP};
GRANT SELECT ON ALL TABLES IN SCHEMA base TO {APP};
"""


class MigrationRefused(Exception):
    """The schema cannot be brought up to date; `code` is stable, the text is French."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}\u202f: {message}")
        self.code = code


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One SQL file and its SHA-256."""

    version: int
    name: str
    text: str

    @property
    def checksum(self) -> bytes:
        """What tells that the file changed."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def alone(self) -> tuple[str, ...]:
        """Its statements when each runs outside a transaction; else nothing."""
        if not self.text.startswith(ALONE):
            return ()
        parts = self.text.removeprefix(ALONE).split(";\n")
        return tuple(part for part in parts if part.strip())


def migrations(folder: Path = FOLDER / "migrations") -> tuple[SqlFile, ...]:
    """The migrations of this version, in order. Raises ValueError for a badly named file."""
    files = []
    for path in sorted(folder.glob("*.sql")):
        named = _FILE_NAME.fullmatch(path.name)
        if named is None:
            raise ValueError(f"{path.name}: a migration is named 0001_what_it_does.sql")
        files.append(SqlFile(int(named[1]), path.stem, path.read_text("utf-8")))
    if [file.version for file in files] != list(range(1, len(files) + 1)):
        raise ValueError("migrations are numbered from 1 without a gap")
    return tuple(files)


def functions(folder: Path = FOLDER / "functions") -> tuple[SqlFile, ...]:
    """The functions of this version."""
    paths = sorted(folder.glob("*.sql"))
    return tuple(SqlFile(0, path.stem, path.read_text("utf-8")) for path in paths)


async def migrate(
    owner_dsn: str,
    files: tuple[SqlFile, ...] | None = None,
    function_files: tuple[SqlFile, ...] | None = None,
) -> int:
    """Apply what is missing; returns the version of the schema afterwards.

    Raises MigrationRefused: NOT_THE_OWNER, MIGRATION_CHANGED.
    """
    connection = await asyncpg.connect(owner_dsn)
    try:
        if await connection.fetchval("SELECT current_user") != OWNER:
            raise MigrationRefused(
                "NOT_THE_OWNER", f"le schéma se met à jour sous le rôle {OWNER}."
            )
        # Held until the connection ends: a second server waits, then finds nothing to do. It asks
        # again and again: a statement that waited would hold back an index built concurrently.
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
            await asyncio.sleep(LOCK_SECONDS)
        await connection.execute(_BOOKS)
        known = migrations() if files is None else files
        version = await _migrate(connection, known)
        if version <= len(known):
            wanted = functions() if function_files is None else function_files
            await _replace_functions(connection, wanted)
        return version
    finally:
        await connection.close()


async def _migrate(
    connection: "asyncpg.Connection[asyncpg.Record]", files: tuple[SqlFile, ...]
) -> int:
    rows = await connection.fetch("SELECT version, checksum FROM base.migration")
    applied: dict[int, bytes] = {row["version"]: row["checksum"] for row in rows}
    for file in files:
        if applied.get(file.version, file.checksum) != file.checksum:
            raise MigrationRefused(
                "MIGRATION_CHANGED",
                f"la migration {file.name} n'est plus celle que cette base a reçue.",
            )
    for file in files:
        if file.version not in applied:
            await _apply(connection, file)
            _log.info("schema migrated: %s", file.name)
    return max([0, *applied, *(file.version for file in files)])


async def _apply(connection: "asyncpg.Connection[asyncpg.Record]", file: SqlFile) -> None:
    kept = (file.version, file.name, file.checksum)
    if not file.alone:
        async with connection.transaction():
            await connection.execute(file.text)
            await connection.execute(_KEEP, *kept)
        return
    for row in await connection.fetch(_HALF_BUILT):
        await connection.execute(row[0])
    for statement in file.alone:
        await connection.execute(statement)
    await connection.execute(_KEEP, *kept)


async def _replace_functions(
    connection: "asyncpg.Connection[asyncpg.Record]", files: tuple[SqlFile, ...]
) -> None:
    rows = await connection.fetch("SELECT name, checksum FROM base.function_file")
    applied = {row["name"]: row["checksum"] for row in rows}
    changed = [file for file in files if applied.get(file.name) != file.checksum]
    # All together: a function never calls an older one of another version.
    async with connection.transaction():
        for file in changed:
            await connection.execute(file.text)
            await connection.execute(
                "INSERT INTO base.function_file (name, checksum) VALUES ($1, $2)"
                " ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum,"
                " applied_at = now()",
                file.name,
                file.checksum,
            )
        await connection.execute(_RIGHTS)
