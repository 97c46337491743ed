"""Which counts of a published table are kept back so that nobody is told by a small number.

For one table whose cells add up to a total that is published beside it. Two tables that share cells
besides the total are not covered: they are not published together.
"""

from collections.abc import Sequence

LEAST = 5
"""The smallest count that is published; 0 is published too."""


def withheld(counts: Sequence[int], least: int = LEAST) -> frozenset[int]:
    """The places of the cells to keep back; when the total is small, it is kept back as well.

    Small cells, and the last other one that is not empty: the total then gives none of them back.
    That one is chosen by its place, never by its size, so that whoever knows this method learns
    nothing from the choice. When there is none, or when what is hidden adds up to so little that it
    would tell the small ones, every cell is hidden.
    """
    total = sum(counts)
    everything = frozenset(range(len(counts)))
    if 0 < total < least:
        return everything
    small = [place for place, count in enumerate(counts) if 0 < count < least]
    if not small:
        return frozenset()
    others = [place for place, count in enumerate(counts) if count >= least]
    if not others:
        return everything
    hidden = sum(counts[place] for place in small) + counts[others[-1]]
    # All of them 1 and the other one the least: nothing else would add up.
    return everything if hidden == len(small) + least else frozenset([*small, others[-1]])
