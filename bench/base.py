"""The base on the embedded PostgreSQL, 16 tasks, each act followed by its floor."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from statistics import median

import asyncpg
import uvloop

from bench import acts
from bench.floor import Floor
from bench.load import TASKS, Load, Work, closed
from bench.postgres import temporary_folder, temporary_server
from bench.table import NONE, Table, figure
from bench.timing import ROUNDS, medians
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.base import PostgresBase
from ordonnance.adapters.database.opening import create_base, open_base
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.postgres_server import APP_ROLE, OWNER_ROLE, PostgresServer
from ordonnance.usecases.ports import NewOrdonnance, Written

EACH = 200
"""Acts per task and per round."""

NAMES = {
    "issue": "émettre",
    "consult": "consulter (lire + journal)",
    "apply": "délivrer (écriture seule)",
}

Rounds = dict[str, list[tuple[Load, Load | None]]]


def base() -> Table:
    """Acts per second, latencies and processor time, beside pgbench."""
    with temporary_folder() as scripts, temporary_server() as server:
        rounds = uvloop.run(_measured(server, scripts))
    return Table(
        f"base — {TASKS} tâches, une transaction durable par écriture, document de 6 ko",
        ("mesure", "par s", "p50 ms", "p99 ms", "CPU client µs", "CPU PG µs", "pgbench par s",
         "CPU PG µs", "vitesse ÷ plancher"),
        tuple(_row(NAMES[act], measured) for act, measured in rounds.items()),
        (
            "Plancher\u202f: pgbench, mêmes fonctions SQL, mêmes tailles, seize clients.",
            "Son CPU PG compte l'ouverture de ses connexions, faites à chaque tour.",
        ),
    )  # fmt: skip


async def _measured(server: PostgresServer, scripts: Path) -> Rounds:
    cabinet = KeyCabinet.generate(SystemClock().now())
    await create_base(
        server.dsn_for(OWNER_ROLE), cabinet, demonstration=True, scheme="D",
        at=SystemClock().now(),
    )  # fmt: skip
    floor = Floor(server.dsn_for(APP_ROLE), server.pid, cabinet, scripts)
    opened = await open_base(server.dsn_for(APP_ROLE), cabinet, pool_size=TASKS)
    rounds: Rounds = {act: [] for act in NAMES}
    try:
        await _round(opened.base, server, None, 0, 5)
        for run in range(1, ROUNDS + 1):
            loads = await _round(opened.base, server, floor if floor.is_there else None, run, EACH)
            for act, pair in loads.items():
                rounds[act].append(pair)
    finally:
        await opened.close()
    if floor.is_there:
        await _require_floor_written(server)
    return rounds


async def _round(
    store: PostgresBase, server: PostgresServer, floor: Floor | None, run: int, each: int
) -> Mapping[str, tuple[Load, Load | None]]:
    """Every act on new ordonnances, each at once followed by its floor."""
    found: dict[str, tuple[Load, Load | None]] = {}
    for act, each_work in works(store, each * TASKS).items():
        ours = await closed(each_work, server.pid)
        theirs = await asyncio.to_thread(floor.run, act, run, each) if floor else None
        found[act] = ours, theirs
    return found


def works(store: PostgresBase, count: int) -> Mapping[str, list[Work]]:
    """Each act on new ordonnances of its own, by its name."""
    news = [acts.new() for _ in range(count)]
    changes = [acts.first_change() for _ in range(count)]

    def issue(rank: int) -> Work:
        return lambda: _written(store.issue(news[rank]))

    def consult(rank: int) -> Work:
        return lambda: _consulted(store, news[rank])

    def apply(rank: int) -> Work:
        return lambda: _written(store.apply(news[rank].number, 1, changes[rank]))

    kinds: Mapping[str, Callable[[int], Work]] = {
        "issue": issue, "consult": consult, "apply": apply,
    }  # fmt: skip
    return {act: [make(rank) for rank in range(count)] for act, make in kinds.items()}


async def _written(writing: Awaitable[Written]) -> None:
    if await writing is not Written.WRITTEN:
        raise RuntimeError("an act of the bench was not written")


async def _consulted(store: PostgresBase, new: NewOrdonnance) -> None:
    """What the act `consult` asks of the base."""
    if await store.read(new.number) is None:
        raise RuntimeError("an ordonnance of the bench is not in the base")
    await store.record_access(new.number, acts.entry("CONSULT"))


async def _require_floor_written(server: PostgresServer) -> None:
    """pgbench does not look at answers: a floor that writes nothing would be too fast."""
    connection = await asyncpg.connect(server.dsn_for(OWNER_ROLE))
    try:
        served = await connection.fetchval(
            "SELECT count(*) FROM base.ordonnance"
            " WHERE version = 2 AND journal_count = 3 AND number !~ '^U'"
        )
    finally:
        await connection.close()
    if served != EACH * TASKS * ROUNDS:
        raise RuntimeError(f"the floor served {served} ordonnances only")


def _row(name: str, rounds: list[tuple[Load, Load | None]]) -> tuple[str, ...]:
    ours = [pair[0] for pair in rounds]
    floors = [floor for _, floor in rounds if floor is not None]
    speeds = [load.rate / floor.rate for load, floor in rounds if floor is not None]
    return (
        name,
        figure(medians(ours, lambda load: load.rate)),
        figure(medians(ours, lambda load: load.p50_ms)),
        figure(medians(ours, lambda load: load.p99_ms)),
        figure(medians(ours, lambda load: load.ours)),
        figure(medians(ours, lambda load: load.postgres)),
        figure(medians(floors, lambda load: load.rate)),
        figure(medians(floors, lambda load: load.postgres)),
        figure(median(speeds)) if speeds else NONE,
    )
