"""`line parse`: one sentence as words, or many on standard input."""

import json

from tests.unit.cli.conftest import Ordonnance


def test_a_line_is_told_part_by_part(ordonnance: Ordonnance) -> None:
    told = ordonnance("line", "parse", "kardegic 75 1/j 3 mois ald xyz", "--demo").stdout
    assert "Médicament\u202f: KARDEGIC 75 mg" in told
    assert "Prise en charge\u202f: en rapport avec une ALD" in told
    assert "Non compris\u202f: 3 mois xyz" in told


def test_lines_are_read_one_per_line(ordonnance: Ordonnance) -> None:
    stdin = "lyrica 75 1 gel le soir\n" + "1" * 501 + "\nexemplol 1/j\n"
    told = ordonnance("line", "parse", "--json", "--demo", stdin=stdin)
    known, long, unknown = (json.loads(line) for line in told.stdout.splitlines())
    (result,) = known["results"]
    assert result["confidence"] == "certain"
    assert result["dosageInstruction"][0]["timing"]["repeat"]["when"] == ["EVE"]
    assert result["chips"][0]["kind"] == "medicine"
    assert (long["results"], "500" in long["error"]) == ([], True)
    assert unknown["results"][0]["medicines"] == []


def test_nothing_to_read_is_a_mistake_of_whoever_typed(ordonnance: Ordonnance) -> None:
    told = ordonnance("line", "parse", " ", "--demo")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "rien à lire" in told.stderr
