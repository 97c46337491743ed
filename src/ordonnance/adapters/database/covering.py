"""What the anchors cover, met in the order of the journals, then in the order of the anchors.

A leaf names a journal; its anchor signs a root over many of them. Millions of leaves are put in
the order of the numbers, each meets its journal, then goes back, with the hash found there, to the
order of the anchors, where the roots are made again. Nothing of that is held in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ordonnance.adapters.database.anchors import Leaf, Root
from ordonnance.adapters.database.spilling import Spilled, rank_of, ranked

_SEQUENCE, _COUNT, _HASH = 8, 4, 32
_TAIL = _COUNT + _SEQUENCE


@dataclass(frozen=True, slots=True)
class Covered:
    """One leaf, and the rank of the anchor that holds it."""

    leaf: Leaf = field(repr=False)
    anchor: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a genuine anchor signed: how many leaves, which root."""

    anchor: int
    leaves: int
    root: bytes


class Covering:
    """The leaves of every anchor together; filled first, then walked once from end to end."""

    def __init__(self) -> None:
        self._leaves, self._found, self._expected = Spilled(), Spilled(), Spilled()
        self._walk: Iterator[Covered] = iter(())
        self._next: Covered | None = None

    def add(self, anchor: int, leaf: Leaf) -> None:
        """One leaf of an anchor."""
        tail = leaf.count.to_bytes(_COUNT, "big") + ranked(anchor)
        # NUL comes before every character: shorter names come first, as in the database.
        self._leaves.add(leaf.number.encode() + b"\0" + tail)

    def expect(self, expected: Expected) -> None:
        """What an anchor signed."""
        rank = ranked(expected.anchor)
        self._expected.add(rank + expected.leaves.to_bytes(8, "big") + expected.root)

    def begin(self) -> None:
        """All leaves are there."""
        self._walk = map(_covered, self._leaves)
        self._next = next(self._walk, None)

    def before(self, number: str | None) -> Iterator[Covered]:
        """Leaves of the journals that come before this one; of all that remain for None.

        They are gone: each counts in its root as an entry that is not there.
        """
        while self._next is not None and (number is None or self._next.leaf.number < number):
            gone = self._next
            self.found(gone, None)
            yield gone
            self._next = next(self._walk, None)

    def of(self, number: str) -> Iterator[Covered]:
        """Leaves of this journal; the caller tells what it found for each."""
        while self._next is not None and self._next.leaf.number == number:
            yield self._next
            self._next = next(self._walk, None)

    def found(self, covered: Covered, head: bytes | None) -> None:
        """The hash of the entry of that rank, None when it is not there."""
        leaf = covered.leaf
        # One of another length is not a hash: it counts as none, and its root will differ.
        told = head if head is not None and len(head) == _HASH else b""
        self._found.add(
            ranked(covered.anchor)
            + leaf.number.encode() + b"\0" + leaf.count.to_bytes(_COUNT, "big")
            + len(told).to_bytes(1, "big") + told.ljust(_HASH, b"\0")
        )  # fmt: skip

    def differing(self) -> Iterator[int]:
        """The ranks of the anchors whose root is not the one that they signed."""
        found = iter(self._found)
        record = next(found, None)
        for each in self._expected:
            rank, leaves, root = each[:8], int.from_bytes(each[8:16], "big"), each[16:]
            again = Root()
            while record is not None and record[:8] <= rank:
                if record[:8] == rank:
                    again.add(*_leaf_found(record))
                record = next(found, None)
            if (again.leaves, again.value()) != (leaves, root):
                yield rank_of(rank)

    def close(self) -> None:
        """Give the disk back."""
        for each in (self._leaves, self._found, self._expected):
            each.close()


def _covered(record: bytes) -> Covered:
    name, tail = record[: -_TAIL - 1], record[-_TAIL:]
    leaf = Leaf(name.decode(), int.from_bytes(tail[:_COUNT], "big"))
    return Covered(leaf, rank_of(tail[_COUNT:]))


def _leaf_found(record: bytes) -> tuple[Leaf, bytes]:
    tail = record[-_COUNT - 1 - _HASH :]
    name = record[_SEQUENCE : -len(tail) - 1]
    leaf = Leaf(name.decode(), int.from_bytes(tail[:_COUNT], "big"))
    return leaf, tail[_COUNT + 1 :][: tail[_COUNT]]
