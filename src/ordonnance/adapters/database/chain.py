"""The hash chain of a journal, recomputed from rows alone: no key, so that anybody can verify.

Each ordonnance has its own chain; its row holds the count and the last hash, so that entries cut
off at the end are missed too. Somebody who may write every table can rebuild a whole chain: the
anchors detect that (anchoring.py, verifying.py).
"""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.adapters.database.sealing import microseconds

# One statement, hence one moment: readings journaled meanwhile are in both parts or in none.
_CHAIN = """
SELECT o.journal_count, o.journal_head, j.sequence, j.at, j.entry, j.hash
FROM (SELECT $1::text COLLATE "C" AS number) AS asked
LEFT JOIN base.ordonnance AS o ON o.number = asked.number
LEFT JOIN base.journal AS j ON j.number = asked.number
ORDER BY j.sequence
"""


MISSING_TOLD = 100
"""Missing ranks told one by one; a rank changed to two billion must not fill the memory."""


class BreakKind(StrEnum):
    """What is wrong at one rank."""

    MISSING = "missing"
    ALTERED = "altered"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a chain does not hold; `sequence` is the rank concerned."""

    sequence: int
    kind: BreakKind


def journal_hash(previous: bytes, number: str, sequence: int, at: datetime, entry: bytes) -> bytes:
    """What the function base.journal_hash computes; `previous` is empty for the first entry."""
    name = number.encode()
    return hashlib.sha256(
        previous
        + len(name).to_bytes(4, "big")
        + name
        + sequence.to_bytes(4, "big", signed=True)
        + microseconds(at).to_bytes(8, "big", signed=True)
        + entry
    ).digest()


async def verify_chain(connections: Connections, number: str) -> list[Break]:
    """What is broken in the journal of one ordonnance: works on any copy of the base."""
    return breaks(number, await connections.rows(_CHAIN, number))


def breaks(number: str, rows: Sequence[Row]) -> list[Break]:
    """The breaks of one chain: its rows in order of rank, each beside the head kept apart.

    A journal without any row comes as one row whose rank is None; a missing head is None too.
    """
    entries = [row for row in rows if row["sequence"] is not None]
    count, head = rows[0]["journal_count"], rows[0]["journal_head"]
    found = list(_broken_links(number, entries))
    last, last_hash = (entries[-1]["sequence"], entries[-1]["hash"]) if entries else (0, b"")
    if count is None or count < last or (count == last and head != last_hash):
        return [*found, Break(last, BreakKind.HEAD)]
    return [*found, *_missing(last + 1, count + 1)]


def _broken_links(number: str, entries: Sequence[Row]) -> Iterator[Break]:
    previous, expected = b"", 1
    for row in entries:
        sequence = row["sequence"]
        yield from _missing(expected, sequence)
        computed = journal_hash(previous, number, sequence, row["at"], row["entry"])
        # After a gap nothing tells what came before; a rank met twice is always wrong.
        if sequence < expected or (sequence == expected and row["hash"] != computed):
            yield Break(sequence, BreakKind.ALTERED)
        # Goes on from what the row says: one change is one break, not one at every later rank.
        previous, expected = row["hash"], sequence + 1


def _missing(first: int, after: int) -> Iterator[Break]:
    for rank in itertools.islice(range(first, after), MISSING_TOLD):
        yield Break(rank, BreakKind.MISSING)
