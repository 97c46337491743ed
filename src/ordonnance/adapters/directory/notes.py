"""Duty notes of a centre, in one file of its data folder, replaced in one step."""

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.durability import flush_folder
from ordonnance.domain.directory import DutyNote

FILE = "duty_notes.json"
MOST = 2_000
"""Notes kept; what ended more than KEPT_DAYS ago goes when another is typed."""
KEPT_DAYS = 31


class DutyNotes:
    """The notes of one base."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def all(self) -> tuple[DutyNote, ...]:
        """Every note, the first to begin first. Raises DirectoryRefused when damaged."""
        path = self._data / FILE
        try:
            read = json.loads(path.read_bytes())
            return tuple(
                DutyNote(finess, text, *map(date.fromisoformat, days))
                for finess, text, *days in read
            )
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as error:
            raise _damaged(path) from error

    def add(self, note: DutyNote) -> None:
        """Keep one more; the same one twice is one. Raises DirectoryRefused when there are too
        many, OSError."""

        def with_it(kept: Sequence[DutyNote]) -> list[DutyNote]:
            recent = [each for each in kept if (note.typed_on - each.last).days <= KEPT_DAYS]
            if note in recent:
                return recent
            if len(recent) >= MOST:
                raise DirectoryRefused(
                    "DUTY_NOTES_FULL", f"Il y a déjà {MOST} notes de garde.", "En retirer."
                )
            return [*recent, note]

        self._replace(with_it)

    def remove(self, finess: str, on: date) -> int:
        """Take away the notes of a pharmacy that hold on a day; how many. Raises OSError."""
        before = len(self.all())
        self._replace(
            lambda kept: [each for each in kept if not (each.finess == finess and each.holds(on))]
        )
        return before - len(self.all())

    def _replace(self, change: Callable[[Sequence[DutyNote]], list[DutyNote]]) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        with (self._data / f".{FILE}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            notes = sorted(change(self.all()), key=lambda each: (each.first, each.finess))
            told = [
                [each.finess, each.text, each.first.isoformat(), each.last.isoformat(),
                 each.typed_on.isoformat()]
                for each in notes
            ]  # fmt: skip
            made = self._data / f".{FILE}.{os.getpid()}"
            with made.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            made.replace(self._data / FILE)
            flush_folder(self._data)


def _damaged(path: Path) -> DirectoryRefused:
    return DirectoryRefused(
        "DIRECTORY_STORE_UNREADABLE",
        f"Les notes de garde ne se lisent plus ({path}).",
        "Remettre le fichier d'une sauvegarde, ou le retirer et taper les notes de nouveau.",
    )
