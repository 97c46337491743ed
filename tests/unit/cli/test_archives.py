"""`ordonnance xdm`: an archive of secure mail told in French, or refused by name."""

import json
from pathlib import Path

from ordonnance.bootstrap.xdm import archived
from tests.conformance.cda.written import a_dispensation, a_prescription
from tests.unit.cli.conftest import Ordonnance


def written(folder: Path, *documents: bytes) -> str:
    path = folder / "IHE_XDM.ZIP"
    path.write_bytes(archived(documents, "ordonnance 0.1.0"))
    return str(path)


def test_every_document_is_told(ordonnance: Ordonnance, tmp_path: Path) -> None:
    archive = written(tmp_path, a_prescription("ald"), a_dispensation("ald"))
    told = ordonnance("xdm", archive)
    assert told.exit_code == 0
    assert "DOC00001.XML\u202f: Prescription de médicaments" in told.stdout
    assert "Prescription du 05/01/2026, par Claire EXEMPLE." in told.stdout
    assert "Dispensation du 06/01/2026, par Ada EXEMPLE (Pharmacie Exemple)." in told.stdout
    assert "2 boîtes, 12 unités de prise, pour 6 jours à partir du 06/01/2026" in told.stdout
    assert (
        "3. Non délivrée\u202f: Refus pour une contre-indication\u202f; allergie connue"
        in told.stdout
    )


def test_it_is_given_to_programs(ordonnance: Ordonnance, tmp_path: Path) -> None:
    told = ordonnance("xdm", written(tmp_path, a_prescription("ald")), "--json")
    found = json.loads(told.stdout)
    assert [each["type"] for each in found["documents"]] == ["57833-6"]
    assert found["documents"][0]["content"]["kind"] == "prescription"
    assert found["others"] == ["INDEX.HTM", "README.TXT"]


def test_the_documents_are_written_under_names_of_ours(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    document = a_prescription("ald")
    folder = tmp_path / "recus"
    folder.mkdir()
    told = ordonnance("xdm", written(tmp_path, document), "--to", str(folder))
    assert told.exit_code == 0
    assert [each.name for each in folder.iterdir()] == ["DOC00001.XML"]
    assert (folder / "DOC00001.XML").read_bytes() == document


def test_what_is_no_archive_is_refused(ordonnance: Ordonnance, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"%PDF-1.7")
    refused = ordonnance("xdm", str(path))
    assert refused.exit_code == 2
    assert "ce n’est pas une archive ZIP" in refused.stderr


def test_an_archive_that_was_changed_is_refused(ordonnance: Ordonnance, tmp_path: Path) -> None:
    path = Path(written(tmp_path, a_prescription("ald")))
    path.write_bytes(path.read_bytes() + b"<html>")
    refused = ordonnance("xdm", str(path))
    assert refused.exit_code == 2
    assert "autre chose la suit" in refused.stderr
