"""The keys of a base on disk: made at first use, outside the data folder, never replaced."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.keys import KeyCabinet, KeysUnavailable, keys_folder_beside
from ordonnance.adapters.seal import key_file
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.settings import Settings

_log = structlog.get_logger("ordonnance")

DEMO_ISSUER = "demo-issuer.pem"


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """What the keys folder holds."""

    cabinet: KeyCabinet
    seals: SealKeys
    demo_issuer: DemoIssuer | None = None


def open_keys(
    settings: Settings,
    data: Path,
    now: datetime,
    *,
    demonstration: bool,
    base_exists: bool,
    rotate: bool = True,
) -> KeyFolder:
    """Read the keys, or make them when the base does not exist yet.

    A seal key about to end is replaced by a new one, past ones stay published; not without
    `rotate`: beside running servers, which would go on sealing with the former one. Raises
    KeysUnavailable: keys that are missing beside an existing base are never made again.
    Interrupted at any point (a full disk), making them goes on at the next start.
    """
    folder = settings.keys_folder or keys_folder_beside(data)
    try:
        return _open_keys(settings, folder, now, demonstration, base_exists, rotate)
    except OSError as error:
        raise KeysUnavailable(
            "KEYS_FOLDER_UNUSABLE",
            f"Le dossier des clés {folder} ne peut pas être lu ou écrit\u202f: "
            f"{error.strerror or 'erreur du système'}.",
            "Faites de la place ou rendez ce dossier accessible, puis relancez\u202f: rien n'est à "
            "refaire.",
        ) from error


def _open_keys(
    settings: Settings,
    folder: Path,
    now: datetime,
    demonstration: bool,
    base_exists: bool,
    rotate: bool,
) -> KeyFolder:
    cabinet = _cabinet(settings, folder, now, base_exists)
    seals = _seals(folder, now, base_exists, rotate)
    issuer = None
    if demonstration:
        path = folder / DEMO_ISSUER
        if not path.exists() and not base_exists:
            _write_private(path, DemoIssuer.generate())
        if path.exists():
            # Absent beside a base that is no demonstration: the base itself refuses the mark.
            issuer = DemoIssuer.from_pem(path.read_bytes())
    return KeyFolder(cabinet, seals, issuer)


def _cabinet(settings: Settings, folder: Path, now: datetime, base_exists: bool) -> KeyCabinet:
    if settings.keys_in_environment:
        return KeyCabinet.load(os.environ)
    try:
        return KeyCabinet.load(folder)
    except KeysUnavailable as missing:
        if missing.code != "KEYS_MISSING" or base_exists:
            raise
    return KeyCabinet.create(folder, now)


def _seals(folder: Path, now: datetime, base_exists: bool, rotate: bool) -> SealKeys:
    try:
        seals = key_file.load(folder)
    except KeysUnavailable as missing:
        if missing.code != "SEAL_KEYS_MISSING" or base_exists:
            raise
        seals = SealKeys.generate(now)
        key_file.save(seals, folder)
        return seals
    if rotate and seals.needs_rotation(now):
        seals = seals.rotate(now)
        key_file.save(seals, folder)
        _log.warning("seal key rotated", key=seals.newest().kid)
    return seals


def _write_private(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
