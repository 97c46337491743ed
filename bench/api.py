"""The whole server in a process of its own, asked by many connections from this one."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import uvloop

from bench.documents import bundles
from bench.journey import EXECUTIONS_PER_ISSUE, Journeys
from bench.load import TASKS, per_call, quantile
from bench.postgres import temporary_folder
from bench.processor import own_seconds, server_seconds
from bench.table import NONE, Table, figure
from bench.timing import ROUNDS, medians
from bench.wire import Wire

SLICE = 1.6
"""Seconds of each kind of load in each round."""

FLOOR_SLICE = 0.5
OPEN_SHARE = 0.5
"""The steady load, as a share of what the same round could at most."""

REQUESTS_PER_JOURNEY = 3 + EXECUTIONS_PER_ISSUE
ACTS = ("issue", "consult", "dispense", "executions")
STOPPING = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its process, that of its PostgreSQL."""

    port: int
    pid: int
    postgres: int

    @property
    def address(self) -> str:
        """What a client is told."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Slice:
    """One load: requests per second, seconds by act, microseconds of processor per request."""

    rate: float
    took: dict[str, list[float]]
    server: float | None
    postgres: float | None

    def ms(self, share: float, act: str | None = None) -> float | None:
        """A quantile in milliseconds, of one act or of all."""
        every = [each for name in self.took for each in self.took[name] if act in (None, name)]
        return quantile(every, share) * 1000 if every else None


Wires = asyncio.Queue[Wire]
Ask = Callable[[Wire, Callable[[str, float], None]], Awaitable[None]]
Round = tuple[Slice, Slice, Slice]


def api() -> Table:
    """Requests per second, latencies and processor time of the mix of acts."""
    with temporary_folder() as folder, _served(folder / "base") as server:
        rounds = uvloop.run(_measured(server))
    floor, most, steady = zip(*rounds, strict=True)
    speed = median(ours.rate / bare.rate for bare, ours, _ in rounds)
    return Table(
        f"api — émettre, consulter, délivrer, lire l'exécuté (1:1:1:0,3), {TASKS} connexions",
        ("mesure", "req/s", "p50 ms", "p99 ms", "CPU serveur µs", "CPU PG µs",
         "vitesse ÷ plancher"),
        (
            _row("plancher\u202f: GET /health", floor, NONE),
            _row("au plus (boucle fermée)", most, figure(speed)),
            _row(f"arrivées régulières, {OPEN_SHARE * 100:.0f}\u202f% du plus", steady, NONE),
            *(_row(f"  dont {act}", steady, NONE, act) for act in ACTS),
        ),
        (
            "Le client et PostgreSQL prennent les mêmes cœurs que le serveur.",
            "Arrivées régulières\u202f: l'attente d'une connexion compte dans la latence, et le",
            "travail de fond laissé par la boucle fermée, dans le processeur.",
        ),
    )  # fmt: skip


@contextmanager
def _served(data: Path) -> Iterator[Server]:
    """A demonstration base served by the command; what it logs goes beside its data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORDONNANCE_")}
    # One pharmacy opens everything here: the cap on openings is raised to its limit.
    environment = {**kept, "ORDONNANCE_OPENINGS_PER_HOUR": "100000"}
    command = [sys.executable, "-m", "ordonnance.doors.cli.main", "serve", "--demo"]
    errors = data.with_suffix(".stderr")
    with errors.open("wb") as logged:
        process = subprocess.Popen(
            [*command, "--port", "0", "--data", str(data)],
            env=environment, stdout=subprocess.PIPE, stderr=logged, text=True,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"the server did not start: {errors.read_text()[-500:]}")
        postgres = (data / "postgres" / "postmaster.pid").read_text().split()[0]
        yield Server(int(address.rpartition(":")[2]), process.pid, int(postgres))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=STOPPING)


async def _measured(server: Server) -> list[Round]:
    journeys = await asyncio.to_thread(Journeys, server.address, bundles())

    async def health(wire: Wire, took: Callable[[str, float], None]) -> None:
        start = perf_counter()
        await wire.get("/health")
        took("health", perf_counter() - start)

    rounds: list[Round] = []
    async with _connected(server.port) as wires:
        await _closed(server, wires, journeys.run, FLOOR_SLICE)
        for _ in range(ROUNDS):
            bare = await _closed(server, wires, health, FLOOR_SLICE)
            most = await _closed(server, wires, journeys.run, SLICE)
            steady = await _regular(server, wires, journeys, most.rate * OPEN_SHARE)
            rounds.append((bare, most, steady))
    return rounds


@asynccontextmanager
async def _connected(port: int) -> AsyncIterator[Wires]:
    wires: Wires = asyncio.Queue()
    for _ in range(TASKS):
        wires.put_nowait(await Wire.open(port))
    yield wires
    while not wires.empty():
        await wires.get_nowait().close()


async def _closed(server: Server, wires: Wires, ask: Ask, seconds: float) -> Slice:
    """Every connection asks again as soon as it has its answer."""

    async def work(end: float, took: Callable[[str, float], None]) -> None:
        wire = await wires.get()
        while perf_counter() < end:
            await ask(wire, took)
        wires.put_nowait(wire)

    async def load(took: Callable[[str, float], None]) -> None:
        end = perf_counter() + seconds
        await asyncio.gather(*(work(end, took) for _ in range(TASKS)))

    return await _slice(server, load)


async def _regular(server: Server, wires: Wires, journeys: Journeys, rate: float) -> Slice:
    """Journeys that begin at fixed times, whether or not the former ones are done."""
    step = REQUESTS_PER_JOURNEY / rate

    async def begin(due: float, took: Callable[[str, float], None]) -> None:
        await asyncio.sleep(due - perf_counter())
        wire = await wires.get()
        await journeys.run(wire, took, due)
        wires.put_nowait(wire)

    async def load(took: Callable[[str, float], None]) -> None:
        start = perf_counter()
        dues = (start + rank * step for rank in range(int(SLICE / step)))
        await asyncio.gather(*(begin(due, took) for due in dues))

    return await _slice(server, load)


async def _slice(
    server: Server, load: Callable[[Callable[[str, float], None]], Awaitable[None]]
) -> Slice:
    took: dict[str, list[float]] = {}
    before = own_seconds(server.pid), server_seconds(server.postgres), perf_counter()
    await load(lambda act, seconds: took.setdefault(act, []).append(seconds))
    wall = perf_counter() - before[2]
    count = sum(map(len, took.values()))
    return Slice(
        count / wall,
        took,
        per_call(before[0], own_seconds(server.pid), count),
        per_call(before[1], server_seconds(server.postgres), count),
    )


def _row(
    name: str, slices: tuple[Slice, ...], speed: str, act: str | None = None
) -> tuple[str, ...]:
    whole = act is None
    return (
        name,
        figure(medians(slices, lambda each: each.rate)) if whole else NONE,
        figure(medians(slices, lambda each: each.ms(0.5, act))),
        figure(medians(slices, lambda each: each.ms(0.99, act))),
        figure(medians(slices, lambda each: each.server)) if whole else NONE,
        figure(medians(slices, lambda each: each.postgres)) if whole else NONE,
        speed,
    )
