"""Packs for a quantity: the least left over, then the fewest, whatever the sizes."""

from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.law.packing import held, packs_for

SIZES = st.sets(st.integers(1, 120), min_size=1, max_size=3)


def chosen(need: int, *sizes: int) -> dict[int, int]:
    counts = packs_for(Decimal(need), frozenset(Decimal(size) for size in sizes))
    return {int(size): count for size, count in counts}


@pytest.mark.parametrize(
    ("need", "sizes", "expected"),
    [
        (30, (30, 90), {30: 1}),
        (90, (30, 90), {90: 1}),
        (120, (30, 90), {90: 1, 30: 1}),
        (100, (28, 30, 84), {84: 1, 28: 1}),
        (15, (14,), {14: 2}),
    ],
)  # fmt: skip
def test_packs_for_a_quantity(need: int, sizes: tuple[int, ...], expected: dict[int, int]) -> None:
    assert chosen(need, *sizes) == expected


@given(st.integers(1, 400), SIZES)
def test_no_other_choice_of_one_or_two_sizes_leaves_less_or_takes_fewer(
    need: int, sizes: set[int]
) -> None:
    counts = packs_for(Decimal(need), frozenset(map(Decimal, sizes)))
    mine = (int(held(counts)) - need, sum(count for _, count in counts))
    others = [
        (one * some + other * rest - need, some + rest)
        for one, other in combinations_with_replacement(sorted(sizes), 2)
        for some in range(-(-need // one) + 1)
        for rest in (max(0, -(-(need - one * some) // other)),)
        if some + rest
    ]
    assert mine == min(others)


@given(st.integers(-5, 0), SIZES)
def test_nothing_needed_takes_nothing(need: int, sizes: set[int]) -> None:
    assert packs_for(Decimal(need), frozenset(map(Decimal, sizes))) == ()


def test_an_absurd_quantity_is_not_proposed() -> None:
    assert packs_for(Decimal(100_000), frozenset({Decimal(1)})) == ()
