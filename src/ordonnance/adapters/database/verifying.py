"""Checks the journals of a base against their chains and their anchors; no secret key is needed.

The chains tell what was changed, removed or moved inside a journal. The anchors, signed, tell what
a rebuilt chain would hide: a journal cut at its end, a whole ordonnance gone, a rewriting of
everything. The anchors kept outside the database tell a base put back to an earlier state.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ordonnance.adapters.database.anchors import (
    FIRST,
    Anchor,
    read_leaves,
    says,
    short,
    signed_root,
)
from ordonnance.adapters.database.chain import BreakKind, breaks
from ordonnance.adapters.database.covering import Covering, Expected
from ordonnance.adapters.database.journals import Chain, Journals, newest
from ordonnance.adapters.database.spilling import Spilled, rank_of, ranked

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
    journals: Journals, outside: Iterable[Outside], read: ReadAnchor, seen: Seen
) -> AsyncIterator[Finding]:
    """Everything wrong, as it is met; `seen` is filled on the way and complete at the end.

    What does not fit in memory goes through nameless files of the system's temporary folder: some
    150 bytes per journal and anchor. Raises OSError when they find no room.
    """
    covering, held = Covering(), Spilled()
    try:
        async for finding in _anchor_faults(journals.anchors, read, covering, held, seen):
            yield finding
        for finding in _outside_faults(outside, held, read, seen):
            yield finding
        covering.begin()
        async for chain in journals.chains:
            for finding in _chain_faults(chain, covering, seen):
                yield finding
        for gone in covering.before(None):
            yield Finding(Fault.ORDONNANCE_MISSING, short(gone.leaf.number), gone.leaf.count)
        if not seen.anchors and _lasted(seen) > LATE:
            yield Finding(Fault.NEVER_ANCHORED, None, 0)
        for rank in covering.differing():
            yield Finding(Fault.ANCHORED_DIFFERENTLY, None, rank)
    finally:
        covering.close()
        held.close()


async def _anchor_faults(
    anchors: AsyncIterator[Anchor], read: ReadAnchor, covering: Covering, held: Spilled, seen: Seen
) -> AsyncIterator[Finding]:
    previous, expected = FIRST, 1
    async for anchor in anchors:
        seen.anchors += 1
        seen.last_anchor = max(anchor.at, seen.last_anchor or anchor.at)
        held.add(_told(anchor.sequence, 0, anchor.jws))
        for missing in range(expected, min(anchor.sequence, expected + 100)):
            yield Finding(Fault.ANCHOR_MISSING, None, missing)
        whole = _add_leaves(anchor, covering)
        try:
            said = read(anchor.jws)
            if anchor.sequence != expected:
                # What stood before is gone: the link to it cannot be judged, it was just told.
                previous = bytes.fromhex(str(said.get("previous")).removeprefix("sha-256:"))
            if not whole or anchor.sequence < expected or not says(anchor, said, previous):
                raise ValueError("another anchor")
            covering.expect(Expected(anchor.sequence, *signed_root(said)))
        except ValueError:
            yield Finding(Fault.ANCHOR_ALTERED, None, anchor.sequence)
        previous, expected = anchor.digest, anchor.sequence + 1


def _add_leaves(anchor: Anchor, covering: Covering) -> bool:
    """False where its leaves stop being leaves: what it names beyond stays unproved."""
    try:
        for leaf in read_leaves(anchor.leaves):
            covering.add(anchor.sequence, leaf)
    except ValueError:
        return False
    return True


def _outside_faults(
    outside: Iterable[Outside], held: Spilled, read: ReadAnchor, seen: Seen
) -> Iterator[Finding]:
    """Lines kept outside that the base never signed, or whose anchor it does not hold."""
    for kept in outside:
        seen.outside += 1
        try:
            genuine = read(kept.jws).get("sequence") == kept.sequence
        except ValueError:
            genuine = False
        if genuine:
            held.add(_told(kept.sequence, 1, kept.jws))
        else:
            yield Finding(Fault.OUTSIDE_FORGED, None, kept.sequence)
    of_base: tuple[bytes, set[bytes]] = (b"", set())
    for record in held:
        rank, digest = record[:8], record[9:]
        if of_base[0] != rank:
            of_base = rank, set()
        if record[8] == 0:
            of_base[1].add(digest)
        elif digest not in of_base[1]:
            yield Finding(Fault.ROLLED_BACK, None, rank_of(rank))


def _told(sequence: int, outside: int, jws: str) -> bytes:
    digest = hashlib.sha256(jws.encode()).digest()
    return ranked(sequence) + bytes([outside]) + digest


def _chain_faults(chain: Chain, covering: Covering, seen: Seen) -> Iterator[Finding]:
    name = short(chain.number)
    for gone in covering.before(chain.number):
        yield Finding(Fault.ORDONNANCE_MISSING, short(gone.leaf.number), gone.leaf.count)
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
    for each in covering.of(chain.number):
        count = each.leaf.count
        head = hashes.get(count)
        if head is None:
            yield Finding(Fault.CUT, name, count)
        covering.found(each, head)
        covered = max(covered, count)
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
