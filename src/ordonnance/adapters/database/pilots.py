"""Préséries on PostgreSQL: registers encrypted and only added to, traces dropped in their time."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from ordonnance.adapters.database import calls
from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.codec import CodecError, decode, encode
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.adapters.database.framing import join, split
from ordonnance.domain.preserie.register import Entry
from ordonnance.domain.preserie.traces import Attempt
from ordonnance.usecases.ports import AnswerScope, Written
from ordonnance.usecases.ports.pilots import StoredPilot, TracesTaken

_FIRST = "SELECT pilot_hash, body FROM base.pilot_entry WHERE sequence = 1 ORDER BY at, pilot_hash"
_AT = """
SELECT pilot_hash, body FROM base.pilot_entry
WHERE sequence = 1 AND pilot_hash IN (
    SELECT pilot_hash FROM base.pilot_site WHERE name_hash = ANY($1::bytea[])
)
ORDER BY at, pilot_hash
"""
_READ = """
SELECT sequence, scope_hash, body FROM base.pilot_entry WHERE pilot_hash = $1 ORDER BY sequence
"""
_TRACES = "SELECT trace_hash, body FROM base.pilot_trace WHERE pilot_hash = $1 AND until > $2"


class PostgresPilots:
    """The port `Pilots`. Fails as PostgresBase does.

    Each entry is sealed at its présérie and rank, and ranks follow each other without a gap: one
    changed, moved or taken out of the middle no longer opens.
    """

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("preserie", "")

    async def all(self) -> tuple[str, ...]:
        """The ids of every présérie, the first opened first."""
        return self._ids(await self._connections.rows(_FIRST))

    async def at(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of préséries where a site was written under one of these names."""
        return self._ids(await self._connections.rows(_AT, [self._site(each) for each in names]))

    async def read(self, pilot: str, scope: AnswerScope | None = None) -> StoredPilot:
        """The register of a présérie, in order; empty when there is none."""
        where = self._pilot(pilot)
        asked = self._scope(pilot, scope) if scope else None
        answered, digest = None, b""
        entries = []
        for rank, row in enumerate(await self._connections.rows(_READ, where), 1):
            if row["sequence"] != rank:
                raise CodecError("an entry is missing in the register of a présérie")
            _, kept, body = split(self._key.open(row["body"], _place(where, rank)), 3)
            entries.append(decode(body, Entry))
            if row["scope_hash"] == asked:
                answered, digest = rank, kept
        return StoredPilot(tuple(entries), answered, digest)

    async def append(
        self, pilot: str, expected: int, entry: Entry, scope: AnswerScope,
        forget: datetime | None = None, sites: Sequence[str] = (),
    ) -> Written:  # fmt: skip
        """Write an entry after the `expected` ones."""
        where, rank = self._pilot(pilot), expected + 1
        body = join(pilot.encode(), scope.digest, encode(entry))
        written = await self._connections.value(
            calls.RECORD_PILOT, where, rank, self._scope(pilot, scope), entry.at,
            self._key.seal(body, _place(where, rank)), forget, [self._site(each) for each in sites],
        )  # fmt: skip
        return Written(written)

    async def keep(
        self, pilot: str, attempts: Sequence[Attempt], at: datetime, until: datetime
    ) -> TracesTaken:
        """Keep traces until then; one that is there is left as it was."""
        where = self._pilot(pilot)
        named = [self._trace(pilot, each) for each in attempts]
        written = [encode(each) for each in attempts]
        rows = await self._connections.rows(
            calls.KEEP_TRACES, where, named,
            [self._key.hash(join(b"content", each)) for each in written],
            [self._key.seal(each, _trace_place(where, name))
             for each, name in zip(written, named, strict=True)],
            at, until,
        )  # fmt: skip
        contradicting = (attempts[place - 1].id for place in rows[0]["contradicting"])
        return TracesTaken(rows[0]["added"], tuple(dict.fromkeys(contradicting)))

    async def traces(self, pilot: str, at: datetime) -> tuple[Attempt, ...]:
        """The traces of a présérie whose time has not passed, in no order."""
        where = self._pilot(pilot)
        rows = await self._connections.rows(_TRACES, where, at)
        # Tens of thousands of them: opened beside the loop that serves the others.
        return await asyncio.to_thread(self._opened, where, rows)

    def _opened(self, where: bytes, rows: Sequence[Row]) -> tuple[Attempt, ...]:
        return tuple(
            decode(self._key.open(row["body"], _trace_place(where, row["trace_hash"])), Attempt)
            for row in rows
        )

    def _ids(self, rows: Sequence[Row]) -> tuple[str, ...]:
        opened = (self._key.open(row["body"], _place(row["pilot_hash"], 1)) for row in rows)
        return tuple(split(each, 3)[0].decode() for each in opened)

    def _site(self, name: str) -> bytes:
        return self._key.hash(join(b"site", name.encode()))

    def _pilot(self, pilot: str) -> bytes:
        return self._key.hash(join(b"pilot", pilot.encode()))

    def _trace(self, pilot: str, attempt: Attempt) -> bytes:
        names = (pilot, attempt.installation, attempt.id)
        return self._key.hash(join(b"trace", *(each.encode() for each in names)))

    def _scope(self, pilot: str, scope: AnswerScope) -> bytes:
        return self._key.hash(
            join(b"scope", pilot.encode(), scope.caller.encode(), scope.key.encode())
        )


def _place(pilot: bytes, rank: int) -> bytes:
    return f"preserie|{rank}|".encode() + pilot


def _trace_place(pilot: bytes, name: bytes) -> bytes:
    return b"preserie-trace|" + pilot + name
