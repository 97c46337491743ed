"""Time of a call, taken in turn with that of its floor, so that neighbours disturb both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import TypeVar

from bench.table import NONE, figure

ROUNDS = 3
ROUND_NS = 250_000_000
# A sample much longer than one reading of the clock.
SAMPLE_NS = 100_000

Call = Callable[[], object]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Compared:
    """Microseconds per call, those of the floor, and the speed against it (1: as fast)."""

    micros: float
    floor: float
    speed: float


def compared(call: Call, floor: Call) -> Compared:
    """Medians of three rounds; the ratio is taken inside each round."""
    rounds = [(micros(call), micros(floor)) for _ in range(ROUNDS)]
    return Compared(
        median(ours for ours, _ in rounds),
        median(theirs for _, theirs in rounds),
        median(theirs / ours for ours, theirs in rounds),
    )


def micros(call: Call) -> float:
    """Median microseconds of one call over a quarter of a second; the first call is not counted."""
    call()
    batch = 1
    while _nanoseconds(call, batch) < SAMPLE_NS:
        batch *= 2
    end = perf_counter_ns() + ROUND_NS
    samples: list[int] = []
    while perf_counter_ns() < end or len(samples) < ROUNDS:
        samples.append(_nanoseconds(call, batch))
    return median(samples) / batch / 1000


def _nanoseconds(call: Call, times: int) -> int:
    start = perf_counter_ns()
    for _ in range(times):
        call()
    return perf_counter_ns() - start


def tail(call: Call, calls: int = 4000) -> float:
    """Microseconds that 99 calls in a hundred stay under, each timed alone; the first is left out.

    The best of three rounds: a neighbour that takes the processor is no part of the call.
    """
    call()
    return (
        min(
            sorted(_nanoseconds(call, 1) for _ in range(calls))[calls * 99 // 100]
            for _ in range(ROUNDS)
        )
        / 1000
    )


def medians(rounds: Iterable[R], of: Callable[[R], float | None]) -> float | None:
    """The median of one figure over rounds; None when no round has it."""
    found = [value for value in map(of, rounds) if value is not None]
    return median(found) if found else None


COLUMNS = ("mesure", "µs", "plancher µs", "vitesse ÷ plancher")


def row(name: str, found: Compared) -> tuple[str, ...]:
    """A row under COLUMNS."""
    return name, figure(found.micros), figure(found.floor), figure(found.speed)


def blank(name: str, value: str) -> tuple[str, ...]:
    """A row that has no floor."""
    return name, value, NONE, NONE
