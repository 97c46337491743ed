"""A hundred lines as doctors type them, on the whole public file: each was read by eye."""

from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.search import search
from ordonnance.domain.drug import Catalogue
from ordonnance.usecases.typed_line import read_typed_line
from tests.unit.usecases.typed_sentences import told

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "bdpm" / "2026-05"
LINES = Path(__file__).with_name("typed_lines.tsv")
"""The line, how sure, medicine, posology, other chips, what is not understood; « - » for none."""

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the public drug files of May 2026 are not beside the project"
)


@cache
def whole() -> Catalogue:
    return imported(read_published(OFFICIAL), date(2026, 11, 22)).catalogue


def written() -> list[list[str]]:
    return [line.split("\t") for line in LINES.read_text("utf-8").splitlines()]


def test_a_hundred_lines_are_read_as_they_were_meant() -> None:
    rows = written()
    assert len(rows) >= 100
    find = partial(search, whole())
    wrong = {
        text: (read, tuple(expected))
        for text, *expected in rows
        if (read := told(read_typed_line(text, find, date(2026, 11, 22)))) != tuple(expected)
    }
    assert wrong == {}


def test_most_of_them_need_nothing_more_than_a_look() -> None:
    sure = [row for row in written() if row[1] == "certain"]
    assert len(sure) * 10 >= 7 * len(written())
