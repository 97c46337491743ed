"""A document that is not complete, or that is a hospital's, is checked: findings, not a refusal."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from ordonnance.bootstrap.offline import checker
from ordonnance.domain.errors import Refusal
from ordonnance.doors.cli.main import app
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.usecases.drafts import KEPT
from ordonnance.usecases.results import Checked, FindingView
from tests.fhir import bundles, official

ON = date(2026, 3, 2)
LINE = "Bundle.entry[4].resource"


def document(**line: Any) -> bytes:
    """The simple prescription, elements of its line replaced."""
    bundle = deepcopy(bundles.amoxicillin())
    bundle["entry"][4]["resource"].update(line)
    return bundles.body(bundle)


def checked(body: bytes) -> Checked:
    return checker().check(body, on=ON)


def found(body: bytes, rule: str) -> list[FindingView]:
    return [finding for finding in checked(body).findings if finding.rule == rule]


def test_a_patient_that_is_not_described_stops_the_issue_not_the_check() -> None:
    given = document(subject={"reference": "Patient/ailleurs"})
    (finding,) = found(given, "REFERENCE_UNRESOLVED")
    assert checked(given).outcome == "blocked"
    assert (finding.line, finding.verdict, finding.severity) == (1, "breached", "blocking")
    assert f"{LINE}.subject.reference" in finding.citation
    assert finding.at == "subject.reference"
    assert finding.message == (
        "La référence « Patient/ailleurs » ne désigne aucune ressource du document."
    )


def test_what_belongs_to_a_hospital_is_told_line_by_line() -> None:
    unit = {"extension": [{"url": SYSTEMS.unit_role, "valueCode": "UFMED"}]}
    given = document(meta={"profile": [SYSTEMS.inpatient]}, supportingInformation=[unit])
    (hospital,) = found(given, "INTRA_HOSPITAL")
    (part,) = found(given, "HOSPITAL_PART")
    assert (hospital.line, part.line) == (1, 1)
    assert "l'unité responsable du patient" in part.message
    (kept,) = found(given, KEPT)
    assert kept.severity == "info"
    assert "donnée clinique jointe" in kept.message


def test_the_same_thing_in_several_places_of_a_line_is_told_once() -> None:
    scope = {"url": SYSTEMS.note_scope, "valueCode": "MEDCOM"}
    notes = [{"text": text, "extension": [scope]} for text in ("une", "deux", "trois")]
    (part,) = found(document(note=notes), "HOSPITAL_PART")
    assert part.citation.endswith("note[0].extension, et 2 autres endroits")


def test_a_code_of_no_table_is_kept_shown_and_cannot_be_told() -> None:
    coding = {"system": "http://exemple.example/medicabase", "code": "MV00000792"}
    given = document(
        medicationCodeableConcept={"coding": [coding], "text": "PANTOPRAZOLE 40 mg comprimé"}
    )
    (unknown,) = found(given, "medicine.unknown")
    assert unknown.verdict == "cannot_tell"
    assert "PANTOPRAZOLE 40 mg comprimé" in unknown.message
    assert checked(given).outcome == "cannot_tell"


def test_a_posology_that_cannot_be_structured_is_kept_whole_and_read_in_words() -> None:
    both = {"when": ["MORN"], "timeOfDay": ["16:00:00"]}
    thrice = {**both, "frequency": 3, "period": 1, "periodUnit": "d"}
    step = {"text": "1 matin et 1 à 16 h, 3 fois par jour", "timing": {"repeat": thrice}}
    given = document(dosageInstruction=[step])
    (refused,) = found(given, "ELEMENT_INVALID")
    assert "des moments ou des heures" in refused.message
    (kept,) = found(given, KEPT)
    assert "posologie structurée non lue" in kept.message


def test_a_complete_prescription_has_nothing_to_tell_of_its_reading() -> None:
    given = checked(document())
    assert given.outcome in ("allowed", "warning", "cannot_tell")
    assert not [each for each in given.findings if each.rule == KEPT]


def test_a_fault_is_still_refused() -> None:
    with pytest.raises(Refusal) as refused:
        checked(document(status="draft"))
    assert refused.value.first.code == "CODE_UNKNOWN"


def test_every_official_bundle_as_published_gives_findings_and_exits_0() -> None:
    for path in official.bundles():
        result = CliRunner().invoke(app, ["check", str(path), "--on", "2026-03-02"])
        assert result.exit_code == 0, path.name
        assert "L’ordonnance ne peut pas être émise" in result.stdout, path.name
        assert "partie que rien ne range" not in result.stdout, path.name
