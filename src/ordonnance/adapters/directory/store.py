"""The imported versions of the directory of a base, in its data folder; one is in service.

The database of a version is too large for memory: it is built beside, moved into its folder, and
opened there by every process, which share its pages.
"""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ordonnance.adapters.directory.errors import DirectoryRefused, unknown_version
from ordonnance.adapters.directory.importing import Imported
from ordonnance.adapters.directory.reading import DirectoryFile
from ordonnance.adapters.versions.store import Refusals, VersionStore
from ordonnance.domain.directory import DirectoryVersion

FOLDER, DATABASE = "directory", "directory"
_MAKING = ".making-"
_ABANDONED_SECONDS = 3600
KEPT = 3
"""Versions kept: one a day, a hundred and fifty megabytes each."""


class DirectoryStore:
    """The folder of the versions of a base."""

    def __init__(self, data: Path) -> None:
        self._versions = VersionStore(data / FOLDER, Refusals(_damaged, unknown_version))

    @property
    def folder(self) -> Path:
        """Where the versions are, and where the next one is made; it may not exist yet."""
        return self._versions.folder

    def keep(self, new: Imported, report: dict[str, Any]) -> None:
        """Put a version in service, and remove the oldest beyond KEPT.

        Raises OSError: nothing has changed.
        """
        self._versions.keep(new.digest, {}, report, {DATABASE: new.path})
        former = [each for each in self._versions.kept() if not each["in_service"]]
        for each in former[: max(0, len(former) + 1 - KEPT)]:
            # Who reads it has it open: it goes when they close it.
            shutil.rmtree(self.folder / str(each["digest"]), ignore_errors=True)

    def sweep(self, now: datetime) -> None:
        """What imports that were killed left half made; one under way is younger than an hour."""
        for left in self.folder.glob(f"{_MAKING}*"):
            if now.timestamp() - left.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)

    def in_service(self) -> str | None:
        """The digest of the version in service, None when nothing was imported."""
        return self._versions.in_service()

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another version is put in service: cheap, to be asked often."""
        return self._versions.stamp()

    def open(self, digest: str) -> tuple[DirectoryVersion, DirectoryFile]:
        """One version. Raises DirectoryRefused when its file is not what was written."""
        report = self.report(digest)
        path = self._versions.place(digest, DATABASE)
        try:
            version = DirectoryVersion(
                date.fromisoformat(report["dated"]), digest, str(report["source"])
            )
            return version, DirectoryFile(path)
        except (OSError, ValueError, KeyError, sqlite3.Error) as error:
            raise _damaged(path) from error

    def report(self, digest: str) -> dict[str, Any]:
        """What the import of one version said. Raises as `open`."""
        return self._versions.report(digest)

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the versions kept, the oldest first, `in_service` said of each."""
        return self._versions.kept()


class StoredDirectories:
    """The port `Directories` of a base: the version in service; `refresh` takes a new one."""

    def __init__(
        self, store: DirectoryStore, damaged: Callable[[DirectoryRefused], None] | None = None
    ) -> None:
        """Open the version in service; one that is damaged is told to `damaged`, and not served.

        Raises DirectoryRefused for it when there is nobody to tell.
        """
        self._store = store
        self._seen = store.stamp()
        self._current: tuple[DirectoryVersion, DirectoryFile] | None = None
        try:
            self._current = self._opened()
        except DirectoryRefused as refused:
            if damaged is None:
                raise
            damaged(refused)

    def current(self) -> tuple[DirectoryVersion, DirectoryFile] | None:
        """The version in service; an act takes it once."""
        return self._current

    def refresh(self) -> bool:
        """Take the version in service if it is another one; True then. Reads a file: use a thread.

        Who holds the former one ends with it. Raises DirectoryRefused when it is damaged, once.
        """
        stamp = self._store.stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        former = self._current
        if former is not None and self._store.in_service() == former[0].digest:
            return False
        self._current = self._opened()
        return True

    def _opened(self) -> tuple[DirectoryVersion, DirectoryFile] | None:
        digest = self._store.in_service()
        return None if digest is None else self._store.open(digest)


def _damaged(path: Path) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_STORE_UNREADABLE",
        f"L'annuaire importé ne se lit plus ({path}).",
        "Importer de nouveau les fichiers officiels : « ordonnance directory import ».",
    )
