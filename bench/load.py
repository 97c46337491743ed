"""Calls made by several tasks at once, and what they took."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from time import perf_counter, process_time

from bench.processor import server_seconds

TASKS = 16

Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Load:
    """One round. Processor times are microseconds per call, ours and that of PostgreSQL."""

    rate: float
    p50_ms: float
    p99_ms: float
    ours: float | None
    postgres: float | None


async def closed(works: Iterable[Work], postgres_pid: int, tasks: int = TASKS) -> Load:
    """Every work, each task taking the next one as soon as its own is done."""
    waiting = iter(works)
    taken: list[float] = []

    async def work_on() -> None:
        for work in waiting:
            start = perf_counter()
            await work()
            taken.append(perf_counter() - start)

    theirs, ours, start = server_seconds(postgres_pid), process_time(), perf_counter()
    await asyncio.gather(*(work_on() for _ in range(tasks)))
    wall, ours = perf_counter() - start, process_time() - ours
    count = len(taken)
    return Load(
        count / wall, quantile(taken, 0.5) * 1000, quantile(taken, 0.99) * 1000,
        ours / count * 1e6, per_call(theirs, server_seconds(postgres_pid), count),
    )  # fmt: skip


def quantile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def per_call(before: float | None, after: float | None, count: int) -> float | None:
    """Microseconds of processor per call, when they are known."""
    return None if before is None or after is None else (after - before) / count * 1e6
