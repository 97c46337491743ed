"""`directory white-list` and `directory trusted`: imported with a report, asked for one address."""

import json
from pathlib import Path

from tests.builders.directory_files import DOMAINS, written_list
from tests.unit.cli.conftest import Ordonnance


def test_a_list_is_imported_then_answers_for_an_address(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data, path = str(tmp_path / "data"), str(written_list(tmp_path))
    told = ordonnance("directory", "white-list", path, "--data", data, "--dated", "2026-11-01")
    assert "Liste blanche MSSanté du 01/11/2026\u202f: 6 domaines, en service." in told.stdout
    asked = ("directory", "trusted", "Accueil@Officine-Exemple.mssante.fr", "--data", data)
    found = ordonnance(*asked).stdout
    assert "accueil@officine-exemple.mssante.fr" in found
    assert json.loads(ordonnance(*asked, "--json").stdout)["dated"] == "2026-11-01"
    patient = ("directory", "trusted", "279035121518989@patient.mssante.fr", "--data", data)
    assert "Mon espace santé" in ordonnance(*patient).stdout


def test_an_address_outside_the_list_is_refused_with_the_code_of_every_door(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    asked = ("directory", "trusted", "a@courriel.example", "--data", data, "--json")
    none = ordonnance(*asked)
    assert json.loads(none.stdout)["error"]["code"] == "MAIL_WHITE_LIST_NONE"
    ordonnance("directory", "white-list", str(written_list(tmp_path)), "--data", data)
    refused = ordonnance(*asked)
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"]["code"] == "MAIL_DOMAIN_OUTSIDE"


def test_a_shorter_list_changes_nothing_unless_it_is_accepted(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    ordonnance("directory", "white-list", str(written_list(tmp_path)), "--data", data)
    fewer = ("directory", "white-list", str(written_list(tmp_path / "b", DOMAINS[:2])))
    refused = ordonnance(*fewer, "--data", data, "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "DIRECTORY_IMPORT_REFUSED"
    kept = ("directory", "trusted", "a@patient-exemple.fr", "--data", data)
    assert "MAIL_DOMAIN_OUTSIDE" in ordonnance(*kept).stderr
    taken = ordonnance(*fewer, "--data", data, "--accept-fewer")
    assert "2 domaines" in taken.stdout
