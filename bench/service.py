"""The whole service under load: steady at a rate, at most, and beside pgbench.

Everything is on: token check, law, seal, encryption, journal, durable commits, worker. Client,
servers, worker and PostgreSQL share the machine.
"""

import argparse
import asyncio
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from time import perf_counter, process_time

import asyncpg
import uvloop

from bench import crowd
from bench.documents import now
from bench.floor import Floor
from bench.load import TASKS
from bench.postgres import temporary_folder
from bench.serving import Server, Used, served
from bench.table import NONE, Table, figure
from bench.traffic import ACTS, Load, Took, Traffic
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import APP_ROLE, dsn_of_running
from ordonnance.collecting import settle

WARM_UP = 10.0
STEP = 1.15
"""How much faster each try is than the one before, when looking for the highest rate."""

TRY_SECONDS = 10.0
GOOD_MS, TOLERATED_MS = 100.0, 500.0
CLIENTS = 64
"""Of the closed loop."""


@dataclass(frozen=True, slots=True)
class Part:
    """One load: what it took, for how long, and what every part used meanwhile."""

    took: Took
    seconds: float
    used: Used
    client: float

    @property
    def rate(self) -> float:
        """Requests answered per second."""
        return self.took.count / self.seconds

    def cpu(self) -> tuple[float, ...]:
        """Microseconds per request: servers, worker, PostgreSQL, client."""
        count = max(self.took.count, 1)
        used = (self.used.servers, self.used.worker, self.used.postgres, self.client)
        return tuple(each / count * 1e6 for each in used)


@dataclass(slots=True)
class Measured:
    """Everything that one run found."""

    started_in: float = 0.0
    loading: float = 0.0
    size: float = 0.0
    memory: tuple[float, float] = (0.0, 0.0)
    steady: list[Part] = field(default_factory=list)
    most: dict[float, Part] = field(default_factory=dict)
    """The highest rate found for each p99, in milliseconds."""
    closed: list[tuple[Part, float | None]] = field(default_factory=list)


def options(words: list[str]) -> argparse.Namespace:
    """What is asked: small by default, so that `./dev bench all` stays short."""
    parser = argparse.ArgumentParser(prog="./dev bench service")
    parser.add_argument("--rate", type=float, default=300, help="requêtes par seconde")
    parser.add_argument("--seconds", type=float, default=5, help="durée de chaque tour")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", type=int, default=2000, help="ordonnances passées")
    parser.add_argument("--processes", type=int, default=2, help="processus serveurs")
    parser.add_argument("--most", action="store_true", help="chercher aussi le plus haut débit")
    return parser.parse_args(words)


def service(words: list[str] | None = None) -> Table:
    """The three loads, as a table."""
    asked = options(words or [])
    with temporary_folder() as folder, served(folder / "base", asked.processes) as server:
        return _table(asked, uvloop.run(_measured(server, asked)))


async def _measured(server: Server, asked: argparse.Namespace) -> Measured:
    found = Measured(server.started_in)
    if asked.stored:
        found.loading = await asyncio.to_thread(server.load, asked.stored)
        found.size = await size_of(server)
    traffic = Traffic(crowd.Crowd(server.data, now()), asked.stored)
    await traffic.connect(server.port)
    await traffic.steady(asked.rate, min(WARM_UP, asked.seconds * 2))
    for _ in range(asked.rounds):
        part = await part_of(server, lambda: traffic.steady(asked.rate, asked.seconds))
        found.steady.append(part)
    found.memory = server.memory()
    if asked.most:
        found.most = await _most(server, traffic, asked.rate)
    for round_ in range(asked.rounds):
        seconds = min(asked.seconds, 10.0)
        ours = await part_of(server, partial(traffic.closed, CLIENTS, seconds))
        floor = await asyncio.to_thread(_floor, server, round_, seconds)
        found.closed.append((ours, floor))
    await traffic.close()
    return found


async def part_of(server: Server, load: Load) -> Part:
    """One load, and what it used."""
    # Otherwise the pauses of the client would count as those of the servers.
    settle()
    before, began, client = server.used(), perf_counter(), process_time()
    try:
        took = await load()
        seconds = perf_counter() - began
        return Part(took, seconds, server.used().since(before), process_time() - client)
    finally:
        # What stays frozen at the end is never freed, and a library then tells that it leaks.
        gc.unfreeze()


async def _most(server: Server, traffic: Traffic, rate: float) -> dict[float, Part]:
    """The last of the rates, each higher, whose p99 is good, then tolerated."""
    held: dict[float, Part] = {}
    while True:
        part = await part_of(server, partial(traffic.steady, rate, TRY_SECONDS))
        p99 = part.took.ms(0.99)
        if part.took.failures or p99 is None or p99 > TOLERATED_MS:
            return held
        if p99 <= GOOD_MS:
            held[GOOD_MS] = part
        held[TOLERATED_MS], rate = part, rate * STEP


def _floor(server: Server, run: int, seconds: float) -> float | None:
    """Requests per second of pgbench with the same functions, mix and connections."""
    cabinet = KeyCabinet.load(keys_folder_beside(server.data))
    floor = Floor(
        dsn_of_running(server.data, APP_ROLE), server.postgres, cabinet, server.data.parent
    )
    return floor.mix(run, seconds, TASKS) if floor.is_there else None


async def size_of(server: Server) -> float:
    """Bytes on disk per past ordonnance, indexes included."""
    connection = await asyncpg.connect(dsn_of_running(server.data, APP_ROLE))
    try:
        return float(
            await connection.fetchval(
                "SELECT sum(pg_total_relation_size(c.oid))"
                " / (SELECT count(*) FROM base.ordonnance) FROM pg_class AS c"
                " WHERE c.relnamespace = 'base'::regnamespace AND c.relkind = 'r'"
            )
        )
    finally:
        await connection.close()


def _table(asked: argparse.Namespace, found: Measured) -> Table:
    middle = sorted(found.steady, key=lambda part: part.took.ms(0.99) or 0)[len(found.steady) // 2]
    ratios = [ours.rate / floor for ours, floor in found.closed if floor]
    closed = [ours for ours, _ in found.closed]
    floors = [floor for _, floor in found.closed if floor]
    best = sorted(closed, key=lambda part: part.rate)[len(closed) // 2]
    rows = [
        _row(f"arrivées régulières, {asked.rate:.0f}/s, {asked.rounds} × {asked.seconds:.0f} s",
             middle, NONE),
        *(_act_row(middle, act) for act in ACTS),
    ]  # fmt: skip
    for most, part in sorted(found.most.items()):
        rows.append(_row(f"plus haut débit, p99 ≤ {most:.0f} ms", part, NONE))
    rows.append(
        _row(f"boucle fermée, {CLIENTS} clients", best, figure(median(ratios)) if ratios else NONE)
    )
    if floors:
        rows.append(
            (f"pgbench, mêmes fonctions, {TASKS} connexions", figure(median(floors)), *[NONE] * 8)
        )
    return Table(
        f"service — {asked.stored} ordonnances passées, {asked.processes} serveurs et un worker",
        ("mesure", "req/s", "p50 ms", "p95 ms", "p99 ms", "CPU serveurs µs", "worker µs",
         "PG µs", "client µs", "vitesse ÷ plancher"),
        tuple(rows),
        tuple(_notes(found)),
    )  # fmt: skip


def _notes(found: Measured) -> Iterator[str]:
    failures = [each for part in found.steady for each in part.took.failures]
    yield f"p99 des tours : {', '.join(figure(part.took.ms(0.99)) for part in found.steady)} ms."
    yield f"Refus et échecs : {len(failures)}{' : ' + failures[0] if failures else ''}"
    yield (
        f"Démarrage {figure(found.started_in)} s (création comprise) ; mémoire d'un serveur "
        f"{figure(found.memory[0])} Mio, du worker {figure(found.memory[1])} Mio."
    )
    if found.size:
        yield (
            f"Chargement {figure(found.loading)} s ; {figure(found.size)} octets par ordonnance "
            "de trois lignes servie une fois, index compris."
        )
    yield "Le client, PostgreSQL et le worker prennent les mêmes cœurs que les serveurs."


def _row(name: str, part: Part, ratio: str) -> tuple[str, ...]:
    took = part.took
    quantiles = (figure(took.ms(share)) for share in (0.5, 0.95, 0.99))
    return name, figure(part.rate), *quantiles, *map(figure, part.cpu()), ratio


def _act_row(part: Part, act: str) -> tuple[str, ...]:
    quantiles = (figure(part.took.ms(share, act)) for share in (0.5, 0.95, 0.99))
    return (
        f"  dont {act}",
        figure(len(part.took.seconds[act]) / part.seconds),
        *quantiles,
        *[NONE] * 5,
    )
