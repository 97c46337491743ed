"""Every journal of a base, as rows: ciphertext and hashes, read in one snapshot without any key."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from ordonnance.adapters.database.anchors import Anchor
from ordonnance.domain.errors import Refusal

PREFETCH = 500
"""Rows fetched at once: a base is read through, never held in memory."""

_ANCHORS = "SELECT sequence, at, up_to, jws, leaves FROM base.anchor ORDER BY sequence"
# Rows without an ordonnance come too: what is left of one that was removed is a trace.
_ENTRIES = """
SELECT number, o.journal_count, o.journal_head, j.sequence, j.at, j.entry, j.hash
FROM base.ordonnance AS o FULL JOIN base.journal AS j USING (number)
ORDER BY number, j.sequence
"""


class JournalsAbsent(Exception):
    """The database holds no base, or one that a version without anchors left."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One journal: the rows in order of rank, each beside the head kept apart, as `breaks` reads.

    `rows` is never empty: a journal without any row comes as one row whose rank is None.
    """

    number: str = field(repr=False)
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Journals:
    """The anchors of a base by rank, then its journals in the order of their numbers."""

    anchors: AsyncIterator[Anchor]
    chains: AsyncIterator[Chain]


@asynccontextmanager
async def journals_of(dsn: str) -> AsyncIterator[Journals]:
    """Read a base that may be in use: one snapshot, nothing written, no lock that an act awaits.

    Raises Refusal BASE_UNAVAILABLE, JournalsAbsent.
    """
    try:
        connection = await asyncpg.connect(dsn)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        # Without the cause: its text may quote the address and what is in it.
        raise Refusal.of("BASE_UNAVAILABLE") from None
    try:
        if await connection.fetchval("SELECT to_regclass('base.anchor')") is None:
            raise JournalsAbsent
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield Journals(_anchors(connection), _chains(connection))
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, ConnectionError):
        raise Refusal.of("BASE_UNAVAILABLE") from None
    finally:
        await connection.close()


async def _anchors(connection: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[Anchor]:
    # Few at once: one anchor may hold half a megabyte of leaves.
    async for row in connection.cursor(_ANCHORS, prefetch=10):
        yield Anchor(**row)


async def _chains(connection: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[Chain]:
    number, rows = "", list[asyncpg.Record]()
    async for row in connection.cursor(_ENTRIES, prefetch=PREFETCH):
        if rows and row["number"] != number:
            yield Chain(number, rows)
            rows = []
        number = row["number"]
        rows.append(row)
    if rows:
        yield Chain(number, rows)


def newest(chain: Chain) -> tuple[int, datetime | None]:
    """Rank and instant of the last entry; (0, None) for a journal without any."""
    last = chain.rows[-1]
    return (last["sequence"] or 0, last["at"])
