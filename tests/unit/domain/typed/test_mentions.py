"""The reader measured on mentions of clinical cases, labelled by hand, when they are beside us.

A mention was cut from a story (« …traité par vancomycine 1 g IV pendant »), and most hold several
drugs: what counts is that none is read whole and wrong. Each one read whole is compared with the
labels of its dosage and of its length; an expression of frequency is read alone.
"""

import json
import re
from pathlib import Path

import pytest

from ordonnance.domain.french.posology import sentence
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence, Reading, read

FOLDER = Path(__file__).parents[5] / "shared/data/prescriptions"
WHOLE = (Confidence.CERTAIN, Confidence.PROBABLE)
LEAST_MENTIONS, LEAST_FREQUENCIES = 0.42, 0.70
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SPACED = re.compile(r"(?<=\d) (?=000)")

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real mentions (../shared/data) are not beside the project"
)


def rows(name: str) -> list[dict[str, object]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def mentions() -> list[tuple[dict[str, object], Reading]]:
    """Every mention with its reading."""
    found = rows("mentions_posologie.jsonl")
    return [(row, read(str(row["text"])[:MAX_LENGTH])) for row in found]


def whole(reading: Reading) -> bool:
    """True when nothing of it was left."""
    return reading.confidence in WHOLE and not reading.rest


def numbers(text: str) -> set[str]:
    """The numbers of a text, thousands together, as they are compared."""
    joined = _SPACED.sub("", text.replace("\u202f", "").replace("m2", "m²"))
    return {each.replace(",", ".").removesuffix(".0") for each in _NUMBER.findall(joined)}


def test_a_good_part_of_the_mentions_is_read_whole(
    mentions: list[tuple[dict[str, object], Reading]],
) -> None:
    share = sum(whole(reading) for _, reading in mentions) / len(mentions)
    assert share >= LEAST_MENTIONS, f"{share:.3f} of {len(mentions)}"


def test_no_dosage_of_a_mention_read_whole_is_lost_or_changed(
    mentions: list[tuple[dict[str, object], Reading]],
) -> None:
    """Each number labelled as a dosage is in the sentence, or in the name of what is taken."""
    wrong = []
    for row, reading in mentions:
        if not whole(reading) or reading.posology is None:
            continue
        said = numbers(f"{sentence(reading.posology)} {reading.product or ''}")
        spans = row["spans"]
        assert isinstance(spans, list)
        labelled = {n for kind, text in spans if kind == "Dosage" for n in numbers(text)}
        if not labelled <= said:
            wrong.append((row["text"], sorted(labelled - said)))
    assert wrong == []


def test_most_expressions_of_frequency_are_understood() -> None:
    found = [row for row in rows("spans_posologie.jsonl") if row["category"] == "Frequency"]
    understood = [row for row in found if whole(read(f"1 cp {row['text']}"))]
    left = [row["text"] for row in found if row not in understood]
    assert len(understood) / len(found) >= LEAST_FREQUENCIES, left
