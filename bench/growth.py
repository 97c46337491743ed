"""The same traffic on a small past and on a large one: what grows with what is stored.

Two bases, kept in a folder between runs, are served at the same time and loaded in turn, round
after round, so that the machine's moods fall on both. Before that, each answers once with nothing
of it in memory.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import asyncpg
import uvloop

from bench import crowd
from bench.documents import now
from bench.service import Part, part_of
from bench.serving import Server, served
from bench.stored import loaded, stored
from bench.table import NONE, Table, figure
from bench.traffic import Traffic
from bench.weighing import Weight, weighed
from ordonnance.adapters.postgres_server import APP_ROLE, dsn_of_running

SMALL = 100_000
FOLDER = Path("/var/tmp/ordonnance-bench-stored")
SIZES = ("small", "large")
TOLERATED = 1.3
"""How much more a request may cost on the large past than on the small one."""

COLD_SECONDS = 10.0


@dataclass(slots=True)
class Seen:
    """What one base showed."""

    past: int
    cold: Part | None = None
    warm: list[Part] = field(default_factory=list)
    weights: tuple[Weight, ...] = ()

    def p99(self) -> float:
        """The median p99 of the rounds, in ms."""
        return median(part.took.ms(0.99) or 0 for part in self.warm)

    def cpu(self, place: int | None = None) -> float:
        """The median µs per request of one part (servers, worker, PostgreSQL), or of the three."""
        each = [part.cpu()[:3] for part in self.warm]
        return median(sum(one) if place is None else one[place] for one in each)


def options(words: list[str]) -> argparse.Namespace:
    """What is asked; the large base is loaded on from where it is."""
    parser = argparse.ArgumentParser(prog="./dev bench growth")
    parser.add_argument("--stored", type=int, default=3_000_000, help="ordonnances du grand passé")
    parser.add_argument("--small", type=int, default=SMALL, help="ordonnances du petit")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="où les bases sont gardées")
    parser.add_argument("--rate", type=float, default=100, help="requêtes par seconde")
    parser.add_argument("--seconds", type=float, default=10, help="durée de chaque tour")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1, help="processus serveurs de chaque")
    parser.add_argument("--load", action="store_true", help="charger seulement")
    return parser.parse_args(words)


def growth(words: list[str] | None = None) -> Table:
    """Both bases side by side, as a table."""
    asked = options(words or [])
    asked.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    for size, count in zip(SIZES, (asked.small, asked.stored), strict=True):
        with stored(asked.folder / size, count, asked.processes, partial(_tell, size)):
            pass
    seen = {size: Seen(loaded(asked.folder / size)) for size in SIZES}
    if not asked.load:
        for size in SIZES:
            seen[size].cold = _cold(asked, size)
        with _both(asked) as servers:
            uvloop.run(_warm(asked, servers, seen))
    return _table(asked, seen)


def _tell(size: str, count: int) -> None:
    print(f"{time.strftime('%H:%M:%S')} {size} {count}", file=sys.stderr, flush=True)


def _data(asked: argparse.Namespace, size: str) -> Path:
    return Path(asked.folder / size / "base")


def _cold(asked: argparse.Namespace, size: str) -> Part:
    """The first seconds after a start, with none of the base's pages in memory."""
    forget(_data(asked, size))
    with served(_data(asked, size), asked.processes) as server:
        return uvloop.run(_first_seconds(asked, server, loaded(asked.folder / size)))


async def _first_seconds(asked: argparse.Namespace, server: Server, past: int) -> Part:
    traffic = await _traffic(server, past)
    part = await part_of(server, lambda: traffic.steady(asked.rate, COLD_SECONDS))
    await traffic.close()
    return part


@contextmanager
def _both(asked: argparse.Namespace) -> Iterator[dict[str, Server]]:
    with ExitStack() as stack:
        yield {
            size: stack.enter_context(served(_data(asked, size), asked.processes)) for size in SIZES
        }


async def _warm(
    asked: argparse.Namespace, servers: dict[str, Server], seen: dict[str, Seen]
) -> None:
    traffic = {size: await _traffic(servers[size], seen[size].past) for size in SIZES}
    for round_ in range(asked.rounds + 1):
        # Now one first, now the other.
        for size in SIZES if round_ % 2 else reversed(SIZES):
            load = partial(traffic[size].steady, asked.rate, asked.seconds)
            part = await part_of(servers[size], load)
            if round_:
                seen[size].warm.append(part)
    for size in SIZES:
        await traffic[size].close()
        seen[size].weights = await weighed(servers[size])


async def _traffic(server: Server, past: int) -> Traffic:
    """The crowd of a base; patients whom former runs put under the rule are left out."""
    connection = await asyncpg.connect(dsn_of_running(server.data, APP_ROLE))
    try:
        there = await connection.fetchval("SELECT count(*) FROM base.ordonnance")
    finally:
        await connection.close()
    traffic = Traffic(crowd.Crowd(server.data, now()), past, ruled=there - past)
    await traffic.connect(server.port)
    return traffic


def forget(folder: Path) -> None:
    """Have the system drop the pages of these files from its memory (those already on disk)."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)


def _table(asked: argparse.Namespace, seen: dict[str, Seen]) -> Table:
    rows = [row for each in seen.values() for row in _rows(each)]
    small, large = (seen[size] for size in SIZES)
    if small.warm and large.warm:
        ratios = (
            large.p99() / small.p99(),
            *(large.cpu(place) / small.cpu(place) for place in range(3)),
            large.cpu() / small.cpu(),
        )
        rows.append(("grand ÷ petit, à chaud", NONE, NONE, *map(figure, ratios)))
    return Table(
        f"croissance — {asked.rate:.0f} requêtes/s, {asked.rounds} × {asked.seconds:.0f} s, "
        f"{asked.processes} serveur et un worker pour chaque base",
        ("ordonnances passées", "req/s", "p50 ms", "p99 ms", "serveurs µs", "worker µs", "PG µs",
         "ensemble µs"),
        tuple(rows),
        tuple(_notes(seen)),
    )  # fmt: skip


def _rows(seen: Seen) -> Iterator[tuple[str, ...]]:
    name = f"{seen.past:,}".replace(",", "\u202f")
    if seen.cold is not None:
        yield _row(f"{name}, à froid", [seen.cold], seen.cold.took.ms(0.99))
    if seen.warm:
        yield _row(f"{name}, à chaud", seen.warm, seen.p99())


def _row(name: str, parts: list[Part], p99: float | None) -> tuple[str, ...]:
    cpu = [median(part.cpu()[place] for part in parts) for place in range(3)]
    return (
        name,
        figure(median(part.rate for part in parts)),
        figure(median(part.took.ms(0.5) or 0 for part in parts)),
        figure(p99),
        *map(figure, cpu),
        figure(median(sum(part.cpu()[:3]) for part in parts)),
    )


def _notes(seen: dict[str, Seen]) -> Iterator[str]:
    yield f"Visé : au plus {figure(TOLERATED)} fois, p99 et processeur."
    for size in SIZES:
        each = seen[size]
        failures = [f for part in each.warm for f in part.took.failures]
        if failures:
            yield f"{size} : {len(failures)} refus et échecs, dont {failures[0]}"
        if each.warm:
            rounds = ", ".join(figure(part.took.ms(0.99)) for part in each.warm)
            yield f"{size} : p99 des tours {rounds} ms."
        for weight in each.weights:
            yield f"{size} : {weight}"
    yield "À froid : PostgreSQL redémarré, pages oubliées du système ; les dix premières secondes."
