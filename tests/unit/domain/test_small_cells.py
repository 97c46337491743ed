"""What is published of a table never gives back what was withheld from it."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.small_cells import LEAST, withheld


def published(counts: Sequence[int]) -> tuple[object, ...]:
    """All that a reader has: each cell or nothing, and the total when it is published."""
    hidden = withheld(counts)
    total = sum(counts)
    shown = tuple(None if place in hidden else count for place, count in enumerate(counts))
    return (*shown, None if 0 < total < LEAST else total)


def like(counts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every table of that total that is published as this one is, whatever its hidden cells."""
    hidden, shown = sorted(withheld(counts)), published(counts)
    for values in parts(sum(counts[place] for place in hidden), len(hidden)):
        table = list(counts)
        for place, value in zip(hidden, values, strict=True):
            table[place] = value
        if published(table) == shown:
            yield tuple(table)


def parts(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a total out between so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in parts(total - first, cells - 1))


@pytest.mark.parametrize(("cells", "most"), [(2, 30), (3, 12), (4, 6)])
def test_whoever_knows_the_method_still_cannot_tell_a_hidden_cell(cells: int, most: int) -> None:
    seen, told = set(), []
    for counts in product(range(most + 1), repeat=cells):
        if not withheld(counts) or published(counts) in seen:
            continue
        seen.add(published(counts))
        unsure: set[int] = set()
        for other in like(counts):
            unsure |= {place for place in range(cells) if other[place] != counts[place]}
            if unsure >= withheld(counts):
                break
        if not unsure >= withheld(counts):
            told.append((counts, published(counts)))
    assert told == []
    assert len(seen) > cells


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12))
def test_small_cells_are_hidden_and_the_total_gives_none_of_them_back(counts: list[int]) -> None:
    hidden = withheld(counts)
    small = {place for place, count in enumerate(counts) if 0 < count < LEAST}
    assert small <= hidden
    assert not hidden or small
    if small and hidden != frozenset(range(len(counts))):
        (other,) = hidden - small
        assert counts[other] >= LEAST
        assert len(small) < len(hidden)


@given(st.lists(st.integers(5, 60), min_size=1, max_size=12))
def test_nothing_is_hidden_of_a_table_without_small_cells(counts: list[int]) -> None:
    assert withheld(counts) == frozenset()


def test_one_other_cell_is_hidden_with_the_small_ones_by_its_place() -> None:
    assert withheld([2, 50, 8, 0, 30]) == {0, 4}
    assert withheld([50, 30, 3, 4]) == {1, 2, 3}
    assert withheld([50, 5, 1]) == {0, 1, 2}
    assert withheld([50, 6, 1]) == {1, 2}
    assert withheld([1, 0, 4]) == {0, 1, 2}
    assert withheld([3, 0, 0]) == {0, 1, 2}
    assert withheld([0, 0]) == frozenset()
    assert withheld([7]) == frozenset()
