"""A search through a door: paced for each caller, answered from the version in service."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.directory.importing import imported
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.reading import DirectoryFile
from ordonnance.adapters.openings.pace import Pace
from ordonnance.domain.directory import DirectoryVersion, DutyNote, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.directory import Query, Searching, search_directory
from tests.builders import directory_files as files

AT = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
VERSION = DirectoryVersion(TODAY, "0" * 64, "annuaire.sante.fr")
NOTES = (
    DutyNote(files.HALLES, "De garde", TODAY, TODAY, TODAY),
    DutyNote(files.HALLES, "Passée", date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 1)),
)


class InService:
    """The version in service, or none."""

    def __init__(self, directory: DirectoryFile | None) -> None:
        self._directory = directory

    def current(self) -> tuple[DirectoryVersion, DirectoryFile] | None:
        """It."""
        return None if self._directory is None else (VERSION, self._directory)


def needs(directory: DirectoryFile | None) -> Searching:
    return Searching(InService(directory), Pace(2, 10, "TOO_MANY_SEARCHES"), lambda: NOTES)


@pytest.mark.anyio
async def test_an_answer_says_its_version_and_the_notes_of_the_day(tmp_path: Path) -> None:
    source = find(files.publication(tmp_path / "files"))
    directory = DirectoryFile(imported(source, None, tmp_path / "built").path)
    found = await search_directory(Query(text="halles"), "a", AT, TODAY, needs(directory))
    assert found is not None
    assert found.version is VERSION
    assert [note.text for note in found.notes] == ["De garde"]
    none_there = Query(postcode="69009", kind=PlaceKind.PHARMACY)
    instead = await search_directory(none_there, "b", AT, TODAY, needs(directory))
    assert instead is not None
    assert instead.entries == ()
    assert [each.place.finess for each in instead.near] == [files.HALLES]
    assert repr(instead) == "Answer(0, 1)"


@pytest.mark.anyio
async def test_a_caller_who_searches_too_often_waits_and_the_others_do_not() -> None:
    paced = needs(None)
    for _ in range(2):
        assert await search_directory(Query(text="a"), "un", AT, TODAY, paced) is None
    with pytest.raises(Refusal) as caught:
        await search_directory(Query(text="a"), "un", AT, TODAY, paced)
    assert caught.value.code == "TOO_MANY_SEARCHES"
    assert await search_directory(Query(text="a"), "deux", AT, TODAY, paced) is None
    later = AT + timedelta(minutes=2)
    assert await search_directory(Query(text="a"), "un", later, TODAY, paced) is None
