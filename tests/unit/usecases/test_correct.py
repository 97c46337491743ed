"""Correcting a document: in one step, whole, and never in the prescriber’s place."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.bootstrap import example
from ordonnance.bootstrap.offline import checker
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.case import Case
from ordonnance.law.correction import Correction
from ordonnance.law.examples import RAMIPRIL, a_case, two_lines
from ordonnance.law.finding import Finding, Report
from ordonnance.law.rule import Confidence, Severity, Verdict
from ordonnance.usecases import correct
from ordonnance.usecases.correct import Wanted, corrected
from ordonnance.usecases.corrected import Corrected
from ordonnance.usecases.correction_views import AppliedView
from ordonnance.usecases.judging import judge_prescribing

Json = dict[str, Any]
WEEKS = {"unit": "jour", "system": "http://unitsofmeasure.org", "code": "d"}


def request(tree: Json) -> Json:
    found: Json = next(
        each["resource"] for each in tree["entry"]
        if each["resource"]["resourceType"] == "MedicationRequest"
    )  # fmt: skip
    return found


def too_long(change: Callable[[Json], None] = lambda _request: None) -> bytes:
    """Tramadol for ninety days, its line changed."""
    tree: Json = json.loads(example("tramadol"))
    line = request(tree)
    line["dosageInstruction"][0]["timing"]["repeat"]["boundsDuration"]["value"] = 90
    change(line)
    return json.dumps(tree).encode()


def fixed(document: bytes, *wanted: Wanted) -> Corrected:
    return checker().correct(document, wanted=wanted)


def refused(document: bytes, *wanted: Wanted, content_type: str = "application/fhir+json") -> str:
    with pytest.raises(Refusal) as refusal:
        checker().correct(document, content_type, wanted)
    return refusal.value.code


def test_what_was_judged_to_find_no_more_is_not_judged_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged: list[Ordonnance] = []

    def counted(ordonnance: Ordonnance, *facts: Any, **more: Any) -> Report:
        judged.append(ordonnance)
        return judge_prescribing(ordonnance, *facts, **more)

    monkeypatch.setattr(correct, "judge_prescribing", counted)
    result = fixed(too_long())
    assert len(result.applied) == 1
    assert len(judged) == len(set(judged)) == 2


def test_the_document_is_written_again_with_the_correction_and_nothing_else() -> None:
    document = too_long()
    result = fixed(document)
    assert result.applied == (AppliedView("RX-DUR-07", 1, "Mettre 84 jours"),)
    (written,) = result.documents
    assert written.outcome == "allowed"
    assert "RX-DUR-07" not in {each.rule for each in written.findings}
    before, after = request(json.loads(document)), request(json.loads(written.document))
    bounds = after["dosageInstruction"][0]["timing"]["repeat"]["boundsDuration"]
    assert bounds == {**WEEKS, "value": 84}
    bounds["value"] = 90
    for each in (before, after):
        del each["subject"], each["requester"]
    assert after == before


def test_nothing_to_correct_gives_the_same_bytes_back() -> None:
    document = example("tramadol")
    result = fixed(document)
    assert result.applied == ()
    assert [each.document for each in result.documents] == [document]


def test_what_stands_beside_the_line_is_kept() -> None:
    profile = {"profile": ["https://exemple.example/profil"]}
    (written,) = fixed(too_long(lambda line: line.update(meta=profile))).documents
    assert request(json.loads(written.document))["meta"] == profile


def test_a_part_that_would_contradict_the_correction_refuses_it() -> None:
    twice = {"expectedSupplyDuration": {**WEEKS, "value": 90}}
    assert refused(too_long(lambda line: line.update(dispenseRequest=twice))) == (
        "DOCUMENT_NOT_WHOLE"
    )


def test_a_signed_document_is_not_corrected() -> None:
    assert refused(b"a.b.c", content_type="application/jose") == "DOCUMENT_SIGNED"


def test_only_what_is_asked_for_is_corrected() -> None:
    renewed = {"numberOfRepeatsAllowed": 0}
    document = too_long(lambda line: line.update(dispenseRequest=renewed))
    assert [each.rule for each in fixed(document, Wanted("RX-DUR-07", 1)).applied] == ["RX-DUR-07"]
    assert refused(document, Wanted("RX-DUR-07", 2)) == "CORRECTION_UNKNOWN"
    assert refused(document, Wanted("RX-DUR-07", 1, 2)) == "CORRECTION_UNKNOWN"
    assert refused(document, Wanted("RX-DUR-07", 1, -1)) == "CORRECTION_UNKNOWN"
    assert refused(document, Wanted("RX-STUP-11")) == "CORRECTION_UNKNOWN"


def test_what_the_check_answers_says_what_may_be_corrected() -> None:
    (found,) = [each for each in checker().check(too_long()).findings if each.corrections]
    assert [(each.label, each.asserts) for each in found.corrections] == [
        ("Mettre 84 jours", False)
    ]


# --- The loop, with rules that are played


def told(*corrections: Correction, severity: Severity = Severity.BLOCKING, line: int = 1) -> Report:
    return Report((
        Finding(
            "R-1", None, Verdict.BREACHED, severity, line, "", "", "", "", Confidence.VERIFIED,
            corrections=corrections,
        ),
    ))  # fmt: skip


def ordonnance(case: Case) -> Ordonnance:
    return case.ordonnance


def test_a_correction_that_asserts_is_made_only_when_asked_for() -> None:
    given = ordonnance(a_case(RAMIPRIL))
    stated = Correction("Affirmer", 1, {"risk_information": True}, asserts=True)

    def judge(each: Ordonnance) -> Report:
        return Report(()) if each.lines[0].risk_information else told(stated)

    assert corrected(given, judge) == ((given,), ())
    (after,), applied = corrected(given, judge, (Wanted("R-1"),))
    assert after.lines[0].risk_information
    assert applied == (AppliedView("R-1", 1, "Affirmer"),)


def test_what_only_informs_is_not_corrected_unless_asked_for() -> None:
    given = ordonnance(a_case(RAMIPRIL))
    report = told(Correction("Mettre", 1, {"renewals": 0}), severity=Severity.INFO)
    assert corrected(given, lambda _each: report) == ((given,), ())
    assert corrected(given, lambda _each: report, (Wanted("R-1"),))[1] != ()


def test_a_correction_that_does_not_make_its_finding_go_is_made_once() -> None:
    given = ordonnance(a_case(RAMIPRIL))

    def judge(each: Ordonnance) -> Report:
        return told(Correction("Ajouter", 1, {"renewals": (each.lines[0].renewals or 0) + 1}))

    (after,), applied = corrected(given, judge)
    assert (after.lines[0].renewals, len(applied)) == (1, 1)


def test_lines_set_apart_are_told_by_their_number_in_the_document_given() -> None:
    given = ordonnance(two_lines(RAMIPRIL, RAMIPRIL))
    renew = Correction("Ne pas renouveler", 1, {"renewals": 0})

    def judge(each: Ordonnance) -> Report:
        if len(each.lines) == 2:
            return told(Correction("Mettre la ligne 2 à part", apart=(2,)), line=2)
        return Report(()) if each.lines[0].renewals == 0 else told(renew)

    documents, applied = corrected(given, judge)
    assert [[line.number for line in each.lines] for each in documents] == [[1], [1]]
    assert [each.line for each in applied] == [2, 1, 2]
    assert documents[1].lines[0].id == given.lines[1].id


def test_a_document_judged_on_another_day_is_corrected_by_the_rules_of_that_day() -> None:
    on = date.fromisoformat(request(json.loads(example("tramadol")))["authoredOn"][:10])
    assert checker().correct(too_long(), on=on).applied == fixed(too_long()).applied
    assert replace(Wanted("R-1"), choice=2) == Wanted("R-1", None, 2)
