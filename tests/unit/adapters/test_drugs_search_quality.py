"""Search over the whole public file: what doctors type, faults and abbreviations included."""

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.search import search
from ordonnance.domain.drug import Catalogue, Medicine

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "bdpm" / "2026-05"
QUERIES = Path(__file__).with_name("drug_queries.tsv")
"""One query a line, then the beginnings of name that are right for the first answer."""

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the public drug files of May 2026 are not beside the project"
)


@cache
def whole() -> Catalogue:
    return imported(read_published(OFFICIAL), date(2026, 11, 22)).catalogue


def queries() -> list[tuple[str, list[str]]]:
    rows = (line.split("\t") for line in QUERIES.read_text("utf-8").splitlines())
    return [(query, wanted.split("|")) for query, wanted in rows]


def first(query: str) -> Medicine | None:
    return next(iter(search(whole(), query, 1)), None)


def folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def test_the_first_answer_is_the_one_meant_nineteen_times_in_twenty() -> None:
    asked = queries()
    assert len(asked) >= 200
    missed = [
        query
        for query, wanted in asked
        if (found := first(query)) is None
        or not any(folded(found.name).startswith(folded(each)) for each in wanted)
    ]
    assert len(missed) * 20 <= len(asked), missed


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("levotirox 50", "LEVOTHYROX 50"),
        ("azitromicine", "AZITHROMYCINE"),
        ("mtx 2,5", "METHOTREXATE"),
        ("forlax 10", "FORLAX 10 g"),
        ("vit b12", "VITAMINE B12"),
    ],
)
def test_faults_abbreviations_and_bare_numbers_find_what_is_meant(query: str, name: str) -> None:
    found = first(query)
    assert found is not None
    assert found.name.startswith(name)


def test_a_word_that_sounds_like_none_finds_nothing() -> None:
    assert search(whole(), "bonjourmadame", 5) == []
    assert search(whole(), "doliprane xyzzyx", 5) == []
