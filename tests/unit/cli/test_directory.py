"""`directory`: imported with a report, searched, shown, told ready or not, in French or as JSON."""

import csv
import json
from pathlib import Path

import pytest

from tests.builders import directory_files as files
from tests.unit.cli.conftest import Ordonnance


@pytest.fixture
def data(ordonnance: Ordonnance, tmp_path: Path) -> str:
    """A data folder with the small directory in service."""
    folder = str(tmp_path / "data")
    source = files.publication(tmp_path / "files")
    told = ordonnance("directory", "import", str(source), "--data", folder)
    assert told.exit_code == 0, told.stderr
    assert "6 boîtes, dont 3 organisationnelles\u202f; 4 pharmacies" in told.stdout
    return folder


def plain(text: str) -> str:
    return " ".join(text.split())


def test_an_import_without_finess_says_what_is_not_known(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    source = files.publication(tmp_path / "files", structures=None)
    told = ordonnance("directory", "import", str(source), "--data", str(tmp_path / "data"))
    assert "ni la sorte des lieux ni leur distance" in plain(told.stdout)


def test_a_search_shows_where_to_write(ordonnance: Ordonnance, data: str) -> None:
    told = ordonnance("directory", "search", "halles", "lyon", "--data", data).stdout
    assert "contact@officine-exemple.mssante.fr (organisationnelle, Accueil)" in told
    assert "Annuaire du 21/11/2026" in told
    asked = ("directory", "search", "--type", "per", "--profession", "10", "--data", data)
    found = json.loads(ordonnance(*asked, "--json").stdout)
    (entry,) = found["entries"]
    assert entry["address"] == "jean.demo@medecin.mssante.fr"
    assert entry["holder"]["name"] == "DR Jean DÉMO"
    assert entry["place"]["kind"] == "hopital"


def test_a_pharmacy_without_a_mailbox_is_shown_with_the_nearest_that_has_one(
    ordonnance: Ordonnance, data: str
) -> None:
    told = plain(ordonnance("directory", "show", files.LACS, "--data", data).stdout)
    assert "aucune boîte publiée" in told
    assert "4,0 km PHARMACIE DES HALLES" in told or "4 km PHARMACIE DES HALLES" in told
    assert "vol d’oiseau" in told


def test_nothing_to_look_for_and_an_unknown_place_are_refused(
    ordonnance: Ordonnance, data: str
) -> None:
    empty = ordonnance("directory", "search", "--data", data, "--json")
    assert json.loads(empty.stdout)["error"]["code"] == "ELEMENT_MISSING"
    kind = ordonnance("directory", "search", "a", "--kind", "cabinet", "--data", data, "--json")
    assert json.loads(kind.stdout)["error"]["code"] == "CODE_UNKNOWN"
    unknown = ordonnance("directory", "show", "690000099", "--data", data, "--json")
    assert json.loads(unknown.stdout)["error"]["code"] == "DIRECTORY_PLACE_UNKNOWN"
    nothing = ordonnance("directory", "search", "zzz", "--data", data).stdout
    assert "liste rouge" in nothing


def test_without_an_import_every_question_says_so(ordonnance: Ordonnance, tmp_path: Path) -> None:
    asked = ("directory", "search", "a", "--data", str(tmp_path), "--json")
    assert json.loads(ordonnance(*asked).stdout)["error"]["code"] == "DIRECTORY_NONE"
    told = ordonnance("directory", "versions", "--data", str(tmp_path)).stdout
    assert "Aucun annuaire importé" in told


def test_readiness_counts_pharmacies_and_names_regulators_without_a_mailbox(
    ordonnance: Ordonnance, data: str, tmp_path: Path
) -> None:
    listed = tmp_path / "regulateurs.txt"
    listed.write_text(f"{files.JEAN}\n99000000035\n")
    asked = ("directory", "readiness", "69", "--finess", files.CHU, "--regulators", str(listed))
    told = plain(ordonnance(*asked, "--data", data).stdout)
    assert "1 pharmacies sur 3 ont une boîte organisationnelle publiée (33 %)" in told
    assert "accueil@chu-exemple.mssante.fr Régulation SAMU" in told
    assert "1 sur 2 ont une boîte personnelle publiée" in told
    assert "99000000035 inconnu de l’annuaire" in told
    found = json.loads(ordonnance(*asked, "--data", data, "--json").stdout)
    assert (found["personal_only"], found["none_published"]) == (1, 1)


def test_what_goes_to_the_order_names_nobody_and_holds_no_address(
    ordonnance: Ordonnance, data: str, tmp_path: Path
) -> None:
    to = tmp_path / "crop.csv"
    ordonnance("directory", "readiness", "69", "--crop", str(to), "--data", data)
    text = to.read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0] == ["FINESS", "Nom", "Code postal", "Commune", "Messagerie"]
    assert {row[0] for row in rows[1:]} == {files.GARE, files.LACS}
    told = [files.GARE, "PHARMACIE DE LA GARE", "69003", "LYON",
            "boîte personnelle seulement"]  # fmt: skip
    assert told in rows
    assert "@" not in text
    assert "Alice" not in text
    sheet = tmp_path / "crop.ods"
    ordonnance("directory", "readiness", "69", "--crop", str(sheet), "--data", data)
    assert sheet.read_bytes().startswith(b"PK")


def test_a_duty_note_is_shown_with_its_pharmacy_on_its_days(
    ordonnance: Ordonnance, data: str
) -> None:
    noted = ("directory", "note", files.HALLES, "De garde  jusqu'à 23 h", "--data", data)
    assert ordonnance(*noted).exit_code == 0
    old = ("--from", "2026-01-01", "--to", "2026-01-02")
    ordonnance("directory", "note", files.LACS, "Garde de janvier", *old, "--data", data)
    shown = plain(ordonnance("directory", "show", files.HALLES, "--data", data).stdout)
    assert "Note de garde" in shown
    assert "De garde jusqu’à 23 h" in shown
    near = plain(ordonnance("directory", "show", files.LACS, "--data", data).stdout)
    assert "De garde jusqu’à 23 h" in near
    assert "janvier" not in near
    assert "Garde de janvier" in ordonnance("directory", "notes", "--data", data).stdout
    removed = ("directory", "remove-note", files.HALLES, "--data", data)
    assert "1" in ordonnance(*removed).stdout
    again = ordonnance(*removed, "--json")
    assert json.loads(again.stdout)["error"]["code"] == "DUTY_NOTE_UNKNOWN"
    backwards = ("--from", "2026-02-02", "--to", "2026-02-01", "--data", data, "--json")
    refused = ordonnance("directory", "note", files.HALLES, "Garde", *backwards)
    assert json.loads(refused.stdout)["error"]["code"] == "DUTY_NOTE_INVALID"


def test_the_root_of_the_setting_is_the_one_that_downloads_trust(
    ordonnance: Ordonnance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "racine.pem"
    root.write_text("ce n'est pas un certificat")
    monkeypatch.setenv("ORDONNANCE_DIRECTORY_ROOT", str(root))
    told = ordonnance("directory", "fetch", str(tmp_path / "files"), "--json")
    error = json.loads(told.stdout)["error"]
    assert error["code"] == "DIRECTORY_FETCH_FAILED"
    assert str(root) in error["message"]
