"""Numbers of sheets, as ranges: what people write, and sets of numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.spans import MOST_RANGES, Spans, SpansInvalid

NUMBERS = st.integers(0, 60)
RANGES = st.lists(st.tuples(NUMBERS, NUMBERS).map(lambda pair: (min(pair), max(pair))), max_size=6)


Given = list[tuple[int, int]]


def numbers(spans: Spans) -> set[int]:
    return {number for first, last in spans.ranges for number in range(first, last + 1)}


@given(RANGES, RANGES)
def test_ranges_behave_as_the_sets_that_they_stand_for(one: Given, two: Given) -> None:
    first, second = Spans.of(one), Spans.of(two)
    assert numbers(first | second) == numbers(first) | numbers(second)
    assert numbers(first & second) == numbers(first) & numbers(second)
    assert numbers(first - second) == numbers(first) - numbers(second)
    assert len(first) == len(numbers(first))
    assert {each for each in range(62) if each in first} == numbers(first)


@given(RANGES, RANGES)
def test_equal_sets_are_written_alike(one: Given, two: Given) -> None:
    first, second = Spans.of(one), Spans.of(two)
    assert (first == second) is (numbers(first) == numbers(second))
    if first:
        assert Spans.parse(str(first)) == first


@pytest.mark.parametrize(
    ("text", "said"),
    [("12", "12"), ("12-15", "12 à 15"), ("0012 à 0015, 18", "12 à 15, 18"), ("3;1;2", "1 à 3"),
     ("18, 12–15", "12 à 15, 18")],
)  # fmt: skip
def test_what_people_write_is_read(text: str, said: str) -> None:
    assert str(Spans.parse(text)) == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "aucun numéro"), (" , ", "aucun numéro"), ("A12", "chiffres"), ("15-12", "précède"),
     ("1234567890", "neuf"), ("-3", "chiffres"), (",".join("1" * (MOST_RANGES + 1)), "plages")],
)  # fmt: skip
def test_what_names_no_sheets_says_why(text: str, reason: str) -> None:
    with pytest.raises(SpansInvalid) as refused:
        Spans.parse(text)
    assert reason in refused.value.reason
