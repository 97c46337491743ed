"""The directory of a base: imported into its data folder, searched, told ready or not."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.fetching import Fetched, fetch
from ordonnance.adapters.directory.importing import imported, require_succession
from ordonnance.adapters.directory.notes import DutyNotes
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.store import DirectoryStore, StoredDirectories
from ordonnance.adapters.downloads import Progress
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.directory import DirectoryVersion, DutyNote
from ordonnance.usecases.directory import Answer, Directory, Query, answer
from ordonnance.usecases.equipment import Readiness, readiness

__all__ = ["DirectoryRefused", "DirectoryVersions", "directories_of"]


def directories_of(data: Path) -> StoredDirectories:
    """The port `Directories` of a base. Raises DirectoryRefused when it is damaged."""
    return StoredDirectories(DirectoryStore(data))


@dataclass(frozen=True, slots=True)
class DirectoryVersions:
    """The versions of the directory kept in a data folder; `oldest_days` before one is old."""

    data: Path
    oldest_days: int
    root: Path | None = None
    """The only authority trusted to download from (ORDONNANCE_DIRECTORY_ROOT)."""

    def take(self, source: Path, dated: date | None, *, accept_fewer: bool) -> dict[str, Any]:
        """Import the files of a folder or a ZIP and put them in service; the report.

        Raises DirectoryRefused, OSError (the data folder): the former version stays in service.
        """
        store = DirectoryStore(self.data)
        store.sweep(SystemClock().now())
        new = imported(find(source), dated, store.folder)
        try:
            former = None if accept_fewer else self._former(store)
            if former is not None:
                require_succession(new.counts, former)
            report = new.report(SystemClock().now())
            store.keep(new, report)
        finally:
            new.abandon()
        return report

    def fetch(self, folder: Path, root: Path | None, progress: Progress) -> tuple[Fetched, ...]:
        """Download the published files, to be imported; `root` instead of that of the setting.

        Raises as `fetching.fetch`.
        """
        return fetch(folder, root or self.root, progress)

    def kept(self) -> tuple[dict[str, Any], ...]:
        """The reports of the versions kept, the oldest first, `in_service` on one of them."""
        return DirectoryStore(self.data).kept()

    def search(self, query: Query) -> Answer:
        """What the version in service answers. Raises DirectoryRefused (DIRECTORY_NONE)."""
        version, directory = self._current()
        return answer(version, directory, query, DutyNotes(self.data).all(), self.today())

    def readiness(self, department: str, rpps: tuple[str, ...], centre: str | None) -> Readiness:
        """What the version in service says of a centre. Raises DirectoryRefused."""
        version, directory = self._current()
        return readiness(version, directory, department, rpps, centre)

    def old(self, version: DirectoryVersion) -> bool:
        """True when that version is older than it should be."""
        return version.age(self.today()) > self.oldest_days

    def notes(self) -> tuple[DutyNote, ...]:
        """The duty notes typed here."""
        return DutyNotes(self.data).all()

    def note(self, finess: str, text: str, first: date, last: date) -> DutyNote:
        """Keep a duty note about a pharmacy, typed today. Raises DirectoryRefused, OSError."""
        note = DutyNote(finess, text, first, last, self.today())
        DutyNotes(self.data).add(note)
        return note

    def forget(self, finess: str, on: date) -> int:
        """Remove the notes of a pharmacy that hold on a day; how many."""
        return DutyNotes(self.data).remove(finess, on)

    @staticmethod
    def today() -> date:
        """The day in Paris."""
        return legal_day(SystemClock().now(), "Europe/Paris")

    def _current(self) -> tuple[DirectoryVersion, Directory]:
        found = directories_of(self.data).current()
        if found is None:
            raise DirectoryRefused(
                "DIRECTORY_NONE",
                f"Aucun annuaire n'est importé dans {self.data}.",
                "L'importer : « ordonnance directory import » ; un autre dossier se donne par "
                "--data, celui de la démonstration par --demo.",
            )
        return found

    @staticmethod
    def _former(store: DirectoryStore) -> dict[str, Any] | None:
        """The report of the version in service; None when there is none, or it is damaged."""
        with suppress(DirectoryRefused):
            digest = store.in_service()
            return None if digest is None else store.report(digest)
        return None
