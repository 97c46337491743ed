"""Refusals and findings as an OperationOutcome."""

from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.fhir.outcome import outcome_json, status_of
from ordonnance.usecases.correction_views import CorrectionView


@dataclass(frozen=True)
class AFinding:
    """What a finding of the law shows."""

    verdict: str
    severity: str
    line: int | None = 2
    rule: str = "RX-DUR-01"
    message: str = "La durée dépasse douze mois."
    remedy: str = "Réduire la durée."
    citation: str = "CSP R.5132-21"
    at: str | None = None
    corrections: tuple[CorrectionView, ...] = ()


def written(*issues: Issue, findings: tuple[AFinding, ...] = ()) -> list[dict[str, Any]]:
    outcome = msgspec.json.decode(outcome_json(issues, findings))
    assert outcome["resourceType"] == "OperationOutcome"
    found: list[dict[str, Any]] = outcome["issue"]
    return found


def test_a_refusal_says_what_where_and_what_to_do() -> None:
    issue = Issue("ELEMENT_MISSING", "Bundle.entry[1].resource.name", {"element": "name"})
    assert written(issue) == [
        {
            "severity": "error",
            "code": "required",
            "details": {
                "coding": [{"system": "urn:ordonnance:error", "code": "ELEMENT_MISSING"}],
                "text": "L’élément «\u202fname\u202f» manque.",
            },
            "diagnostics": "Ajouter l’élément.",
            "expression": ["Bundle.entry[1].resource.name"],
        }
    ]


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_refusal_can_be_written(code: str) -> None:
    (issue,) = written(Issue(code))
    assert issue["severity"] == ("fatal" if CATALOGUE[code].status >= 500 else "error")
    assert status_of(Refusal(Issue(code))) == CATALOGUE[code].status


@pytest.mark.parametrize(
    ("verdict", "severity", "expected"),
    [
        ("breached", "blocking", ("error", "business-rule")),
        ("breached", "warning", ("warning", "business-rule")),
        ("cannot_tell", "blocking", ("warning", "incomplete")),
        ("cannot_tell", "warning", ("warning", "incomplete")),
        ("breached", "info", ("information", "informational")),
        ("met", "blocking", ("information", "informational")),
    ],
)
def test_a_finding_has_the_severity_of_what_it_stops(
    verdict: str, severity: str, expected: tuple[str, str]
) -> None:
    (issue,) = written(findings=(AFinding(verdict, severity),))
    assert (issue["severity"], issue["code"]) == expected
    assert issue["details"]["coding"] == [{"system": "urn:ordonnance:rule", "code": "RX-DUR-01"}]
    assert issue["diagnostics"] == "Réduire la durée. (CSP R.5132-21)"
    assert issue["expression"] == ["line[2]"]


def test_a_finding_on_the_whole_document_has_no_place() -> None:
    (issue,) = written(findings=(AFinding("breached", "blocking", line=None),))
    assert "expression" not in issue


def test_refusals_come_before_findings_and_nothing_says_so() -> None:
    both = written(Issue("LAW_BLOCKED"), findings=(AFinding("breached", "blocking"),))
    assert [each["details"]["coding"][0]["code"] for each in both] == ["LAW_BLOCKED", "RX-DUR-01"]
    (nothing,) = written()
    assert nothing["severity"] == "information"


def test_a_finding_about_a_text_stands_at_the_place_of_that_text() -> None:
    found = AFinding("breached", "warning", at="note[0].text")
    (issue,) = written(findings=(found,))
    assert issue["expression"] == ["line[2].note[0].text"]


def test_a_correction_is_told_after_what_to_do() -> None:
    finding = AFinding("breached", "blocking", corrections=(CorrectionView("Mettre 12 mois", 2),))
    (found,) = written(findings=(finding,))
    assert (
        found["diagnostics"] == "Réduire la durée. Corriger\u202f: Mettre 12 mois. (CSP R.5132-21)"
    )


def test_what_is_only_worth_knowing_is_information() -> None:
    (found,) = written(findings=(AFinding("informs", "warning"),))
    assert (found["severity"], found["code"]) == ("information", "informational")
