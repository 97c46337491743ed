"""Searching the directory: by words and filters, organisational first, whatever is typed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.directory import matching
from ordonnance.adapters.directory.importing import imported
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.reading import DirectoryFile
from ordonnance.domain.directory import Entry, MailboxType, PlaceKind
from ordonnance.usecases.directory import Query, nearest, nearest_to_postcode
from tests.builders import directory_files as files


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DirectoryFile]:
    folder = tmp_path_factory.mktemp("directory")
    source = files.publication(folder / "files")
    opened = DirectoryFile(imported(find(source), None, folder / "built").path)
    yield opened
    opened.close()


def named(entries: tuple[Entry, ...]) -> list[str]:
    return [
        each.holder.given if each.holder else each.place.shown if each.place else ""
        for each in entries
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        (Query(text="halles"), "PHARMACIE DES HALLES"),
        (Query(text="Pharmacie des HALLES lyon"), "PHARMACIE DES HALLES"),
        (Query(text="hal ly"), "PHARMACIE DES HALLES"),
        (Query(text="régul sam"), "CHU EXEMPLE"),
        (Query(text="demo"), "Jean"),
        (Query(text="DÉMO jean"), "Jean"),
        (Query(finess=files.HOME), "EHPAD LES EXEMPLES"),
        (Query(kind=PlaceKind.NURSING_HOME), "EHPAD LES EXEMPLES"),
        (Query(town="villeur", kind=PlaceKind.PHARMACY), "PHARMACIE DES LACS E"),
        (Query(postcode="69100", kind=PlaceKind.PHARMACY), "PHARMACIE DES LACS E"),
        (Query(department="2A"), "PHARMACIE DU PORT EX"),
        (Query(profession="10"), "Jean"),
        (Query(text="chu", type=MailboxType.PERSON), "Jean"),
    ],
)
def test_an_entry_is_found_by(directory: DirectoryFile, query: Query, first: str) -> None:
    assert named(directory.search(query))[0].startswith(first)


def test_every_word_and_every_filter_must_hold(directory: DirectoryFile) -> None:
    assert directory.search(Query(text="halles villeurbanne")) == ()
    assert directory.search(Query(text="halles", department="2A")) == ()
    assert directory.search(Query(text="halles", kind=PlaceKind.HOSPITAL)) == ()
    assert directory.search(Query()) == ()
    assert directory.search(Query(text="  «»  ")) == ()


def test_organisational_mailboxes_come_first_then_places_without_then_people(
    directory: DirectoryFile,
) -> None:
    found = directory.search(Query(text="pharmacie"))
    assert named(found) == [
        "PHARMACIE DES HALLES", "PHARMACIE DES LACS E", "PHARMACIE DU PORT EX", "Alice", "Alice",
    ]  # fmt: skip
    assert [each.address is None for each in found] == [False, True, True, False, False]
    assert len(directory.search(Query(text="pharmacie", limit=2))) == 2


def test_frequent_beginnings_give_the_same_answers(
    directory: DirectoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = [Query(text=text) for text in ("ph", "ph ly", "pharmacie de ly", "ex al", "le ex")]
    before = [directory.search(query) for query in queries]
    assert all(before)
    monkeypatch.setattr(matching, "BROAD", 0)
    assert [directory.search(query) for query in queries] == before


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=12))
def test_whatever_is_typed_is_words_and_never_a_command_of_the_index(
    directory: DirectoryFile, text: str, town: str, postcode: str
) -> None:
    found = directory.search(Query(text=text, town=town, postcode=postcode))
    assert len(found) <= 20


@pytest.mark.parametrize("text", ['"', "a OR b", "NOT x", "words:*", "§kpharmacie", "a* AND", "^"])
def test_signs_of_the_index_are_nothing_but_text(directory: DirectoryFile, text: str) -> None:
    assert len(directory.search(Query(text=text))) <= 20


def test_the_nearest_equipped_pharmacies_come_with_their_distance(
    directory: DirectoryFile,
) -> None:
    gare, lacs = directory.place(files.GARE), directory.place(files.LACS)
    assert gare is not None
    assert lacs is not None
    assert [(each.place.finess, each.metres, each.same_postcode) for each in
            nearest(directory, gare)] == [(files.HALLES, 1_000, True)]  # fmt: skip
    assert [each.metres for each in nearest(directory, lacs)] == [4_000]


def test_without_a_map_the_nearest_are_those_of_the_code(directory: DirectoryFile) -> None:
    (found,) = nearest_to_postcode(directory, "69009")
    assert (found.metres, found.same_postcode) == (None, False)
    corsican = directory.place(files.CORSICA)
    assert corsican is not None
    assert nearest(directory, corsican) == ()
    (middle,) = nearest_to_postcode(directory, "69003")
    assert middle.metres == 500


def test_people_are_known_by_their_mailboxes(directory: DirectoryFile) -> None:
    known = directory.professional(files.ALICE)
    assert known is not None
    assert (known.given, known.profession) == ("Alice", "21")
    assert len(directory.mailboxes_of(files.ALICE)) == 2
    assert directory.professional("99999999999") is None
    assert "Alice" not in repr(known)
    (entry,) = directory.mailboxes_of(files.JEAN)
    assert "Jean" not in repr((entry, entry.holder, Query(text="Jean")))
