"""The journals of a base as a whole: anchored by the worker, exported, verified from a copy."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.anchor_file import (
    FOLDER,
    AnchorFolder,
    AnchorsUnreadable,
    read_outside,
)
from ordonnance.adapters.database.anchoring import Anchoring
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.journal_file import ExportUnreadable, export_of, write_export
from ordonnance.adapters.database.journals import Journals, JournalsAbsent, journals_of
from ordonnance.adapters.database.verifying import Fault, Finding, Outside, Seen, verify
from ordonnance.adapters.keys import keys_folder_beside
from ordonnance.adapters.postgres_server import APP_ROLE, PostgresUnavailable, dsn_of_running, start
from ordonnance.adapters.seal import key_file
from ordonnance.adapters.seal.anchors import read_anchor, sign_anchor
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.adapters.stopped import Stopped
from ordonnance.bootstrap.journal_check import JournalCheck, keep_check
from ordonnance.settings import Settings

__all__ = ["Fault", "Finding", "JournalsRefused", "Seen", "Verified", "export", "verified"]

_log = structlog.get_logger("ordonnance")

KEPT_FINDINGS = 200
"""Findings told one by one; beyond, they are counted."""


class JournalsRefused(Stopped):
    """Journals cannot be exported or verified; `code` is stable, `message` and `do` are French."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification says: the first findings, how many there are, what was read."""

    findings: tuple[Finding, ...]
    total: int
    seen: Seen


def anchoring_of(connections: Connections, seals: SealKeys, data: Path) -> Anchoring:
    """What anchors the journals of this base, in its database and in its data folder."""

    def sign(content: Mapping[str, object], at: datetime) -> str:
        return sign_anchor(seals, content, at)

    return Anchoring(connections, AnchorFolder(data / FOLDER), sign, SystemClock().now)


async def export(settings: Settings, data: Path, to: Path) -> dict[str, int]:
    """Write every journal of a base to a new file; returns what it holds.

    Raises Refusal BASE_UNAVAILABLE, PostgresUnavailable, OSError (the file).
    """
    async with _journals(settings, data) as journals:
        return await write_export(journals, to)


async def verified(
    settings: Settings, data: Path, *, file: Path | None, jwks: Path | None, anchors: Path | None
) -> Verified:
    """Verify the journals of an export, or of the base of `data`, without any secret key.

    `jwks` holds the public keys of the base (the keys folder of `data` otherwise), `anchors` what
    was kept outside (the data folder's own otherwise). Raises JournalsRefused, and as `export`.
    """
    read = _reader(_public_keys(settings, data, jwks, alone=file is not None))
    outside = _outside(anchors, None if file is not None else data / FOLDER)
    findings: list[Finding] = []
    total, seen = 0, Seen()
    async with AsyncExitStack() as stack:
        if file is None:
            journals = await stack.enter_async_context(_journals(settings, data))
        else:
            journals = stack.enter_context(_exported(file))
        async for finding in verify(journals, outside, read, seen):
            total += 1
            if total <= KEPT_FINDINGS:
                findings.append(finding)
    if file is None:
        _keep(data, total, findings, seen)
    return Verified(tuple(findings), total, seen)


def _keep(data: Path, total: int, findings: list[Finding], seen: Seen) -> None:
    faults = tuple(sorted({each.fault.value for each in findings}))
    now = SystemClock().now()
    check = JournalCheck(now, seen.ordonnances, seen.entries, seen.anchors, total, faults)
    try:
        keep_check(data, check)
    except OSError as error:
        _log.warning("the verification of the journals is not kept", reason=type(error).__name__)


@asynccontextmanager
async def _journals(settings: Settings, data: Path) -> AsyncIterator[Journals]:
    """Those of the database given by the settings, else of the base of `data`, running or not."""
    with _database(settings, data) as dsn:
        try:
            async with journals_of(dsn) as journals:
                yield journals
        except JournalsAbsent:
            raise JournalsRefused(
                "JOURNALS_ABSENT",
                "Cette base de données n'a pas encore de journaux ancrés.",
                "Démarrer une fois « ordonnance serve » de cette version sur cette base.",
            ) from None


@contextmanager
def _database(settings: Settings, data: Path) -> Any:
    if settings.dsn_app:
        yield settings.dsn_app
        return
    if not (data / "postgres").is_dir():
        # Starting PostgreSQL would make a new base there, empty and in perfect order.
        raise JournalsRefused(
            "BASE_NOT_FOUND",
            f"Il n'y a pas de base dans {data}.",
            "Donner le dossier d'une base par --data, ou un fichier exporté.",
        )
    try:
        server = start(data)
    except PostgresUnavailable as refused:
        if refused.code != "DATA_FOLDER_IN_USE":
            raise
        yield dsn_of_running(data, APP_ROLE)
        return
    with server:
        yield server.dsn_for(APP_ROLE)


@contextmanager
def _exported(file: Path) -> Any:
    try:
        with export_of(file) as journals:
            yield journals
    except ExportUnreadable as error:
        raise JournalsRefused(
            "EXPORT_UNREADABLE",
            f"Le fichier n'est pas un export entier de journaux ({error}).",
            "Le copier de nouveau, ou refaire l'export : un fichier coupé ne prouve rien.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from None


def _outside(given: Path | None, default: Path | None) -> Iterator[Outside]:
    folder = given or default
    if folder is None:
        return
    if given is not None and not given.exists():
        raise _unreadable(given, FileNotFoundError())
    try:
        yield from read_outside(folder)
    except (OSError, AnchorsUnreadable) as error:
        raise _unreadable(folder, error) from None


def _public_keys(
    settings: Settings, data: Path, given: Path | None, *, alone: bool
) -> Mapping[str, Any]:
    """Given in a file; else, beside the base, its keys folder. An export never brings its own."""
    if given is not None:
        try:
            jwks = json.loads(given.read_text(encoding="utf-8"))
            if not isinstance(jwks, dict) or not isinstance(jwks.get("keys"), list):
                raise ValueError("not a JWKS")
        except (OSError, ValueError) as error:
            raise _unreadable(given, error) from None
        return jwks
    folder = settings.keys_folder or keys_folder_beside(data)
    if alone or not (folder / key_file.FILE_NAME).is_file():
        raise JournalsRefused(
            "PUBLIC_KEYS_REQUIRED",
            "Les clés publiques de la base manquent : sans elles, qui a tout récrit aurait "
            "aussi refait les ancres.",
            "Donner par --jwks le fichier publié par la base (/.well-known/jwks.json), obtenu "
            "par un autre chemin que la copie.",
        )
    return key_file.load(folder).jwks()


def _reader(jwks: Mapping[str, Any]) -> Callable[[str], Mapping[str, Any]]:
    return lambda jws: read_anchor(jws, jwks)


def _unreadable(path: Path, error: Exception) -> JournalsRefused:
    return JournalsRefused(
        "FILE_UNREADABLE",
        f"Le fichier {path} n'est pas lisible ({type(error).__name__}).",
        "Vérifier le chemin et les droits.",
    )
