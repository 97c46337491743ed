"""`ordonnance cda`: a CDA prescription told in French, or refused by name."""

import json
from pathlib import Path

from tests.conformance.cda.written import a_prescription
from tests.unit.cli.conftest import Ordonnance


def written(folder: Path, content: bytes) -> str:
    path = folder / "document.xml"
    path.write_bytes(content)
    return str(path)


def test_a_prescription_is_told(ordonnance: Ordonnance, tmp_path: Path) -> None:
    told = ordonnance("cda", written(tmp_path, a_prescription("tramadol")))
    assert told.exit_code == 0
    assert "Prescription du 05/01/2026, par Claire EXEMPLE." in told.stdout
    assert (
        "trois fois par jour si douleur, pendant quatorze jours\u202f; 14 jours en tout"
        in told.stdout
    )
    assert "Copie PDF jointe." in told.stdout


def test_it_is_given_to_programs(ordonnance: Ordonnance, tmp_path: Path) -> None:
    told = ordonnance("cda", written(tmp_path, a_prescription("ald")), "--json")
    found = json.loads(told.stdout)
    assert len(found["told"]) == 5
    assert found["told"][-1] == "Marques\u202f: Prescription bizone."
    assert found["has_copy"] is True


def test_what_is_no_cda_is_refused(ordonnance: Ordonnance, tmp_path: Path) -> None:
    refused = ordonnance("cda", written(tmp_path, b"<html/>"))
    assert refused.exit_code == 2
    assert "la racine n’est pas ClinicalDocument" in refused.stderr


def test_what_is_wrong_is_refused_with_its_place(ordonnance: Ordonnance, tmp_path: Path) -> None:
    spoiled = a_prescription().replace(b"57833-6", b"60593-1")
    refused = ordonnance("cda", written(tmp_path, spoiled))
    assert refused.exit_code == 2
    assert "n’est pas celui d’une prescription" in refused.stderr
