"""The windows of openings and mistyped numbers when the clock is put back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.openings import AHEAD, HOUR, MISS_WINDOW, MISSES, SLOT, OpeningCounter
from ordonnance.domain.errors import Refusal

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
BACK = NOON - timedelta(days=2)
PROCESSES = UUID(int=1), UUID(int=2)
STEPS = st.lists(st.tuples(st.integers(-200, 90), st.integers(0, 1)), min_size=1, max_size=60)
"""Minutes by which the clock moves, backwards too, and the server that is asked."""


def test_openings_counted_by_a_clock_since_put_back_weigh_no_more() -> None:
    alerts: list[str] = []
    counter = OpeningCounter(2, alerts.append)
    for at in (NOON, BACK):
        counter.opened("pharmacie EXEMPLE", at)
        counter.opened("pharmacie EXEMPLE", at)
        with pytest.raises(Refusal):
            counter.opened("pharmacie EXEMPLE", at)
    assert alerts == ["pharmacie EXEMPLE"] * 2


def test_mistyped_numbers_counted_by_a_clock_since_put_back_block_nobody() -> None:
    counter = OpeningCounter(2, lambda _: None)
    for _ in range(MISSES):
        counter.missed("appelant EXEMPLE", NOON)
    with pytest.raises(Refusal):
        counter.allowed("appelant EXEMPLE", NOON)
    counter.allowed("appelant EXEMPLE", BACK)


def test_a_small_step_back_forgets_nothing() -> None:
    counter = OpeningCounter(2, lambda _: None)
    counter.opened("pharmacie EXEMPLE", NOON)
    counter.opened("pharmacie EXEMPLE", NOON)
    with pytest.raises(Refusal):
        counter.opened("pharmacie EXEMPLE", NOON - timedelta(milliseconds=800))


@given(steps=STEPS)
def test_however_the_clock_jumped_a_cap_lasts_no_longer_than_its_own_time(
    steps: list[tuple[int, int]],
) -> None:
    servers = [OpeningCounter(3, lambda _: None) for _ in PROCESSES]
    now = NOON
    for minutes, rank in steps:
        now += timedelta(minutes=minutes)
        for _ in range(4):
            attempted(servers[rank], now)
            servers[rank].missed("appelant EXEMPLE", now)
        # Both are told every few seconds, also of nothing.
        servers[1 - rank].learn(servers[rank].changed(PROCESSES[rank]), now)
        servers[rank].learn([], now)
    for server in servers:
        server.opened("pharmacie EXEMPLE", now + HOUR + SLOT + AHEAD)
        server.allowed("appelant EXEMPLE", now + MISS_WINDOW + SLOT + AHEAD)


@given(steps=STEPS)
def test_whatever_the_clock_did_before_the_cap_holds_in_the_hour_that_follows(
    steps: list[tuple[int, int]],
) -> None:
    server = OpeningCounter(3, lambda _: None)
    now = NOON
    for minutes, _ in steps:
        now += timedelta(minutes=minutes)
        attempted(server, now)
    assert sum(attempted(server, now + timedelta(minutes=each)) for each in range(50)) <= 3


def attempted(counter: OpeningCounter, at: datetime) -> bool:
    """One opening tried; True when it was let through, else the wait told is no longer than due."""
    wait: str | None = None
    try:
        counter.opened("pharmacie EXEMPLE", at)
    except Refusal as refused:
        wait = str(refused.first.facts["seconds"])
    assert wait is None or timedelta(seconds=int(wait)) <= HOUR + SLOT + AHEAD
    return wait is None
