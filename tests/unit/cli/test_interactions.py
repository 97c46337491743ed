"""`interactions`: imported with a report, searched and shown in French or as JSON."""

import json
from pathlib import Path

from tests.builders.interaction_files import COUPLES, written
from tests.unit.cli.conftest import Ordonnance


def imported(ordonnance: Ordonnance, folder: Path) -> tuple[str, str]:
    """A data folder with the small thesaurus in service, and what the import said."""
    data = str(folder / "data")
    couples, index = written(folder / "files")
    told = ordonnance("interactions", "import", str(couples), str(index), "--data", data)
    assert told.exit_code == 0, told.stderr
    return data, told.stdout


def test_an_import_tells_what_became_of_every_entry(ordonnance: Ordonnance, tmp_path: Path) -> None:
    data, printed = imported(ordonnance, tmp_path)
    told = " ".join(printed.split())
    assert "5 couples, 4 substances, 2 classes, en service" in told
    assert "réparé 2 fois : couple nommé des deux côtés" in told
    assert "PAMPLEMOUSSE" in told
    assert "n’ont que des substances reconnues" in told
    listed = ordonnance("interactions", "versions", "--data", data).stdout
    assert "20/10/2025" in listed
    assert "en service" in listed
    (kept,) = json.loads(ordonnance("interactions", "versions", "--data", data, "--json").stdout)
    assert kept["in_service"] is True


def test_a_refused_import_says_that_nothing_has_changed(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data, _ = imported(ordonnance, tmp_path)
    couples, index = written(tmp_path / "fewer", COUPLES[:2])
    asked = ("interactions", "import", str(couples), str(index), "--data", data)
    refused = ordonnance(*asked, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"]["code"] == "INTERACTIONS_IMPORT_REFUSED"
    assert "5 couples" in ordonnance("interactions", "versions", "--data", data).stdout


def test_two_names_are_shown_with_the_level_the_risk_and_what_to_do(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data, _ = imported(ordonnance, tmp_path)
    told = ordonnance("interactions", "show", "exempline", "figurine", "--data", data).stdout
    assert "ASSOCIATION DÉCONSEILLÉE" in told
    assert "Sauf nécessité." in told
    nothing = ordonnance("interactions", "show", "exempline", "exempline", "--data", data)
    assert "Rien entre" in nothing.stdout
    unknown = ordonnance("interactions", "show", "exempline", "rien", "--data", data, "--json")
    assert unknown.exit_code == 1
    assert json.loads(unknown.stdout)["error"]["code"] == "SUBSTANCE_UNKNOWN"


def test_a_class_is_found_with_its_substances_and_what_it_meets(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data, _ = imported(ordonnance, tmp_path)
    told = ordonnance("interactions", "search", "classe", "--data", data).stdout
    assert "témoinase, figurine" in " ".join(told.split()).replace("temoinase", "témoinase")
    assert "association déconseillée" in told
    assert "Aucune substance" in ordonnance("interactions", "search", "zz", "--data", data).stdout


def test_without_an_import_there_is_nothing_to_show_except_the_demonstration(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    told = " ".join(ordonnance("interactions", "versions", "--data", data).stdout.split())
    assert f"Aucun thésaurus importé dans {data}" in told
    assert "ne contrôle pas les interactions. Un autre dossier se donne par --data" in told
    refused = ordonnance("interactions", "show", "a", "b", "--data", data, "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "INTERACTIONS_NONE"
    asked = ("interactions", "show", "méthadone", "escitalopram", "--data", data, "--demo")
    shown = ordonnance(*asked).stdout
    assert "CONTRE-INDICATION" in shown
    assert "pas une source de soins" in shown
