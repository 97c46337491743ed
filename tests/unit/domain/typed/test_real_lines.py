"""The reader measured on real lines, when they are beside the project.

A line scores when it is read whole: certain or probable, and nothing left over. Lines in `ASIDE`
are not scored, for the reason told: the right answer to them is not one whole posology; those that
hold two treatments or no readable one must not be read whole with certainty.
Exactness (each reading against what the line says) was judged by reading all of them once; the
readings that a line must never get are in `test_phrases.py`.
"""

import json
from pathlib import Path

import pytest

from ordonnance.domain.typed.reader import Confidence, Reading, read

LINES = Path(__file__).parents[5] / "shared/data/prescriptions/lignes_posologie.jsonl"
FLOOR = 0.85

ASIDE = {
    "two treatments, or one for adults and one for children": """
        47e9510922bd 35b276d55c3b 0018962733c7 09e2b383646c 6dbb3a18819a 8b307046121b e8415c5d48e4
        69cbd81ffab5 dc2d5635679d 357f95f4528a 514f352e611a 1c7cf21de700 a4fe9a9b0276 e02045e6950b
        4d311ea3c041""",
    "advice or a protocol, without a posology": """
        8b5c00ebc045 0a50da96ddc2 d6eced395182 f7154ed78270 0a3fc3c2cbab bbd6cec71d14 4ced8d9a62b6
        feeca595b519 251f4584abae 5745be08c871 9b8b754c90a2 983c4ab98f92 1f5bd8d745ce c0b4eababba5
        d8159bac6eb4""",
    "cut short, a unit that nobody can know, or a sum still to be done": """
        024db064de9e 328ce3ccd707 d742f4b0c0c7 b04c85e7fef8 f404c87252dc 1b9166b47bca 62e5093bab8d
        72f591ced71d 9a157f8cdad3 d27dbc849d2b 755a1e821b77 fcd46e8fb6a0 52561040a659""",
}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Every real line by its id."""
    if not LINES.exists():
        pytest.skip("the real lines (../shared/data/prescriptions) are not beside the project")
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: read(row["text"][:500]) for row in rows}


def whole(reading: Reading) -> bool:
    """True when everything that was typed is in the structure or in the name."""
    return reading.confidence in (Confidence.CERTAIN, Confidence.PROBABLE) and not reading.rest


def test_most_real_lines_are_read_whole(readings: dict[str, Reading]) -> None:
    aside = {each for ids in ASIDE.values() for each in ids.split()}
    assert aside <= set(readings)
    scored = [reading for each, reading in readings.items() if each not in aside]
    share = sum(map(whole, scored)) / len(scored)
    left = sorted(reading.text for reading in scored if not whole(reading))
    assert share >= FLOOR, f"{share:.3f} of {len(scored)}; not read whole: {left}"


def test_what_cannot_be_one_posology_is_never_certain(readings: dict[str, Reading]) -> None:
    aside = [each for ids in ASIDE.values() for each in ids.split()]
    certain = [each for each in aside if readings[each].confidence is Confidence.CERTAIN]
    assert certain == []


def test_two_treatments_are_never_read_as_one(readings: dict[str, Reading]) -> None:
    two = next(iter(ASIDE.values())).split()
    assert [readings[each].text for each in two if whole(readings[each])] == []
