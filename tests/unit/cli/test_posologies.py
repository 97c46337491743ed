"""`posology parse`: one phrase as words, or many on standard input."""

import json

from tests.unit.cli.conftest import Ordonnance


def test_posologies_are_read_one_per_line(ordonnance: Ordonnance) -> None:
    told = ordonnance("posology", "parse", "--json", stdin="1 cp x3/j\n\n1 cp QOD\n")
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert [each["query"] for each in answers] == ["1 cp x3/j", "", "1 cp QOD"]
    (first,), (empty,), (third,) = (each["results"] for each in answers)
    assert (first["confidence"], empty["confidence"], third["confidence"]) == (
        "certain", "none", "partial",
    )  # fmt: skip
    assert first["dosageInstruction"][0]["timing"]["repeat"]["frequency"] == 3
    assert third["rest"] == ["QOD"]


def test_a_posology_too_long_is_answered_without_a_result(ordonnance: Ordonnance) -> None:
    told = ordonnance("posology", "parse", "--json", stdin="1" * 501 + "\n1 cp/j\n")
    long, short = (json.loads(line) for line in told.stdout.splitlines())
    assert long["results"] == []
    assert "500" in long["error"]
    assert short["results"][0]["confidence"] == "certain"


def test_a_posology_is_told_in_french(ordonnance: Ordonnance) -> None:
    told = ordonnance("posology", "parse", "1 cp 2/j xyz").stdout
    assert "1 comprimé 2 fois par jour (compris en partie)" in told
    assert "Non compris\u202f: xyz" in told
    assert "À vérifier\u202f:" in told
