"""Checks the journals of a base against their chains and their anchors; no secret key is needed.

The chains tell what was changed, removed or moved inside a journal. The anchors, signed, tell what
a rebuilt chain would hide: a journal cut at its end, a whole ordonnance gone, a rewriting of
everything. The anchors kept outside the database tell a base put back to an earlier state.
"""

import heapq
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ordonnance.adapters.database.anchors import (
    FIRST,
    Anchor,
    Leaf,
    Root,
    read_leaves,
    same_root,
    says,
    short,
)
from ordonnance.adapters.database.chain import BreakKind, breaks
from ordonnance.adapters.database.journals import Chain, Journals, newest

LATE = timedelta(minutes=10)
"""An entry older than the newest anchor by more than this should be under one."""

ReadAnchor = Callable[[str], Mapping[str, Any]]
"""What a JWS of an anchor says; raises ValueError when no trusted key signed it."""


class Fault(StrEnum):
    """What is wrong."""

    ENTRY_MISSING = "entry_missing"
    ENTRY_ALTERED = "entry_altered"
    HEAD = "head"
    CUT = "cut"
    ORDONNANCE_MISSING = "ordonnance_missing"
    ANCHORED_DIFFERENTLY = "anchored_differently"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_ALTERED = "anchor_altered"
    OUTSIDE_FORGED = "outside_forged"
    ROLLED_BACK = "rolled_back"
    NOT_ANCHORED = "not_anchored"
    NEVER_ANCHORED = "never_anchored"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. `journal` is the short hash of a number, None when an anchor is concerned.

    `rank` is that of the entry, or of the anchor.
    """

    fault: Fault
    journal: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Outside:
    """An anchor as kept outside the database."""

    sequence: int
    jws: str


@dataclass(slots=True)
class Seen:
    """What was read so far: counts for people, and whether anything was wrong."""

    ordonnances: int = 0
    entries: int = 0
    anchors: int = 0
    outside: int = 0
    last_anchor: datetime | None = None
    not_anchored: int = 0
    """Journals whose newest entry awaits an anchor: the usual state of the last minute."""
    first_entry: datetime | None = None
    last_entry: datetime | None = None


_OF_BREAK = {
    BreakKind.MISSING: Fault.ENTRY_MISSING,
    BreakKind.ALTERED: Fault.ENTRY_ALTERED,
    BreakKind.HEAD: Fault.HEAD,
}


async def verify(
    journals: Journals, outside: Sequence[Outside], read: ReadAnchor, seen: Seen
) -> AsyncIterator[Finding]:
    """Everything wrong, as it is met; `seen` is filled on the way and complete at the end."""
    signed: dict[int, Mapping[str, Any]] = {}
    for finding in _anchor_faults(journals.anchors, outside, read, signed):
        yield finding
    seen.anchors, seen.outside = len(journals.anchors), len(outside)
    seen.last_anchor = max((anchor.at for anchor in journals.anchors), default=None)
    covering = _Covering(journals.anchors)
    async for chain in journals.chains:
        for finding in _chain_faults(chain, covering, seen):
            yield finding
    for leaf, _ in covering.before(None):
        yield Finding(Fault.ORDONNANCE_MISSING, short(leaf.number), leaf.count)
    if not journals.anchors and _lasted(seen) > LATE:
        yield Finding(Fault.NEVER_ANCHORED, None, 0)
    for anchor, root in covering.roots():
        if anchor.sequence in signed and not same_root(signed[anchor.sequence], root):
            yield Finding(Fault.ANCHORED_DIFFERENTLY, None, anchor.sequence)


def _anchor_faults(
    anchors: Sequence[Anchor],
    outside: Sequence[Outside],
    read: ReadAnchor,
    signed: dict[int, Mapping[str, Any]],
) -> Iterator[Finding]:
    previous, expected = FIRST, 1
    for anchor in anchors:
        for missing in range(expected, min(anchor.sequence, expected + 100)):
            yield Finding(Fault.ANCHOR_MISSING, None, missing)
        try:
            said = read(anchor.jws)
            list(read_leaves(anchor.leaves))
            if anchor.sequence != expected:
                # What stood before is gone: the link to it cannot be judged, it was just told.
                previous = bytes.fromhex(str(said.get("previous")).removeprefix("sha-256:"))
            if anchor.sequence < expected or not says(anchor, said, previous):
                raise ValueError("another anchor")
            signed[anchor.sequence] = said
        except ValueError:
            yield Finding(Fault.ANCHOR_ALTERED, None, anchor.sequence)
        previous, expected = anchor.digest, anchor.sequence + 1
    held = {anchor.sequence: anchor.jws for anchor in anchors}
    for kept in outside:
        try:
            genuine = read(kept.jws).get("sequence") == kept.sequence
        except ValueError:
            genuine = False
        if not genuine:
            yield Finding(Fault.OUTSIDE_FORGED, None, kept.sequence)
        elif held.get(kept.sequence) != kept.jws:
            yield Finding(Fault.ROLLED_BACK, None, kept.sequence)


def _chain_faults(chain: Chain, covering: "_Covering", seen: Seen) -> Iterator[Finding]:
    name = short(chain.number)
    for leaf, _ in covering.before(chain.number):
        yield Finding(Fault.ORDONNANCE_MISSING, short(leaf.number), leaf.count)
    for found in breaks(chain.number, chain.rows):
        yield Finding(_OF_BREAK[found.kind], name, found.sequence)
    hashes = {row["sequence"]: row["hash"] for row in chain.rows if row["sequence"] is not None}
    seen.ordonnances += 1
    seen.entries += len(hashes)
    instants = [row["at"] for row in chain.rows if row["at"] is not None]
    if instants:
        seen.first_entry = min(*instants, seen.first_entry or instants[0])
        seen.last_entry = max(*instants, seen.last_entry or instants[0])
    covered = 0
    for leaf, root in covering.of(chain.number):
        head = hashes.get(leaf.count)
        if head is None:
            yield Finding(Fault.CUT, name, leaf.count)
        root.add(leaf, head or b"")
        covered = max(covered, leaf.count)
    last, at = newest(chain)
    if last > covered:
        seen.not_anchored += 1
        if at is not None and seen.last_anchor is not None and at < seen.last_anchor - LATE:
            # Put there afterwards, or left out: either way its end is proved by nothing.
            yield Finding(Fault.NOT_ANCHORED, name, last)


def _lasted(seen: Seen) -> timedelta:
    """How long the entries read span."""
    if seen.first_entry is None or seen.last_entry is None:
        return timedelta(0)
    return seen.last_entry - seen.first_entry


class _Covering:
    """The leaves of every anchor together, in the order of numbers, met once from end to end."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._anchors = [(anchor, Root()) for anchor in anchors]
        walks = [_walk(anchor, root) for anchor, root in self._anchors]
        self._leaves = heapq.merge(*walks, key=lambda pair: pair[0])
        self._next = next(self._leaves, None)

    def before(self, number: str | None) -> Iterator[tuple[Leaf, Root]]:
        """Leaves of the journals that come before this one; of all that remain for None.

        They are gone: each counts in its root as an entry that is not there.
        """
        while self._next is not None and (number is None or self._next[0].number < number):
            leaf, root = self._next
            root.add(leaf, b"")
            yield leaf, root
            self._next = next(self._leaves, None)

    def of(self, number: str) -> Iterator[tuple[Leaf, Root]]:
        """Leaves of this journal; the caller adds each to its root."""
        while self._next is not None and self._next[0].number == number:
            yield self._next
            self._next = next(self._leaves, None)

    def roots(self) -> Iterable[tuple[Anchor, Root]]:
        """Every anchor with its root, once everything was met."""
        return self._anchors


def _walk(anchor: Anchor, root: Root) -> Iterator[tuple[Leaf, Root]]:
    try:
        for leaf in read_leaves(anchor.leaves):
            yield leaf, root
    except ValueError:
        # Told as ANCHOR_ALTERED when the anchor itself was judged; what it names stays unproved.
        return
