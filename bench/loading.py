"""`python -m bench.loading DATA FIRST COUNT`: past ordonnances written to a running base.

They go through the functions of the acts; what makes it fast is that calls travel by hundreds and
that commits are not waited for. Several processes may load different ranks at once.
"""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import uvloop

from bench.past import Maker, Past
from ordonnance.adapters.database import calls
from ordonnance.adapters.database.connections import SETTINGS
from ordonnance.adapters.database.coverage import PostgresCoverage
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import APP_ROLE, dsn_of_running

BATCH = 400
GROUP = 25
"""Committed together, as a server does under load."""


async def load(data: Path, first: int, count: int) -> None:
    """Write `count` past ordonnances from rank `first` on."""
    dsn = dsn_of_running(data, APP_ROLE)
    cabinet = KeyCabinet.load(keys_folder_beside(data))
    opened = await open_base(dsn, cabinet, pool_size=1)
    maker = Maker(cabinet, compact=opened.compact)
    settings = {"synchronous_commit": "off", **SETTINGS}
    connection = await asyncpg.connect(dsn, server_settings=settings)
    writing: asyncio.Task[None] | None = None
    try:
        for batch in _batches(first, count):
            # Made while the batch before is written.
            past = await asyncio.to_thread(lambda ranks: list(map(maker.make, ranks)), batch)
            if writing is not None:
                await writing
            writing = asyncio.create_task(_write(connection, opened.coverage, past))
        if writing is not None:
            await writing
    finally:
        await connection.close()
        await opened.close()


def _batches(first: int, count: int) -> Iterator[range]:
    for start in range(first, first + count, BATCH):
        yield range(start, min(start + BATCH, first + count))


async def _write(
    connection: "asyncpg.Connection[asyncpg.Record]", coverage: PostgresCoverage, past: list[Past]
) -> None:
    ranks = range(0, len(past), GROUP)
    new: list[Past] = []
    for start in ranks:
        group = past[start : start + GROUP]
        written = await connection.fetchmany(calls.ISSUE, [each.issue for each in group])
        if any(row[0] not in ("written", "answered") for row in written):
            raise RuntimeError("a past ordonnance was not written")
        new += [each for each, row in zip(group, written, strict=True) if row[0] == "written"]
    # In life neighbours on a page are not opened nor served at the same instant.
    for place in range(len(ranks)):
        # In the order of numbers, as servers and workers do: nobody waits for each other in a ring.
        group = sorted(new[place :: len(ranks)], key=lambda each: str(each.issue[0]))
        await connection.executemany(calls.RECORD, [each.opening for each in group])
        await connection.executemany(calls.APPLY, [each.serving for each in group])
        ends = [(each.issue[0], sequence) for each in group for sequence in (100, 200)]
        await connection.executemany(calls.FINISH, ends)
        for each in group:
            await coverage.add(each.patient, each.covered)


if __name__ == "__main__":
    uvloop.run(load(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
