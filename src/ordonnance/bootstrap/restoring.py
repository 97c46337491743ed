"""Put a backup back: into an empty place, everything or nothing."""

import asyncio
import os
import shutil
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

from ordonnance.adapters.backup import programs
from ordonnance.adapters.backup.archive import ANCHORS, DEPOSITS, IMPORTS, examine
from ordonnance.adapters.backup.beside import named_beside
from ordonnance.adapters.backup.content import Content, read_content
from ordonnance.adapters.backup.manifest import Manifest
from ordonnance.adapters.backup.refusals import (
    BackupRefused,
    differs,
    newer,
    not_empty,
    unreadable,
    unwritable,
)
from ordonnance.adapters.database.anchor_file import FOLDER as ANCHOR_FOLDER
from ordonnance.adapters.database.migrate import migrations
from ordonnance.adapters.database.opening import opens
from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import OWNER_ROLE, discard, start
from ordonnance.adapters.seal import key_file
from ordonnance.bootstrap.backing_up import KEY_FILES
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from ordonnance.settings import Settings

_LARGEST_KEYS = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where. `imports`: what was beside the base."""

    data: str
    made_at: datetime
    ordonnances: int
    deposits: int
    imports: tuple[str, ...]


async def restore_backup(
    settings: Settings, data: Path, source: Path, keys: Path | None = None
) -> Restored:
    """Restore `source` into `data`; `keys` is a copy of the keys to put back too.

    Read and compared before anything is made, and compared again once restored. Raises
    BackupRefused, KeysUnavailable, PostgresUnavailable.
    """
    folder = settings.keys_folder or keys_folder_beside(data)
    if data.exists() and any(data.iterdir()):
        raise not_empty(data)
    if keys is not None and folder.exists() and any(folder.iterdir()):
        raise not_empty(folder)
    draft, draft_keys = _draft(data), _draft(folder)
    try:
        _clear(draft, draft_keys)
        manifest = await asyncio.to_thread(examine, source)
        if manifest.content.schema_version > len(migrations()):
            raise newer(manifest.version)
        if keys is not None:
            _unpack_keys(keys, draft_keys)
        _require_keys(settings, draft_keys if keys is not None else folder, manifest.content)
        await _restored(settings, draft, source, manifest)
        if keys is not None:
            _take_place(draft_keys, folder)
        _take_place(draft, data)
    except OSError as error:
        raise unwritable(data, error.strerror) from error
    finally:
        _clear(draft, draft_keys)
    return Restored(
        str(data), manifest.made_at, manifest.ordonnances, manifest.deposits.files,
        named_beside(data),
    )  # fmt: skip


async def _restored(settings: Settings, draft: Path, source: Path, expected: Manifest) -> None:
    async with _empty_database(settings, draft) as dsn:
        dump = draft / "restored.dump"
        draft.mkdir(mode=0o700, parents=True, exist_ok=True)
        folders = {DEPOSITS: draft / RECORD_FOLDER, ANCHORS: draft / ANCHOR_FOLDER, IMPORTS: draft}
        folders[DEPOSITS].mkdir(mode=0o700)
        folders[ANCHORS].mkdir(mode=0o750)
        try:
            # Compared again: the file may have changed since it was examined.
            await asyncio.to_thread(examine, source, dump, folders)
            await programs.restore(dsn, dump)
        finally:
            dump.unlink(missing_ok=True)
        await _compare(dsn, expected.content)


async def _compare(dsn: str, expected: Content) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            found = await read_content(connection)
        if found != expected:
            await connection.execute("DROP SCHEMA IF EXISTS base CASCADE")
            tables = found.tables if found else {}
            other = [name for name, kept in expected.tables.items() if tables.get(name) != kept]
            raise differs(", ".join(other) or "la base")
    finally:
        await connection.close()


@asynccontextmanager
async def _empty_database(settings: Settings, draft: Path) -> AsyncIterator[str]:
    if settings.dsn:
        connection = await asyncpg.connect(settings.dsn)
        try:
            if await connection.fetchval("SELECT to_regnamespace('base')") is not None:
                raise not_empty("La base de données ORDONNANCE_DSN")
        finally:
            await connection.close()
        yield settings.dsn
        return
    server = await asyncio.to_thread(start, draft)
    try:
        yield server.dsn_for(OWNER_ROLE)
    finally:
        await asyncio.to_thread(server.stop)


def _require_keys(settings: Settings, folder: Path, content: Content) -> None:
    """Both keys are those of the backup. Raises KeysUnavailable, KEYS_OF_ANOTHER_BASE."""
    cabinet = KeyCabinet.load(os.environ if settings.keys_in_environment else folder)
    seals = key_file.load(folder)
    known = {key.kid for key in seals.keys}
    if not opens(content.creation, cabinet) or not known.issuperset(content.seal_keys):
        raise BackupRefused(
            "KEYS_OF_ANOTHER_BASE",
            "Les clés ne sont pas celles de cette sauvegarde.",
            "Donner les clés sauvegardées avec cette base (--keys, ou le dossier de clés).",
        )


def _unpack_keys(source: Path, target: Path) -> None:
    target.mkdir(mode=0o700, parents=True)
    try:
        with tarfile.open(source, "r:") as tar:
            for entry in tar:
                file = tar.extractfile(entry) if entry.isreg() else None
                if file is None or entry.name not in KEY_FILES:
                    raise unreadable(source, "une entrée inattendue s'y trouve")
                _write_private(target / entry.name, file.read(_LARGEST_KEYS))
    except (tarfile.TarError, EOFError) as error:
        raise unreadable(source, "ce n'est pas une copie des clés") from error


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _draft(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.restauration")


def _take_place(draft: Path, folder: Path) -> None:
    """Give a finished draft its name; an empty folder that waited there goes."""
    if folder.exists():
        folder.rmdir()
    draft.rename(folder)
    flush_folder(folder.parent)


def _clear(draft: Path, draft_keys: Path) -> None:
    """Throw away what an interrupted restoration left; one under way is refused by its lock."""
    if draft.exists():
        discard(draft)
    if draft_keys.exists():
        shutil.rmtree(draft_keys)
