"""Make a backup of a base, running or not; copy its keys, apart."""

import asyncio
import os
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import asyncpg

from ordonnance import __version__
from ordonnance.adapters.backup import programs
from ordonnance.adapters.backup.alone import alone
from ordonnance.adapters.backup.archive import Writer
from ordonnance.adapters.backup.beside import copy_beside, named_beside
from ordonnance.adapters.backup.content import Content, read_content
from ordonnance.adapters.backup.manifest import Manifest
from ordonnance.adapters.backup.refusals import BackupRefused, exists, unwritable
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.anchor_file import FOLDER as ANCHORS
from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.keys import ENVIRONMENT_VARIABLE, keys_folder_beside
from ordonnance.adapters.record import WITHDRAWN
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from ordonnance.bootstrap.owning import owner_address
from ordonnance.settings import Settings

KEY_FILES = ("keys.json", "seal-keys.json", "demo-issuer.pem")
"""What a keys folder holds; the last one in a demonstration only."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup: where, of what, how large (bytes). `imports`: what is kept beside the base."""

    file: str
    made_at: datetime
    ordonnances: int
    deposits: int
    imports: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class KeysCopied:
    """A copy of the keys."""

    file: str
    files: tuple[str, ...]


async def make_backup(settings: Settings, data: Path, target: Path) -> BackupMade:
    """Write one file with everything acknowledged before this call, while the base goes on.

    `target` is the file, or a folder where it takes its name from the instant. Raises
    BackupRefused, PostgresUnavailable.
    """
    now = SystemClock().now()
    file = target / f"ordonnance-{now:%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    if file.exists():
        raise exists(file)
    if not settings.dsn and not (data / "postgres").is_dir():
        raise _no_base(data)
    try:
        with alone(file) as partial:
            manifest = await _made(settings, data, now, file, partial)
    except OSError as error:
        raise unwritable(file, error.strerror) from error
    size = file.stat().st_size
    return BackupMade(
        str(file), now, manifest.ordonnances, manifest.deposits.files, named_beside(data), size
    )


def copy_keys(settings: Settings, data: Path, target: Path) -> KeysCopied:
    """Write the keys of a base into one private file. Raises BackupRefused."""
    folder = settings.keys_folder or keys_folder_beside(data)
    if target.resolve().is_relative_to(data.resolve()):
        raise BackupRefused(
            "KEYS_BESIDE_DATA",
            "Les clés ne se copient pas dans le dossier de données.",
            "Choisir un autre disque, un coffre, une clé USB chiffrée.",
        )
    found = [folder / name for name in KEY_FILES if (folder / name).is_file()]
    variable = os.environ.get(ENVIRONMENT_VARIABLE) if settings.keys_in_environment else None
    if not found:
        raise BackupRefused(
            "KEYS_MISSING", f"Aucune clé dans {folder}.", "Indiquer ORDONNANCE_KEYS_FOLDER."
        )
    contents = {path.name: path.read_bytes() for path in found}
    if variable is not None:
        contents["keys.json"] = variable.encode()
    try:
        _write_private(target, _packed(contents))
    except FileExistsError:
        raise exists(target) from None
    except OSError as error:
        raise unwritable(target, error.strerror) from error
    return KeysCopied(str(target), tuple(contents))


async def _dumped(dsn: str, data: Path, target: Path) -> Content:
    """Count and dump in one snapshot: what both of them see is the same base."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            target.touch(mode=0o600, exist_ok=False)
            await programs.dump(dsn, snapshot, target)
            content = await read_content(connection)
    finally:
        await connection.close()
    if content is None:
        raise _no_base(data)
    return content


async def _made(
    settings: Settings, data: Path, now: datetime, file: Path, partial: Path
) -> Manifest:
    dumped = partial.with_name(f"{partial.name}.dump")
    dumped.unlink(missing_ok=True)
    try:
        # Before the snapshot: an anchor is written in the base first, so the dump has them all.
        anchors = await asyncio.to_thread(_anchor_files, data / ANCHORS)
        async with owner_address(settings, data) as dsn:
            content = await _dumped(dsn, data, dumped)
        manifest = await asyncio.to_thread(_write, content, now, dumped, anchors, data, partial)
        # The one before us may have ended between our first look and its lock.
        if file.exists():
            raise exists(file)
        partial.replace(file)
        flush_folder(file.parent)
    finally:
        dumped.unlink(missing_ok=True)
    return manifest


def _write(
    content: Content,
    at: datetime,
    dumped: Path,
    anchors: Mapping[str, bytes],
    data: Path,
    target: Path,
) -> Manifest:
    with target.open("r+b") as file:
        file.truncate(0)
        archive = Writer(file)
        digest = archive.dump(dumped)
        for name, lines in anchors.items():
            archive.anchor_lines(name, lines)
        # After the snapshot: what it says deposited is there. What came since does no harm.
        folder = data / RECORD_FOLDER
        for name in sorted(_names(folder)):
            archive.deposit(folder / name, WITHDRAWN)
        # A copy withdrawn while the folder was listed may have been in neither place.
        for name in sorted(_names(folder)):
            if name.endswith(WITHDRAWN):
                archive.deposit(folder / name.removesuffix(WITHDRAWN), WITHDRAWN)
        copy_beside(data, archive.imported)
        manifest = Manifest(
            at, __version__, content, digest,
            archive.deposits.kept, archive.anchors.kept, archive.imports.kept,
        )  # fmt: skip
        archive.close(manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _anchor_files(folder: Path) -> Mapping[str, bytes]:
    """The lines kept beside the base, file by file, in the order of their names."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jsonl"))}


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [each.name for each in entries if each.is_file() and ".partial" not in each.name]


def _packed(contents: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, BytesIO(content))
    return packed.getvalue()


def _write_private(target: Path, content: bytes) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(target.parent)


def _no_base(where: Path) -> BackupRefused:
    return BackupRefused(
        "BACKUP_NOTHING",
        f"Aucune base n'est à sauvegarder dans {where}.",
        "Indiquer le dossier de données par --data ou ORDONNANCE_DATA.",
    )
