"""The outbox and its loop: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from ordonnance.adapters.database.draining import (
    drain,
)
from ordonnance.usecases.ports import OutboxMessage
from tests.ports.bases import Opened, a_change
from tests.ports.outboxes import NONE, PATIENCE, Seen, in_store, issued, keeping

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["memory", "postgres"])
async def here(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    async with in_store(request, "port_outbox") as base:
        yield base


async def test_messages_are_claimed_once_with_their_content(here: Opened) -> None:
    deposit = OutboxMessage("record.deposit", {"why": "émission"})
    notice = OutboxMessage("mail.notice", {})
    number = await issued(here, deposit, notice)
    claimed = await here.outbox.claim(10)
    assert [(each.number, each.sequence, each.message, each.attempts) for each in claimed] == [
        (number, 100, deposit, 1),
        (number, 101, notice, 1),
    ]
    assert await here.outbox.claim(10) == ()
    await here.outbox.done(number, 100)
    await here.outbox.done(number, 100)
    assert await here.outbox.waiting() == 1


async def test_a_message_not_done_comes_back_after_its_lease(here: Opened) -> None:
    number = await issued(here, OutboxMessage("record.deposit", {}))
    await here.outbox.claim(10, NONE)
    (again,) = await here.outbox.claim(10)
    assert (again.number, again.attempts) == (number, 2)


async def test_a_failed_message_waits_for_its_delay(here: Opened) -> None:
    number = await issued(here, OutboxMessage("record.deposit", {}))
    await here.outbox.claim(10)
    await here.outbox.failed(number, 100, "BASE_UNAVAILABLE", timedelta(hours=1))
    assert await here.outbox.claim(10) == ()
    await here.outbox.failed(number, 100, "X" * 500, NONE)
    assert len(await here.outbox.claim(10)) == 1


async def test_a_limit_is_kept(here: Opened) -> None:
    for _ in range(5):
        await issued(here, OutboxMessage("record.deposit", {}))
    assert len(await here.outbox.claim(3)) == 3
    assert len(await here.outbox.claim(3)) == 2


async def test_one_topic_of_one_ordonnance_comes_in_order(here: Opened) -> None:
    number = await issued(here, OutboxMessage("record.deposit", {}))
    change = a_change(outbox=(OutboxMessage("record.withdraw", {}), OutboxMessage("mail.x", {})))
    await here.base.apply(number, 1, change)
    first = await here.outbox.claim(10)
    assert [each.message.kind for each in first] == ["record.deposit", "mail.x"]
    await here.outbox.failed(number, 100, "SOME_ERROR", timedelta(hours=1))
    assert await here.outbox.claim(10) == ()
    await here.outbox.done(number, 100)
    assert [each.sequence for each in await here.outbox.claim(10)] == [200]


async def test_what_dead_workers_hold_is_released_at_once(here: Opened) -> None:
    number = await issued(here, OutboxMessage("record.deposit", {}))
    assert len(await here.outbox.claim(10)) == 1
    assert await here.outbox.release(timedelta(hours=2)) == 0
    assert await here.outbox.claim(10) == ()
    assert await here.outbox.release(NONE) == 1
    assert [each.number for each in await here.outbox.claim(10)] == [number]


async def test_what_a_clock_since_put_back_put_off_is_released(here: Opened) -> None:
    number = await issued(here, OutboxMessage("record.deposit", {}))
    await here.outbox.claim(10, timedelta(days=2))
    assert await here.outbox.claim(10) == ()
    assert await here.outbox.release(timedelta(hours=2)) == 1
    assert [each.number for each in await here.outbox.claim(10)] == [number]


async def test_the_loop_releases_what_a_clock_put_off(here: Opened) -> None:
    seen: Seen = []
    stop = asyncio.Event()
    await issued(here, OutboxMessage("record.deposit", {}))
    await here.outbox.claim(10, timedelta(days=2))
    loop = asyncio.create_task(
        drain(here.outbox, {"record.deposit": keeping(seen)}, stop, poll_seconds=0.01)
    )
    async with asyncio.timeout(PATIENCE):
        while not seen:
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(loop, PATIENCE)


async def test_two_workers_never_hold_the_same_message(here: Opened) -> None:
    for _ in range(40):
        await issued(here, OutboxMessage("record.deposit", {}))
    rounds = await asyncio.gather(*(here.outbox.claim(10) for _ in range(8)))
    claimed = [each.number for batch in rounds for each in batch]
    assert len(claimed) == len(set(claimed))
    while batch := await here.outbox.claim(10):
        claimed += [each.number for each in batch]
    assert len(claimed) == len(set(claimed)) == 40
