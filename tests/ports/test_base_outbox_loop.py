"""The loop that drains the outbox: what fails, waits, wakes and stops, on both stores."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from ordonnance.adapters.database import draining
from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.adapters.database.draining import (
    backoff,
    deliver_once,
    drain,
    pause_after,
)
from ordonnance.adapters.keys import SealBroken
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage
from tests.ports.bases import Opened, a_new
from tests.ports.outboxes import NONE, PATIENCE, Seen, in_store, issued, keeping

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["memory", "postgres"])
async def here(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    async with in_store(request, "port_outbox_loop") as base:
        yield base


async def test_the_loop_delivers_until_told_to_stop(here: Opened) -> None:
    seen: Seen = []
    stop = asyncio.Event()
    loop = asyncio.create_task(
        drain(here.outbox, {"record.deposit": keeping(seen)}, stop, poll_seconds=0.01)
    )
    numbers = {await issued(here, OutboxMessage("record.deposit", {})) for _ in range(70)}
    while await here.outbox.waiting():
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(loop, PATIENCE)
    assert {number for number, _, _ in seen} == numbers
    assert len(seen) == 70


async def test_what_a_full_round_left_is_taken_at_once_and_a_stop_ends_the_wait_for_more(
    here: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draining, "GATHERING_SECONDS", 3600.0)
    seen: Seen = []
    stop = asyncio.Event()
    for _ in range(draining.BATCH + 3):
        await issued(here, OutboxMessage("record.deposit", {}))
    loop = asyncio.create_task(
        drain(here.outbox, {"record.deposit": keeping(seen)}, stop, poll_seconds=3600.0)
    )
    async with asyncio.timeout(PATIENCE):
        while await here.outbox.waiting():
            await asyncio.sleep(0.01)
    assert len(seen) == draining.BATCH + 3
    assert not loop.done()
    stop.set()
    await asyncio.wait_for(loop, PATIENCE)


async def test_an_unknown_kind_stays_and_alerts(
    here: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    number = await issued(here, OutboxMessage("strange.kind", {"name": "EXEMPLE"}))
    with caplog.at_level(logging.INFO):
        assert await deliver_once(here.outbox, {}) == 1
    assert "ALERT" in caplog.text
    assert "strange.kind" in caplog.text
    assert number.value not in caplog.text
    assert "EXEMPLE" not in caplog.text
    assert await here.outbox.waiting() == 1


async def test_a_consumer_that_fails_harms_no_other_message(
    here: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    seen: Seen = []

    async def fail(_number: OrdonnanceNumber, _sequence: int, message: OutboxMessage) -> None:
        if message.payload:
            raise Refusal.of("BASE_UNAVAILABLE")
        raise ValueError("secret of EXEMPLE")

    await issued(here, OutboxMessage("mail.a", {}), OutboxMessage("record.b", {}))
    await issued(here, OutboxMessage("mail.a", {"x": "y"}))
    with caplog.at_level(logging.INFO):
        await deliver_once(here.outbox, {"mail.a": fail, "record.b": keeping(seen)})
    assert [message.kind for _, _, message in seen] == ["record.b"]
    assert await here.outbox.waiting() == 2
    assert "ValueError" in caplog.text
    assert "BASE_UNAVAILABLE" in caplog.text
    assert "secret" not in caplog.text


async def test_a_queue_out_of_reach_is_asked_again(here: Opened) -> None:
    seen: Seen = []
    stop = asyncio.Event()

    class Flaky:
        failures = 2

        def __getattr__(self, name: str) -> Any:
            return getattr(here.outbox, name)

        async def claim(self, *arguments: Any) -> Any:
            if self.failures:
                self.failures -= 1
                raise Refusal.of("BASE_UNAVAILABLE")
            return await here.outbox.claim(*arguments)

    await issued(here, OutboxMessage("record.deposit", {}))
    loop = asyncio.create_task(
        drain(Flaky(), {"record.deposit": keeping(seen)}, stop, poll_seconds=0.01)
    )
    while not seen:
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(loop, PATIENCE)
    assert len(seen) == 1


async def test_any_failure_of_a_round_is_told_by_its_type_and_tried_again(
    here: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    seen: Seen = []
    stop = asyncio.Event()

    class Failing:
        def __init__(self) -> None:
            self.failures: list[Exception] = [
                DatabaseFault("22000", "EXEMPLE"), SealBroken(), ValueError("secret of EXEMPLE"),
            ]  # fmt: skip

        def __getattr__(self, name: str) -> Any:
            return getattr(here.outbox, name)

        async def claim(self, *arguments: Any) -> Any:
            if self.failures:
                raise self.failures.pop()
            return await here.outbox.claim(*arguments)

    await issued(here, OutboxMessage("record.deposit", {}))
    with caplog.at_level(logging.INFO):
        loop = asyncio.create_task(
            drain(Failing(), {"record.deposit": keeping(seen)}, stop, poll_seconds=0.01)
        )
        async with asyncio.timeout(PATIENCE):
            while not seen:
                await asyncio.sleep(0.01)
        stop.set()
        await asyncio.wait_for(loop, PATIENCE)
    for each in ("DatabaseFault", "SealBroken", "ValueError"):
        assert f"ALERT outbox round failed: {each}" in caplog.text
    assert "EXEMPLE" not in caplog.text


async def test_a_delivery_that_cannot_be_written_down_harms_no_other_and_comes_back(
    here: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    class Forgetful:
        async def claim(self, limit: int, _lease: timedelta = NONE) -> Any:
            return await here.outbox.claim(limit, NONE)

        async def done(self, number: OrdonnanceNumber, sequence: int) -> None:
            if number == first:
                raise DatabaseFault("22000")
            await here.outbox.done(number, sequence)

        async def failed(self, *arguments: Any) -> None:
            await here.outbox.failed(*arguments)

    first = await issued(here, OutboxMessage("record.deposit", {}))
    await issued(here, OutboxMessage("record.deposit", {}))
    assert await deliver_once(Forgetful(), {"record.deposit": keeping([])}) == 2
    assert "DatabaseFault" in caplog.text
    assert [each.number for each in await here.outbox.claim(10)] == [first]


async def test_a_row_that_does_not_open_alerts_and_waits_while_the_others_go_on(
    here: Opened, postgres: Any, caplog: pytest.LogCaptureFixture
) -> None:
    if here.open is None:
        # Nothing is sealed in memory.
        assert all(each.unreadable is None for each in await here.outbox.claim(10))
        return
    seen: Seen = []
    spoilt = await issued(here, OutboxMessage("record.deposit", {}))
    sound = await issued(here, OutboxMessage("record.deposit", {}))
    owner = await asyncpg.connect(postgres.dsn_for("ordonnance_owner", "port_outbox_loop"))
    try:
        await owner.execute(
            "UPDATE base.outbox SET payload = $2 WHERE number = $1", spoilt.value, bytes(64)
        )
    finally:
        await owner.close()
    assert await deliver_once(here.outbox, {"record.deposit": keeping(seen)}) == 2
    assert [number for number, _, _ in seen] == [sound]
    assert "ALERT outbox message record.deposit (try 1): SealBroken" in caplog.text
    assert spoilt.value not in caplog.text
    assert await here.outbox.waiting() == 1


async def test_pauses_double_up_to_half_a_minute() -> None:
    assert [pause_after(n, 2.0) for n in (0, 1, 2, 3, 4, 4000)] == [2, 4, 8, 16, 30, 30]


async def test_a_commit_wakes_the_worker_long_before_its_next_round(here: Opened) -> None:
    if here.open is None:
        # In memory the worker lives in the process that writes: it polls.
        assert not hasattr(here.outbox, "woken")
        return
    seen: Seen = []
    stop = asyncio.Event()
    async with here.outbox.woken() as wake:
        await asyncio.wait_for(wake.wait(), PATIENCE)
        loop = asyncio.create_task(
            drain(here.outbox, {"record.deposit": keeping(seen)}, stop, wake, poll_seconds=600)
        )
        await asyncio.sleep(0.1)
        await issued(here, OutboxMessage("record.deposit", {}))
        async with asyncio.timeout(PATIENCE):
            while not seen:
                await asyncio.sleep(0.01)
        stop.set()
        await asyncio.wait_for(loop, PATIENCE)
    assert len(seen) == 1


async def test_delays_double_up_to_an_hour() -> None:
    assert [backoff(n).total_seconds() for n in (1, 2, 3, 12, 13, 4000)] == [
        1, 2, 4, 2048, 3600, 3600,
    ]  # fmt: skip


async def test_a_worker_that_stops_gives_back_what_it_does_not_finish(here: Opened) -> None:
    new = a_new()
    await here.base.issue(new)
    started, stop, seen = asyncio.Event(), asyncio.Event(), []

    async def endless(*_given: object) -> None:
        started.set()
        await asyncio.Event().wait()

    working = asyncio.create_task(
        drain(here.outbox, {"record.deposit": endless}, stop, stop_seconds=0.05)
    )
    await started.wait()
    assert await here.outbox.claim(10) == ()
    stop.set()
    await asyncio.wait_for(working, PATIENCE)
    # At once: no lease to wait for.
    await deliver_once(here.outbox, {"record.deposit": keeping(seen)})
    assert len(seen) == 1


async def test_a_worker_that_stops_finishes_what_it_can(here: Opened) -> None:
    new = a_new()
    await here.base.issue(new)
    started, stop = asyncio.Event(), asyncio.Event()

    async def slow(*_given: object) -> None:
        started.set()
        await asyncio.sleep(0.2)

    working = asyncio.create_task(drain(here.outbox, {"record.deposit": slow}, stop))
    await started.wait()
    stop.set()
    await asyncio.wait_for(working, PATIENCE)
    assert await here.outbox.waiting() == 0


async def test_a_worker_cut_short_gives_back_what_it_took(here: Opened) -> None:
    new = a_new()
    await here.base.issue(new)
    started, seen = asyncio.Event(), []

    async def endless(*_given: object) -> None:
        started.set()
        await asyncio.Event().wait()

    draining = drain(here.outbox, {"record.deposit": endless}, asyncio.Event())
    working = asyncio.create_task(draining)
    await started.wait()
    working.cancel()
    await asyncio.wait({working})
    assert working.cancelled()
    await deliver_once(here.outbox, {"record.deposit": keeping(seen)})
    assert len(seen) == 1
