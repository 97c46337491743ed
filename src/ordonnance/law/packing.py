"""Which packs make a quantity: the least left over, then the fewest packs.

Quantities are countable units (tablets, millilitres) as exact decimals. Nothing is rounded: what
cannot be made without a part of a pack is said so by the caller, who counts to the unit.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from itertools import combinations

MOST_PACKS = 999
"""Beyond that many packs of one size the figure was mistyped: nothing is proposed."""

Counts = tuple[tuple[Decimal, int], ...]
"""(size, number of packs of that size), the largest size first, none that is zero."""


@lru_cache(maxsize=4096)
def packs_for(need: Decimal, sizes: frozenset[Decimal]) -> Counts:
    """Whole packs that hold at least `need`, of one or two sizes; empty when nothing does.

    Least surplus first, then fewest packs, then fewest sizes.
    """
    if need <= 0:
        return ()
    found = [counts for counts in _choices(need, sizes) if _packs(counts) <= MOST_PACKS]
    return min(found, key=lambda c: (held(c) - need, _packs(c), len(c)), default=())


def held(counts: Iterable[tuple[Decimal, int]]) -> Decimal:
    """Units in those packs."""
    return sum((size * count for size, count in counts), Decimal(0))


def _packs(counts: Counts) -> int:
    return sum(count for _, count in counts)


def _choices(need: Decimal, sizes: frozenset[Decimal]) -> Iterator[Counts]:
    usable = sorted((size for size in sizes if size > 0), reverse=True)
    for size in usable:
        yield ((size, _ceiling(need / size)),)
    for large, small in combinations(usable, 2):
        for count in range(1, min(_ceiling(need / large), MOST_PACKS)):
            yield (large, count), (small, _ceiling((need - large * count) / small))


def _ceiling(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))
