"""The demonstration directory: fictitious, dated the day it opens, never over what was imported."""

import csv
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from ordonnance.adapters.directory import demonstration
from ordonnance.adapters.directory.demonstration import SOURCE, lay_out
from ordonnance.adapters.directory.importing import imported
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.store import DirectoryStore, StoredDirectories
from ordonnance.adapters.directory.white_lists import WhiteListStore
from ordonnance.adapters.identity.demo_people import PROFESSIONALS
from ordonnance.domain.directory import DirectoryVersion, Equipment, PlaceKind
from ordonnance.domain.ids import Finess, Rpps
from ordonnance.domain.mssante import MssAddress
from tests.builders import directory_files

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def version(data: Path) -> DirectoryVersion:
    found = StoredDirectories(DirectoryStore(data)).current()
    assert found is not None
    return found[0]


def test_it_is_dated_the_day_it_opens_and_replaced_the_day_after(tmp_path: Path) -> None:
    for days in (0, 0, 1):
        lay_out(tmp_path, NOW + timedelta(days=days))
    assert version(tmp_path).dated == date(2026, 11, 24)
    assert version(tmp_path).source == SOURCE
    trusted = WhiteListStore(tmp_path).in_service()
    assert trusted is not None
    assert (trusted.dated, trusted.source) == (date(2026, 11, 24), SOURCE)


def test_what_somebody_imported_there_stays(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    own = imported(find(directory_files.publication(tmp_path / "files")), None, store.folder)
    store.keep(own, own.report(NOW))
    lay_out(tmp_path, NOW + timedelta(days=1))
    assert version(tmp_path).digest == own.digest


def test_a_damaged_one_is_left_to_whoever_runs_the_base(tmp_path: Path) -> None:
    lay_out(tmp_path, NOW)
    pointer = DirectoryStore(tmp_path).folder / "current.json"
    pointer.write_text("{")
    lay_out(tmp_path, NOW + timedelta(days=1))
    assert pointer.read_text() == "{"


def test_nothing_in_it_could_be_somebody_or_somewhere() -> None:
    folder = files(demonstration)
    text = folder.joinpath("Extraction_Correspondance_MSSante.txt").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="|"))
    for row in rows:
        assert row["Adresse BAL"].endswith(".example")
        assert row["Identification Structure"].startswith("99")
        assert not Finess.parse(row["Identification Structure"]).warnings
        if row["Identifiant PP"]:
            assert row["Identifiant PP"].startswith("999")
            assert not Rpps.parse(row["Identifiant PP"]).warnings
            assert row["Nom d'exercice"] in ("EXEMPLE", "DÉMO")
    places = folder.joinpath("finess-demonstration.csv").read_text("utf-8")
    for line in places.splitlines()[1:]:
        cells = line.split(";")
        assert cells[1].startswith("99")
        if cells[0] == "structureet":
            assert "EXEMPLE" in cells[4] or "DÉMO" in cells[4]
            assert cells[16].startswith("019900")


def test_each_circuit_has_an_example_in_it(tmp_path: Path) -> None:
    lay_out(tmp_path, NOW)
    found = StoredDirectories(DirectoryStore(tmp_path)).current()
    trusted = WhiteListStore(tmp_path).in_service()
    assert found is not None
    assert trusted is not None
    _, directory = found
    pharmacies = directory.places(PlaceKind.PHARMACY, "59")
    assert {each.equipment for each in pharmacies} == set(Equipment)
    assert directory.places(PlaceKind.NURSING_HOME, "59")
    assert directory.places(PlaceKind.SOCIAL_CARE, "59")
    regulator = next(each for each in PROFESSIONALS if each.handle == "regulateur")
    assert directory.mailboxes_of(regulator.rpps)
    every = [entry for each in pharmacies for entry in directory.at(each.finess or "")]
    for address in (each.address for each in every if each.address):
        assert MssAddress.parse(address).domain in trusted.domains
    assert "patient.mssante.fr" in trusted.domains
