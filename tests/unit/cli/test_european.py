"""`ordonnance europe`: a document of elsewhere told in French, or refused by name."""

import json
from pathlib import Path

from tests.fhir.europe import documents
from tests.unit.cli.conftest import Ordonnance


def written(folder: Path, document: documents.Json) -> str:
    path = folder / "document.json"
    path.write_bytes(documents.body(document))
    return str(path)


def test_a_prescription_is_told(ordonnance: Ordonnance, tmp_path: Path) -> None:
    told = ordonnance("europe", written(tmp_path, documents.prescription()))
    assert told.exit_code == 0
    assert told.stdout.startswith("Prescription européenne n° 10 du 06/10/2026\n")
    assert "1 comprimé 2 fois par jour, pendant 10 jours" in told.stdout


def test_a_dispensing_is_told_and_given_to_programs(ordonnance: Ordonnance, tmp_path: Path) -> None:
    name = written(tmp_path, documents.dispense())
    assert ordonnance("europe", name).stdout.startswith("Délivré le 07/10/2026")
    (one,) = json.loads(ordonnance("europe", name, "--json").stdout)["told"]
    assert one[0].startswith("Délivré le 07/10/2026")


def test_what_is_not_held_is_refused_with_its_place(ordonnance: Ordonnance, tmp_path: Path) -> None:
    document = documents.prescription()
    document["entry"][0]["resource"]["priority"] = "urgent"
    refused = ordonnance("europe", written(tmp_path, document))
    assert refused.exit_code == 2
    assert "Bundle.entry[0].resource.priority" in refused.stderr
    assert refused.stdout == ""
