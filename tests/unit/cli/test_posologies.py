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


def test_nothing_to_read_is_a_mistake_of_whoever_typed(ordonnance: Ordonnance) -> None:
    for words in (("",), ("  ",)):
        told = ordonnance("posology", "parse", *words)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "rien à lire" in told.stderr
    piped = ordonnance("posology", "parse", "--json", stdin="\n")
    assert piped.exit_code == 0


def test_what_a_posology_asks_for_is_counted(ordonnance: Ordonnance) -> None:
    words = ("posology", "parse", "1 cp x3/j pendant 7 jours", "--units", "30")
    told = ordonnance(*words, "--from", "12/03/2026").stdout
    assert "3 comprimés par jour au plus, 21 comprimés en tout" in told
    long = ("posology", "parse", "1 cp x3/j", "--units", "30", "--from", "2026-03-12")
    assert "une boîte de 30 comprimés dure 10 jours, la suivante commence le 22/03/2026" in (
        " ".join(ordonnance(*long).stdout.replace("\u202f", " ").split())
    )
    amounts = json.loads(ordonnance(*long, "--json").stdout)["results"][0]["amounts"]
    assert amounts == {
        "unit": "comprimé", "per_day": 3, "in_all": None, "pack": 30, "pack_days": 10,
        "next_on": "2026-03-22",
    }  # fmt: skip
    assert (
        json.loads(ordonnance("posology", "parse", "selon INR", "--json").stdout)["results"][0][
            "amounts"
        ]
        is None
    )


def test_amounts_of_a_posology_read_in_part_are_not_counted(ordonnance: Ordonnance) -> None:
    typed = "10 UI au coucher, augmenter de 2 UI tous les 3 jours si besoin"
    told = ordonnance("posology", "parse", typed, "--json").stdout
    (read,) = json.loads(told)["results"]
    assert (read["confidence"], read["text"], read["amounts"]) == (
        "partial", "10\u202fUI au coucher", None,
    )  # fmt: skip
    assert "au plus" not in ordonnance("posology", "parse", typed).stdout


def test_what_is_to_be_read_again_says_why(ordonnance: Ordonnance) -> None:
    told = ordonnance("posology", "parse", "EXEMPLOL 1 g 1 cp x3/j pendant 7 jours").stdout
    assert "compris, à vérifier" in told
    assert "À vérifier\u202f: un nom de produit précède" in told
