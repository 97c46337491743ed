"""What each command asks of the base, and what it answers in JSON and in French."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ordonnance.domain.dispensing import DeclineReason, SubstitutionKind, UndoReason
from ordonnance.doors.cli import prose
from ordonnance.fhir.inputs import AcknowledgementInput, LineInput
from ordonnance.usecases import results
from tests.unit.cli.conftest import (
    ANSWERS,
    AT,
    DAY,
    NUMBER,
    OTHER,
    FakeClient,
    Ordonnance,
    consulted,
)
from tests.unit.cli.typed import BUNDLE, SPACE

GROUPED = " ".join((NUMBER[:4], NUMBER[4:8], NUMBER[8:12], NUMBER[12:16], NUMBER[16:]))


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "ordonnance.json"
    path.write_bytes(BUNDLE)
    return str(path)


def test_issue_sends_the_file_and_answers_number_version_instant_and_findings(
    ordonnance: Ordonnance, base: FakeClient, document: str
) -> None:
    result = ordonnance("issue", document, "--acknowledge", "MI-09/2=Vu avec le patient", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert {name: said[name] for name in ("number", "version", "issued_at")} == {
        "number": NUMBER, "version": 1, "issued_at": "2026-03-12T09:30:00Z",
    }  # fmt: skip
    assert said["findings"][0]["rule"] == "RX-DUR-01"
    attested = (AcknowledgementInput("MI-09", "Vu avec le patient", 2),)
    assert base.asked == (
        "issue", (BUNDLE,),
        {"content_type": "application/fhir+json", "acknowledgements": attested},
    )  # fmt: skip


def test_issue_tells_the_number_in_groups(
    ordonnance: Ordonnance, base: FakeClient, document: str
) -> None:
    result = ordonnance("issue", document)
    assert f"{SPACE}: {GROUPED}" in result.stdout
    assert "La durée dépasse un an." in result.stdout
    assert base.asked[0] == "issue"


@pytest.mark.parametrize("name", ["signée.jose", "signée.txt", "-"])
def test_a_signed_document_is_sent_as_jose(
    ordonnance: Ordonnance, base: FakeClient, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"e30.e30.c2ln\n")
    given = "-" if name == "-" else str(tmp_path / name)
    result = ordonnance("issue", given, stdin=b"e30.e30.c2ln\n")
    assert result.exit_code == 0
    assert base.asked == ("issue", (b"e30.e30.c2ln",), {"content_type": "application/jose"})


def test_a_reservation_is_read_from_the_answer_of_reserve(
    ordonnance: Ordonnance, base: FakeClient, document: str, tmp_path: Path
) -> None:
    held = tmp_path / "réservation.json"
    held.write_text(json.dumps({"id": "r1", "numbers": [NUMBER], "reservation": "a.b.c"}))
    assert ordonnance("issue", document, "--reservation", str(held)).exit_code == 0
    assert base.asked[2]["reservation"] == "a.b.c"


def test_consult_answers_the_shape_of_the_contract(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    result = ordonnance("consult", NUMBER, "--json")
    said = json.loads(result.stdout, parse_float=Decimal)
    assert (said["number"], said["version"], said["state"]) == (NUMBER, 1, "issued")
    line = said["lines"][0]
    assert {name: line[name] for name in ("line", "label", "state", "next_on", "last_on")} == {
        "line": 1, "label": "EXEMPLE 5 mg, comprimé", "state": "open",
        "next_on": "2026-03-12", "last_on": "2026-06-12",
    }  # fmt: skip
    assert line["remaining"] == {"packs": Decimal("2.5"), "days": 70, "units": None}
    assert said["document"] == {"resourceType": "Bundle"}
    assert base.asked == ("consult", (NUMBER,), {})


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        ((NUMBER,), None),
        ((GROUPED,), None),
        (tuple(GROUPED.lower().split()), None),
        ((f"https://autre.example/o#{NUMBER}.suite",), None),
        (("-",), f"{GROUPED}\n"),
    ],
)
def test_a_number_is_read_however_it_is_given(
    ordonnance: Ordonnance, base: FakeClient, words: tuple[str, ...], stdin: str | None
) -> None:
    assert ordonnance("consult", *words, stdin=stdin).exit_code == 0
    assert base.asked == ("consult", (NUMBER,), {})


def test_consult_tells_lines_remaining_and_dates_in_french(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    told = ordonnance("consult", NUMBER).stdout
    assert f"Ordonnance {GROUPED}, version 1{SPACE}: émise, rien n’est délivré" in told
    assert "2,5 boîtes (70 jours)" in told
    assert "Dernier jour  12/06/2026" in told
    assert base.asked[0] == "consult"


def test_the_objection_is_told_to_the_author(
    ordonnance: Ordonnance, base: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, "consult", consulted(objection=True, executions_hidden=True))
    assert "s’oppose" in ordonnance("consult", NUMBER).stdout
    assert base.asked[0] == "consult"


DISPENSES: list[tuple[list[str], dict[str, Any]]] = [
    (["--all"], {"everything": True}),
    (["--line", "1", "--packs", "1"], {"lines": (LineInput(1, Decimal(1)),)}),
    (["--line", "1", "--units", "7,5"], {"lines": (LineInput(1, None, Decimal("7.5")),)}),
    (
        ["--line", "2", "--packs", "1", "--cip", "3400930000001", "--lot", "L1",
         "--substitution", "generic", "--quantity-reason", "pack-size", "--note", "mot"],
        {"lines": (LineInput(
            2, Decimal(1), None, "3400930000001", "GENERIC", None, "PACK_SIZE", "L1", None, "mot"
        ),)},
    ),
    (
        ["--all", "--line", "2", "--decline", "NOT_WANTED", "--pharmacist", "99900000078"],
        {
            "everything": True, "lines": (LineInput(2, decline_reason="NOT_WANTED"),),
            "pharmacist": "99900000078",
        },
    ),
    (
        ["--all", "--acknowledge", "A=un", "--acknowledge", "B/3=deux = trois"],
        {"everything": True, "acknowledgements": (
            AcknowledgementInput("A", "un"), AcknowledgementInput("B", "deux = trois", 3),
        )},
    ),
    (["--all", "--key", "k1", "--if-match", "4"], {"everything": True, "key": "k1", "if_match": 4}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), DISPENSES, ids=lambda value: " ".join(value))
def test_dispense_asks_for_what_was_typed(
    ordonnance: Ordonnance, base: FakeClient, words: list[str], expected: dict[str, Any]
) -> None:
    result = ordonnance("dispense", NUMBER, *words, "--json")
    assert result.exit_code == 0, result.stdout
    act, args, options = base.asked
    if len(args) > 1 and args[1]:
        options = {**options, "lines": args[1]}
    assert (act, args[0], options) == ("dispense", NUMBER, expected)
    assert json.loads(result.stdout)["reference"] == "EX-1"


def test_dispense_tells_what_was_served_and_left_out(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    told = ordonnance("dispense", NUMBER, "--all").stdout
    assert "référence EX-1" in told
    assert "ligne 1  1 boîte  28 jours  EXEMPLE 5 mg  CIP13 3400930000001" in told
    assert f"ligne 2 laissée{SPACE}: La ligne 2 n’est pas due." in told
    assert base.asked[0] == "dispense"


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["undo", NUMBER, "--reason", "mistake"], ("undo", (NUMBER, "MISTAKE"), {})),
        (
            ["undo", NUMBER, "--reason", "NOT_COLLECTED", "--reference", "EX-1"],
            ("undo", (NUMBER, "NOT_COLLECTED"), {"reference": "EX-1"}),
        ),
        (
            ["cancel", NUMBER, "--reason", "OTHER", "--text", "Doublon"],
            ("cancel", (NUMBER, "OTHER"), {"text": "Doublon"}),
        ),
        (["object", NUMBER], ("object", (NUMBER,), {})),
        (
            ["object", NUMBER, "--withdraw", "--proof", "Courrier"],
            ("object", (NUMBER,), {"withdraw": True, "proof": "Courrier"}),
        ),
        (["executions", NUMBER], ("executions", (NUMBER,), {})),
        (["journal", NUMBER], ("journal", (NUMBER,), {})),
        (["list"], ("list", (), {})),
        (["reserve", "--count", "2"], ("reserve", (2,), {})),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_act_is_asked_and_answered_in_both_ways(
    ordonnance: Ordonnance,
    base: FakeClient,
    words: list[str],
    call: tuple[str, tuple[Any, ...], dict[str, Any]],
) -> None:
    told = ordonnance(*words)
    assert told.exit_code == 0
    assert told.stdout.strip()
    assert not told.stdout.startswith("{")
    assert base.asked == call
    base.calls.clear()
    answered = ordonnance(*words, "--json")
    assert isinstance(json.loads(answered.stdout), dict)
    assert base.asked == call


def test_coded_reasons_are_told_in_french(
    ordonnance: Ordonnance, base: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = results.ServedView(1, "EXEMPLE", Decimal(1), None, 28, None, "GENERIC", "L1")
    left = results.DeclinedView(2, "NOT_WANTED", "")
    view = results.ExecutionView("EX-2", AT, DAY, "Pharmacie", "X", (served,), (left,), "MISTAKE")
    monkeypatch.setitem(ANSWERS, "executions", results.Executions(NUMBER, False, (view,)))
    told = ordonnance("executions", NUMBER).stdout
    assert f"lot L1, substitution{SPACE}: générique" in told
    assert f"ligne 2 non délivrée{SPACE}: non souhaité par le patient" in told
    assert f"Annulée{SPACE}: erreur d’enregistrement" in told
    assert base.asked[0] == "executions"
    every = [each for kind in (UndoReason, DeclineReason, SubstitutionKind) for each in kind]
    assert [code for code in every if prose.reason(code) == code] == []


def test_replace_takes_a_number_in_groups_and_a_file(
    ordonnance: Ordonnance, base: FakeClient, document: str
) -> None:
    result = ordonnance("replace", *GROUPED.split(), document, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["number"], said["replaces"]) == (OTHER, NUMBER)
    assert base.asked == (
        "replace", (NUMBER, BUNDLE), {"content_type": "application/fhir+json"},
    )  # fmt: skip


def test_render_writes_a_file_for_its_owner_only(
    ordonnance: Ordonnance, base: FakeClient, tmp_path: Path
) -> None:
    sheet = tmp_path / "feuille.pdf"
    result = ordonnance("render", NUMBER, "-o", str(sheet), "--json")
    assert json.loads(result.stdout) == {"file": str(sheet), "bytes": 16}
    assert sheet.read_bytes() == b"%PDF-1.7 feuille"
    assert sheet.stat().st_mode & 0o077 == 0
    assert base.asked == ("render", (NUMBER, "pdf"), {})


def test_render_to_standard_output_gives_the_pdf_alone(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    assert ordonnance("render", NUMBER, "-o", "-").stdout_bytes == b"%PDF-1.7 feuille"
    assert base.asked[0] == "render"
