"""Records sorted through the disk, and a verification whose memory does not grow with the base."""

import asyncio
import hashlib
import tracemalloc
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.database import spilling
from ordonnance.adapters.database.anchors import FIRST, Anchor, Leaf, Root, content, write_leaves
from ordonnance.adapters.database.chain import journal_hash
from ordonnance.adapters.database.journals import Chain, Journals
from ordonnance.adapters.database.spilling import Spilled, rank_of, ranked
from ordonnance.adapters.database.verifying import Fault, Finding, Seen
from ordonnance.adapters.seal.anchors import sign_anchor
from tests.ports.anchored import SEALS, found
from tests.ports.bases import NOON

MEBIBYTE = 1024 * 1024


@given(st.lists(st.binary(max_size=30), max_size=200), st.integers(1, 4000))
def test_records_come_back_in_order_whatever_the_memory(given_: list[bytes], most: int) -> None:
    spilled = Spilled(most)
    for record in given_:
        spilled.add(record)
    assert list(spilled) == sorted(given_)
    spilled.close()


def test_many_parts_are_merged_before_they_are_too_many() -> None:
    spilled = Spilled(in_memory=100)
    records = [hashlib.sha256(str(rank).encode()).digest() for rank in range(700)]
    for record in records:
        spilled.add(record)
    assert list(spilled) == sorted(records)
    spilled.close()


@given(st.integers(-(2**31), 2**31), st.integers(-(2**31), 2**31))
def test_ranks_are_ordered_like_their_bytes(one: int, other: int) -> None:
    assert rank_of(ranked(one)) == one
    assert (ranked(one) < ranked(other)) == (one < other)


class Large:
    """Journals of one entry each, made as they are read: nothing of them is kept here."""

    def __init__(self, count: int, each_anchor: int, wrong: int | None = None) -> None:
        self.count, self.each_anchor, self.wrong = count, each_anchor, wrong

    def hash(self, rank: int) -> bytes:
        return journal_hash(b"", self.number(rank), 1, NOON, b"entry")

    def number(self, rank: int) -> str:
        return f"UD{rank:016d}"

    async def anchors(self) -> AsyncIterator[Anchor]:
        """Each anchor holds journals taken far apart, as openings are."""
        previous, step = FIRST, self.count // self.each_anchor
        for sequence in range(1, step + 1):
            root, leaves = Root(), []
            for rank in range(sequence - 1, self.count, step):
                leaf = Leaf(self.number(rank), 1)
                root.add(leaf, bytes(32) if rank == self.wrong else self.hash(rank))
                leaves.append(leaf)
            at = NOON + timedelta(seconds=sequence)
            said = content(sequence, at, at, previous, root)
            anchor = Anchor(sequence, at, at, sign_anchor(SEALS, said, at), write_leaves(leaves))
            previous = anchor.digest
            yield anchor

    async def chains(self) -> AsyncIterator[Chain]:
        for rank in range(self.count):
            head = self.hash(rank)
            row: dict[str, Any] = {
                "journal_count": 1, "journal_head": head, "sequence": 1, "at": NOON,
                "entry": b"entry", "hash": head,
            }  # fmt: skip
            yield Chain(self.number(rank), [row])

    def judged(self, seen: Seen | None = None) -> list[Finding]:
        return asyncio.run(found(Journals(self.anchors(), self.chains()), (), seen))


def test_an_anchor_over_another_hash_is_named_among_many() -> None:
    wrong = Large(2000, 100, wrong=25)
    assert wrong.judged() == [Finding(Fault.ANCHORED_DIFFERENTLY, None, 6)]


def test_the_memory_of_a_verification_does_not_grow_with_the_base(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spilling, "IN_MEMORY", MEBIBYTE // 4)
    peaks = []
    for count in (4_000, 16_000):
        seen = Seen()
        tracemalloc.start()
        assert Large(count, 500).judged(seen) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert seen.entries == count
    # Held in memory, what is put in order would take four times as much.
    assert peaks[1] - peaks[0] < MEBIBYTE
