"""The directory imported from files as they are published, with their defects."""

import gzip
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.importing import Imported, imported, require_succession
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.reading import DirectoryFile
from ordonnance.domain.directory import Equipment, MailboxType, PlaceKind, department_of
from ordonnance.usecases.directory import Query
from tests.builders import directory_files as files


def read(folder: Path, dated: date | None = None) -> Imported:
    return imported(find(folder), dated, folder.parent / "built")


def opened(folder: Path) -> DirectoryFile:
    return DirectoryFile(read(folder).path)


def refusal(folder: Path) -> DirectoryRefused:
    with pytest.raises(DirectoryRefused) as caught:
        read(folder)
    assert not list((folder.parent / "built").glob("*"))
    return caught.value


def test_every_row_is_counted_and_the_day_is_that_of_the_name(tmp_path: Path) -> None:
    found = read(files.publication(tmp_path / "files"))
    assert found.dated == date(2026, 11, 21)
    assert found.counts == {
        "mailboxes": 6, "organisational": 3, "places": 6, "pharmacies": 4,
        "equipped_pharmacies": 1, "unequipped": 2,
    }  # fmt: skip
    assert [(each.read, each.kept) for each in found.files] == [(9, 9), (6, 6)]


def test_a_mailbox_takes_the_kind_and_the_address_of_its_finess(tmp_path: Path) -> None:
    directory = opened(files.publication(tmp_path / "files"))
    (entry,) = directory.mailbox("contact@officine-exemple.mssante.fr")
    assert entry.type is MailboxType.ORGANISATION
    assert entry.place is not None
    assert (entry.place.kind, entry.place.town) == (PlaceKind.PHARMACY, "LYON")
    assert entry.place.equipment is Equipment.ORGANISATIONAL
    assert entry.place.point == (842_000, 6_519_000)
    (hospital,) = directory.mailbox("accueil@chu-exemple.mssante.fr")
    assert hospital.place is not None
    assert (hospital.place.kind, hospital.place.town) == (PlaceKind.HOSPITAL, "LYON")


def test_an_address_on_several_rows_keeps_each_place_and_a_twin_row_is_one(
    tmp_path: Path,
) -> None:
    found = read(files.publication(tmp_path / "files", [*files.ROWS, files.ROWS[3]]))
    assert found.counts["mailboxes"] == 6
    entries = DirectoryFile(found.path).mailbox("alice.exemple@pharmacien.mssante.fr")
    assert {each.place.finess for each in entries if each.place} == {files.GARE, files.HALLES}
    (tally,) = [each for each in found.files if "Extraction" in each.name]
    assert "ligne écrite deux fois, gardée une fois" in tally.repaired


def test_defects_of_the_published_file_are_repaired_or_refused_and_told(tmp_path: Path) -> None:
    rows = [
        files.organisation(" Accueil@CHU-Exemple.mssante.FR ", f"1{files.CHU}", "CHU EXEMPLE"),
        files.ROWS[1].replace("|69003|69|", "|1440|01|").replace(files.HALLES, "990000099"),
        files.ROWS[2].replace("@", " at "),
        files.ROWS[2].replace("ORG|", "FAX|"),
        files.ROWS[2][:40],
        *(files.person(f"p{n}@medecin.mssante.fr", f"99{n:09d}", "DÉMO", "P", files.CHU, "10")
          for n in range(80)),
    ]  # fmt: skip
    found = read(files.publication(tmp_path / "files", rows))
    tally = found.files[-1]
    assert {why: each.count for why, each in tally.refused.items()} == {
        "adresse illisible": 1,
        "type de boîte inconnu": 1,
        "ligne plus courte que l'en-tête": 1,
    }
    assert {"adresse mise en minuscules", "FINESS sans son préfixe",
            "code postal sans son zéro"} <= set(tally.repaired)  # fmt: skip
    directory = DirectoryFile(found.path)
    (entry,) = directory.mailbox("accueil@chu-exemple.mssante.fr")
    assert entry.place is not None
    assert entry.place.finess == files.CHU
    (other,) = directory.mailbox("contact@officine-exemple.mssante.fr")
    assert other.place is not None
    assert (other.place.postcode, other.place.department) == ("01440", "01")


@pytest.mark.parametrize("packed", ["zip", "gz", "bom", "cp1252", "crlf", "bar"])
def test_the_same_directory_is_read_however_it_is_packed(tmp_path: Path, packed: str) -> None:
    folder = files.publication(tmp_path / "files")
    (path,) = folder.glob("Extraction*")
    content = path.read_bytes()
    if packed == "zip":
        with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
        path.unlink()
    elif packed == "gz":
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content))
        path.unlink()
    else:
        changed = {
            "bom": b"\xef\xbb\xbf" + content,
            "cp1252": content.decode().encode("cp1252"),
            "crlf": content.replace(b"\n", b"\r\n"),
            "bar": content.replace(b"\n", b"|\n"),
        }[packed]
        path.write_bytes(changed)
    found = read(folder)
    assert found.counts["mailboxes"] == 6
    (entry,) = DirectoryFile(found.path).mailbox("jean.demo@medecin.mssante.fr")
    assert entry.holder is not None
    assert entry.holder.family == "DÉMO"


def test_a_file_that_is_cut_is_refused_whole(tmp_path: Path) -> None:
    folder = files.publication(tmp_path / "files")
    (path,) = folder.glob("Extraction*")
    path.write_bytes(path.read_bytes()[:-60])
    assert "coupé" in refusal(folder).message
    zipped = tmp_path / "zip" / "Extraction_Correspondance_MSSante_202611210600.zip"
    zipped.parent.mkdir()
    zipped.write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(DirectoryRefused):
        read(zipped.parent)


def test_a_file_without_its_columns_or_without_its_day_is_refused(tmp_path: Path) -> None:
    folder = files.publication(tmp_path / "files")
    (path,) = folder.glob("Extraction*")
    path.write_text(path.read_text("utf-8").replace("Adresse BAL", "Autre"), "utf-8")
    assert "Adresse BAL" in refusal(folder).message
    undated = files.publication(tmp_path / "other", day="")
    (path,) = undated.glob("Extraction*")
    shutil.move(path, undated / "Extraction_Correspondance_MSSante.txt")
    assert "--dated" in refusal(undated).do
    assert read(undated, date(2026, 11, 20)).dated == date(2026, 11, 20)


def test_a_folder_without_the_extraction_says_which_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert "Extraction_Correspondance_MSSante" in refusal(tmp_path / "vide").message


def test_too_many_unreadable_rows_refuse_the_whole_import(tmp_path: Path) -> None:
    rows = [*files.ROWS, files.ROWS[0].replace("@", " ")]
    refused = refusal(files.publication(tmp_path / "files", rows))
    assert refused.code == "DIRECTORY_IMPORT_REFUSED"
    assert "adresse illisible" in refused.message


def test_the_activities_give_people_who_may_regulate_and_places_finess_has_not(
    tmp_path: Path,
) -> None:
    folder = files.publication(tmp_path / "files", structures=None)
    files.activities(
        folder,
        ("8", files.JEAN, "DR", "DÉMO", "Jean", "10", files.CHU, "CHU EXEMPLE", "", "", "", "",
         "69003", "Lyon", "", "SA01"),
        ("8", files.ALICE, "DR", "EXEMPLE", "Alice", "21", files.LACS, "PHARMACIE DES LACS", "",
         "1", "Rue", "DES EXEMPLES", "69100", "Villeurbanne", "0400000000", "SA33"),
        ("8", "99000000035", "", "EXEMPLE", "Paul", "60", "", "", ""),
        ("0", "123456789", "", "EXEMPLE", "Anne", "40", "", "", ""),
    )  # fmt: skip
    found = read(folder)
    assert sum(each.count for each in found.files[0].left.values()) == 2
    directory = DirectoryFile(found.path)
    (known,) = directory.professionals(files.CHU)
    assert (known.rpps, known.family) == (files.JEAN, "DÉMO")
    (bare,) = directory.search(Query(kind=PlaceKind.PHARMACY))
    assert bare.address is None
    assert bare.place is not None
    assert bare.place.finess == files.LACS


def test_a_version_that_loses_mailboxes_or_pharmacies_is_refused() -> None:
    former = {"mailboxes": 1000, "pharmacies": 100}
    require_succession({"mailboxes": 900, "pharmacies": 90}, former)
    for fewer in ({"mailboxes": 899, "pharmacies": 100}, {"mailboxes": 1000, "pharmacies": 0}):
        with pytest.raises(DirectoryRefused) as caught:
            require_succession(fewer, former)
        assert caught.value.code == "DIRECTORY_IMPORT_REFUSED"


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("69003", "69"), ("01440", "01"), ("20000", "2A"), ("20137", "2A"), ("20200", "2B"),
     ("97400", "974"), ("98800", "988"), ("", ""), ("6900", ""), ("ABCDE", "")],
)  # fmt: skip
def test_the_departement_of_a_postcode(postcode: str, department: str) -> None:
    assert department_of(postcode) == department


def test_a_line_without_end_is_no_file_of_lines(tmp_path: Path) -> None:
    folder = files.publication(tmp_path / "files")
    (path,) = folder.glob("Extraction*")
    path.write_bytes(path.read_bytes() + b"x" * 2_000_000)
    assert refusal(folder).code == "DIRECTORY_SOURCE_UNREADABLE"
