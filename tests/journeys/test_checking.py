"""`$check` and `$correct` judge for whoever signs in, and keep nothing."""

import json
from typing import Any

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.errors import Refusal
from ordonnance.fhir.read import read_ordonnance
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.findings_json import findings_value
from ordonnance.law.rule import Moment
from ordonnance.usecases.medicines import medicines_of
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.running import BaseInThread


class Untouched:
    """A base and an outbox that fail as soon as anything is asked of them."""

    def __getattr__(self, name: str) -> Any:
        raise Refusal.of("BASE_UNAVAILABLE")


@pytest.mark.parametrize("operation", ["check", "correct"])
def test_a_session_is_asked_for(door: Door, operation: str) -> None:
    response = door.http.post(
        f"/fhir/${operation}", content=documents.simple(),
        headers={"Content-Type": "application/fhir+json"},
    )  # fmt: skip
    assert (response.status_code, code_of(response)) == (401, "TOKEN_MISSING")
    assert code_of(door.ask(operation, "patient", documents.simple())) == "NOT_ALLOWED"


@pytest.mark.parametrize("operation", ["check", "correct"])
def test_nothing_is_asked_of_the_base_nor_written_to_it(
    base: BaseInThread, door: Door, operation: str
) -> None:
    with base.variant(base=Untouched()) as address:
        headers = {"Authorization": f"Bearer {door.sessions.token('medecin')}"}
        url = f"{address}/fhir/$"
        json_type = {**headers, "Content-Type": "application/fhir+json"}
        document = documents.written(documents.painkiller(90))
        judged = door.http.post(f"{url}{operation}", content=document, headers=json_type)
        listed = door.http.post(f"{url}list", content=b"", headers=json_type)
    assert judged.status_code == 200, judged.text
    assert "RX-DUR-07" in judged.text
    assert code_of(listed) == "BASE_UNAVAILABLE"


def test_the_answer_says_what_corrects_a_finding(door: Door) -> None:
    told = door.does("check", "medecin", documents.written(documents.painkiller(90)))
    (found,) = [each for each in told["finding"] if each["rule"] == "RX-DUR-07"]
    assert found["correction"] == [{"label": "Mettre 84 jours", "line": 1, "asserts": False}]


def test_the_corrected_document_is_issued_as_it_is(door: Door) -> None:
    long = documents.written(documents.painkiller(90))
    assert code_of(door.ask("issue", "medecin", long)) == "LAW_BLOCKED"
    corrected = door.does("correct", "medecin", long)
    assert [each["label"] for each in corrected["applied"]] == ["Mettre 84 jours"]
    (document,) = corrected["document"]
    assert document["outcome"] == "allowed"
    assert door.issued(json.dumps(document["document"]).encode())


def test_a_blocked_issue_says_the_correction_in_its_outcome(door: Door) -> None:
    refused = door.ask("issue", "medecin", documents.written(documents.painkiller(90)))
    texts = [each.get("diagnostics", "") for each in refused.json()["issue"]]
    assert any("Corriger\u202f: Mettre 84 jours." in each for each in texts)


def test_the_base_and_the_law_alone_find_the_same(door: Door) -> None:
    document = documents.written(documents.painkiller(90), documents.monthly())
    told = door.does("check", "medecin", document)
    ordonnance = read_ordonnance(document)
    case = Case(
        ordonnance=ordonnance, medicines=medicines_of(ordonnance, load_demonstration()),
        moment=Moment.PRESCRIBING, day=ordonnance.established_on,
    )  # fmt: skip
    alone = findings_value(check(case))
    kept = ("rule", "line", "verdict", "severity", "message", "remedy", "citation")
    ours = [
        {name: each.get(name) or "" for name in kept}
        for each in told["finding"] if not each["rule"].startswith("interaction.")
    ]  # fmt: skip
    theirs = [{name: each[name] or "" for name in kept} for each in alone["findings"]]
    assert ours == theirs
    assert told["outcome"] == alone["outcome"]
