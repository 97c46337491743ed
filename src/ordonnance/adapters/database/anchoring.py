"""Anchors the journals from time to time: signs what was journaled since the last anchor.

Beside the acts: it reads by an index of ranges, writes one row and one line, locks nothing. Entries
are looked for by their instant, again over OVERLAP, for those whose transaction ended late; what
is under an anchor already is left out, so nothing is anchored twice.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from ordonnance.adapters.database.anchor_file import AnchorFolder
from ordonnance.adapters.database.anchors import (
    FIRST,
    Anchor,
    Leaf,
    Root,
    content,
    read_leaves,
    write_leaves,
)
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.pausing import stopped_within
from ordonnance.domain.errors import Refusal

EVERY_SECONDS = 60.0
OVERLAP = timedelta(seconds=120)
"""Longer than any act may last (its statements have 30 seconds) and than clocks may differ."""

NOTICED_SECONDS = 1.0
"""How often the clock is looked at between two looks at the journals."""

LARGEST = 20_000
"""Leaves of one anchor: about 500 kB in the database, more make several anchors."""

Sign = Callable[[Mapping[str, object], datetime], str]

_BEGUN = "SELECT min(at) FROM base.anchor"
_LAST = "SELECT sequence, at, up_to, jws, leaves FROM base.anchor ORDER BY sequence DESC LIMIT 1"
_SINCE = "SELECT sequence, at, up_to, jws, leaves FROM base.anchor WHERE at >= $1 ORDER BY sequence"
_AFTER = (
    "SELECT sequence, at, up_to, jws, leaves FROM base.anchor WHERE sequence > $1"
    " ORDER BY sequence LIMIT 1000"
)
# Both bounds: with one alone the planner expects a third of the table and would read all of it.
_LATELY = """
SELECT j.number, j.sequence, j.hash
FROM (
    SELECT number, max(sequence) AS sequence FROM base.journal
    WHERE at >= $1 AND at < $2 AND sequence > 0
    GROUP BY number
) AS newest
JOIN base.journal AS j ON j.number = newest.number AND j.sequence = newest.sequence
ORDER BY j.number
"""
# The first time, everything, by parts, along the primary key.
_FROM_THE_START = """
SELECT number, journal_count AS sequence, journal_head AS hash
FROM base.ordonnance WHERE number > $1 ORDER BY number LIMIT $2
"""
_ADD = "SELECT base.add_anchor($1, $2, $3, $4, $5)"
_ALWAYS = datetime.fromisoformat("9999-01-01T00:00:00+00:00")

_log = logging.getLogger(__name__)

Heads = list[tuple[Leaf, bytes]]


class Anchoring:
    """Makes the anchors of one base. Several workers may: the rank of an anchor is taken once."""

    def __init__(
        self,
        connections: Connections,
        folder: AnchorFolder,
        sign: Sign,
        now: Callable[[], datetime],
    ) -> None:
        self._connections = connections
        self._folder = folder
        self._sign = sign
        self._now = now
        self._from: datetime | None = None
        """No look of this process begins after it: the instant of the last one that succeeded, or
        of an earlier one that did not, the clock having been put back."""

    async def run(self, stop: asyncio.Event, every: float = EVERY_SECONDS) -> None:
        """Anchor now and then until `stop`, and once more, so that a base at rest is covered."""
        while True:
            # A look that had begun by then may have missed the last entries.
            last_one = stop.is_set()
            try:
                await self.once()
            except Refusal as refused:
                _log.warning("journals not anchored: %s", refused.code)
            except Exception as error:  # an anchor may fail, the acts go on: told, tried again
                _log.error("ALERT journals not anchored: %s", type(error).__name__)
            if last_one:
                return
            await self._rest(stop, every)

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        """Rest that long, less when `stop` comes or the clock is put back: what is journaled then
        would stand before where the next look begins, the clock once right again."""
        loop, latest = asyncio.get_running_loop(), self._from or self._now()
        end = loop.time() + seconds
        while (left := end - loop.time()) > 0:
            if await stopped_within(stop, min(left, NOTICED_SECONDS)):
                return
            now = self._now()
            if now < latest - OVERLAP / 2:
                return
            latest = max(latest, now)

    async def once(self) -> int:
        """Anchor what was journaled since the last time; how many journals.

        Raises Refusal BASE_UNAVAILABLE, DatabaseFault, OSError (the folder), NoSealKey.
        """
        began = self._now()
        self._from = min(began, self._from or began)
        last = await self._last()
        total = 0
        while True:
            before, now = last, self._now()
            heads, ended = await self._heads(before, now)
            if heads or (ended and before is not None and before.up_to is None):
                last = await self._add(before, heads, now, ended=ended)
                total += len(heads)
            if ended or last is None or last is before:
                break
        if last is not None or not heads:
            # Another worker was first otherwise, and may not have looked as far back.
            self._from = began
        await self._write_out()
        return total

    async def _heads(self, last: Anchor | None, now: datetime) -> tuple[Heads, bool]:
        """Heads to anchor, at most LARGEST, in the order of numbers; whether nothing remains."""
        if last is None or last.up_to is None:
            after = list(read_leaves(last.leaves))[-1].number if last and last.leaves else ""
            rows = await self._connections.rows(_FROM_THE_START, after, LARGEST)
            found = [(Leaf(row["number"], row["sequence"]), row["hash"]) for row in rows]
            return found, len(rows) < LARGEST
        # The machine's clock may have been put back since, or was, and is right again.
        since = min(last.up_to, now, self._from or now) - OVERLAP
        known: dict[str, int] = {}
        for row in await self._connections.rows(_SINCE, since):
            for leaf in read_leaves(row["leaves"]):
                known[leaf.number] = max(leaf.count, known.get(leaf.number, 0))
        rows = await self._connections.rows(_LATELY, since, _ALWAYS)
        found = [
            (Leaf(row["number"], row["sequence"]), row["hash"])
            for row in rows
            if row["sequence"] > known.get(row["number"], 0)
        ]
        return found[:LARGEST], len(found) <= LARGEST

    async def _add(
        self, before: Anchor | None, heads: Heads, now: datetime, *, ended: bool
    ) -> Anchor | None:
        """Write one anchor after `before`; None when another worker was first."""
        root = Root()
        for leaf, head in heads:
            root.add(leaf, head)
        # Until all of it is under an anchor, the next look begins where this one did.
        up_to = before.up_to if before else None
        if ended:
            up_to = await self._begun() if before and before.up_to is None else now
        sequence = before.sequence + 1 if before else 1
        previous = before.digest if before else FIRST
        jws = self._sign(content(sequence, now, up_to, previous, root), now)
        anchor = Anchor(sequence, now, up_to, jws, write_leaves(leaf for leaf, _ in heads))
        written = await self._connections.value(_ADD, sequence, now, up_to, jws, anchor.leaves)
        return anchor if written else None

    async def _begun(self) -> datetime:
        """When the first pass began: what was journaled since, behind it, is looked at next."""
        begun: datetime = await self._connections.value(_BEGUN)
        return begun

    async def _last(self) -> Anchor | None:
        row = await self._connections.row(_LAST)
        return None if row is None else Anchor(**row)

    async def _write_out(self) -> None:
        """Append to the folder the anchors of the base that it does not hold yet."""
        while True:
            held = await asyncio.to_thread(self._folder.last)
            rows = await self._connections.rows(_AFTER, held)
            if not rows:
                break
            anchors: Sequence[Anchor] = [Anchor(**row) for row in rows]
            await asyncio.to_thread(self._folder.append, anchors)
        last = await self._last()
        if held > (last.sequence if last else 0):
            _log.error("ALERT anchors outside the base are ahead of it: it was put back")
