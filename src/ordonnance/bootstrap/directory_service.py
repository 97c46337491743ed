"""The directory as the doors of a server ask it: the version in service, paced, with its notes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import structlog

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.notes import DutyNotes
from ordonnance.adapters.directory.store import DirectoryStore, StoredDirectories
from ordonnance.adapters.openings.pace import Pace
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.directory import DirectoryVersion, DutyNote
from ordonnance.domain.errors import Refusal
from ordonnance.settings import Settings
from ordonnance.usecases.directory import Query, Searching, search_directory
from ordonnance.usecases.directory_views import DirectoryFound, answer_view

PER_CALLER, IN_ALL = 90, 3_000
"""Searches of one caller, and of this process, in a minute: a search as one types is several."""

MOST_OF_A_PLACE = 100
"""Mailboxes shown of one place."""

_log = structlog.get_logger("ordonnance")


@dataclass(frozen=True, slots=True)
class DirectoryService:
    """What a server answers of the directory; `oldest_days` before a version is told old."""

    data: Path
    directories: StoredDirectories
    pace: Pace
    oldest_days: int

    async def search(self, query: Query, caller: str, at: datetime) -> DirectoryFound:
        """What the version in service answers this caller.

        Raises Refusal (TOO_MANY_SEARCHES, DIRECTORY_NOT_IMPORTED).
        """
        needs = Searching(self.directories, self.pace, self.notes)
        today = legal_day(at, PARIS)
        found = await search_directory(query, caller, at, today, needs)
        if found is None:
            raise Refusal.of("DIRECTORY_NOT_IMPORTED")
        return answer_view(found, old=self.old(found.version, today))

    async def place(self, finess: str, caller: str, at: datetime) -> DirectoryFound:
        """The mailboxes of one place, or that it publishes none, and the equipped ones near it.

        Raises Refusal (PLACE_NOT_LISTED, as `search`).
        """
        found = await self.search(Query(finess=finess, limit=MOST_OF_A_PLACE), caller, at)
        if not found.entries:
            raise Refusal.of("PLACE_NOT_LISTED")
        return found

    def old(self, version: DirectoryVersion, today: date) -> bool:
        """True when that version is older than it should be."""
        return version.age(today) > self.oldest_days

    def version(self) -> DirectoryVersion | None:
        """The version in service, None when none was imported."""
        found = self.directories.current()
        return None if found is None else found[0]

    def warning(self, today: date) -> str:
        """What somebody should see to: a directory that is old; empty without any."""
        version = self.version()
        if version is None or not self.old(version, today):
            return ""
        return (
            f"L'annuaire des messageries sécurisées a {version.age(today)} jours "
            f"({version.dated:%d/%m/%Y}) : en importer un nouveau."
        )

    def notes(self) -> tuple[DutyNote, ...]:
        """The duty notes; none when their file is damaged, which is told to the logs."""
        try:
            return DutyNotes(self.data).all()
        except DirectoryRefused as refused:
            _log.error("ALERT the duty notes cannot be read", code=refused.code)
            return ()

    async def note(self, note: DutyNote) -> None:
        """Keep a note. Raises Refusal (DUTY_NOTE_NOT_KEPT)."""
        await self._kept(lambda notes: notes.add(note))

    async def forget(self, finess: str, on: date) -> None:
        """Remove the notes of a place that hold on a day. Raises Refusal (DUTY_NOTE_NOT_KEPT)."""
        await self._kept(lambda notes: notes.remove(finess, on))

    async def _kept(self, change: Callable[[DutyNotes], object]) -> None:
        try:
            await asyncio.to_thread(change, DutyNotes(self.data))
        except DirectoryRefused as refused:
            full = refused.code == "DUTY_NOTES_FULL"
            reason = "il y en a trop" if full else "leur fichier est abîmé"
            raise Refusal.of("DUTY_NOTE_NOT_KEPT", reason=reason) from refused
        except OSError as error:
            _log.error("ALERT the duty notes cannot be written", fault=type(error).__name__)
            raise Refusal.of("DUTY_NOTE_NOT_KEPT", reason="le disque la refuse") from error


def directory_service_of(settings: Settings, data: Path) -> DirectoryService:
    """That of a base. A damaged directory is an alert, and no directory: the base opens."""
    directories = StoredDirectories(DirectoryStore(data), _damaged)
    pace = Pace(PER_CALLER, IN_ALL, "TOO_MANY_SEARCHES")
    return DirectoryService(data, directories, pace, settings.directory_days)


def _damaged(refused: DirectoryRefused) -> None:
    _log.error("ALERT the directory cannot be read", code=refused.code)
