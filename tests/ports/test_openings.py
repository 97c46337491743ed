"""The cap on openings holds across the servers of one base: in memory and on PostgreSQL."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from ordonnance.adapters.database.openings import PostgresExchange
from ordonnance.adapters.openings import MISSES, Count, OpeningCounter
from ordonnance.adapters.openings.sharing import LONG_AGO, MemoryExchange, Sharing
from ordonnance.domain.errors import Refusal
from tests.ports.anchored import Watch
from tests.ports.bases import NOON, Made, make_base, opened

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_openings")


@pytest.fixture(params=["memory", "postgres"])
async def exchange(
    request: pytest.FixtureRequest, watch: Watch
) -> AsyncIterator[MemoryExchange | PostgresExchange]:
    if request.param == "memory":
        yield MemoryExchange(watch.now)
        return
    async with opened(request.getfixturevalue("made")) as here:
        assert here.open is not None
        yield here.open.openings


class Server:
    """One server process, as far as openings go."""

    def __init__(self, exchange: Any, watch: Watch, per_hour: int = 10) -> None:
        self.alerts: list[str] = []
        self.counter = OpeningCounter(per_hour, self.alerts.append)
        self._sharing = Sharing(self.counter, exchange, watch.now)
        self._watch = watch

    async def share(self) -> None:
        await self._sharing.once()

    def opens(self, structure: str, times: int = 1) -> None:
        for _ in range(times):
            self.counter.opened(structure, self._watch.now())

    def refused(self, structure: str) -> Refusal:
        with pytest.raises(Refusal) as refusal:
            self.opens(structure)
        assert refusal.value.code == "OPENINGS_CAPPED"
        return refusal.value


def a_structure() -> str:
    return f"F{uuid4().hex}"


async def test_what_one_server_opened_counts_at_the_others(exchange: Any, watch: Watch) -> None:
    one, two, three = (Server(exchange, watch) for _ in range(3))
    where = a_structure()
    one.opens(where, 4)
    two.opens(where, 5)
    for each in (one, two, three, one, two):
        await each.share()
    three.opens(where)
    three.refused(where)
    assert three.alerts == [where]
    three.refused(where)
    assert three.alerts == [where]
    await three.share()
    await one.share()
    one.refused(where)
    one.opens(a_structure())


async def test_telling_the_same_again_counts_once(exchange: Any, watch: Watch) -> None:
    one, two = Server(exchange, watch), Server(exchange, watch)
    where = a_structure()
    for _ in range(3):
        one.opens(where)
        for _ in range(3):
            await one.share()
            await two.share()
    two.opens(where, 7)
    two.refused(where)


async def test_a_server_started_again_does_not_forget(exchange: Any, watch: Watch) -> None:
    where = a_structure()
    before = Server(exchange, watch)
    before.opens(where, 10)
    await before.share()
    after = Server(exchange, watch)
    await after.share()
    after.refused(where)


async def test_the_wait_announced_is_the_time_after_which_it_opens(
    exchange: Any, watch: Watch
) -> None:
    one, two = Server(exchange, watch), Server(exchange, watch)
    where = a_structure()
    one.opens(where, 6)
    await one.share()
    await two.share()
    watch.later(minutes=20)
    two.opens(where, 4)
    wait = int(two.refused(where).first.facts["seconds"])
    # What the other counted leaves with its whole minute.
    assert 40 * 60 <= wait <= 41 * 60
    watch.later(seconds=wait - 1)
    assert two.refused(where).first.facts["seconds"] == "1"
    watch.later(seconds=1)
    two.opens(where, 6)
    two.refused(where)


async def test_after_the_clock_of_the_exchange_was_put_back_servers_still_hear_each_other(
    exchange: Any, watch: Watch, made: Made
) -> None:
    one, two = Server(exchange, watch), Server(exchange, watch)
    where = a_structure()
    one.opens(where, 4)
    await one.share()
    await put_back(exchange, made, timedelta(hours=3))
    # What two hears now was written three hours after its next exchanges.
    await two.share()
    two.opens(where, 2)
    await two.share()
    one.opens(where, 4)
    await one.share()
    await two.share()
    two.refused(where)
    await one.share()
    one.refused(where)


async def put_back(exchange: Any, made: Made, by: timedelta) -> None:
    """What was written so far was written by a clock that was ahead by so much."""
    if isinstance(exchange, MemoryExchange):
        exchange._kept = {key: (n, at + by) for key, (n, at) in exchange._kept.items()}
        return
    connection = await asyncpg.connect(made.owner_dsn)
    try:
        await connection.execute("UPDATE base.opening SET written_at = written_at + $1", by)
    finally:
        await connection.close()


async def test_unknown_numbers_count_for_the_base_too(exchange: Any, watch: Watch) -> None:
    one, two = Server(exchange, watch), Server(exchange, watch)
    caller = a_structure()
    for _ in range(MISSES):
        one.counter.missed(caller, watch.now())
    two.counter.allowed(caller, watch.now())
    await one.share()
    await two.share()
    with pytest.raises(Refusal) as refusal:
        two.counter.allowed(caller, watch.now())
    assert refusal.value.code == "TOO_MANY_ATTEMPTS"
    assert 600 <= int(refusal.value.first.facts["seconds"]) <= 660
    watch.later(minutes=11)
    two.counter.allowed(caller, watch.now())
    # The same text as a structure is another count.
    two.opens(caller, 10)


async def test_above_the_cap_passes_only_what_others_opened_since_they_were_heard(
    exchange: Any, watch: Watch
) -> None:
    servers = [Server(exchange, watch) for _ in range(4)]
    where, passed = a_structure(), 0
    for _ in range(20):
        for each in servers:
            with contextlib.suppress(Refusal):
                each.opens(where)
                passed += 1
        for each in servers:
            await each.share()
    # One opening per server and exchange, and an exchange is heard at the next one at the latest.
    assert 10 <= passed <= 10 + 3 * 2
    assert all(each.alerts == [where] for each in servers)


async def test_counts_that_could_not_be_told_are_told_later(watch: Watch) -> None:
    class Deaf(MemoryExchange):
        async def share(self, *_given: Any) -> Any:
            raise Refusal.of("BASE_UNAVAILABLE")

    kept = MemoryExchange(watch.now)
    one, two = Server(Deaf(watch.now), watch), Server(kept, watch)
    where = a_structure()
    one.opens(where, 10)
    with pytest.raises(Refusal):
        await one.share()
    one._sharing._exchange = kept
    await one.share()
    await two.share()
    two.refused(where)


async def test_a_base_out_of_reach_never_stops_the_counter(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    class Deaf(MemoryExchange):
        async def share(self, *_given: Any) -> Any:
            raise Refusal.of("BASE_UNAVAILABLE")

    server, stop = Server(Deaf(watch.now), watch), asyncio.Event()
    running = asyncio.create_task(server._sharing.run(stop, every=0.001))
    async with asyncio.timeout(60):
        while "openings not shared: BASE_UNAVAILABLE" not in caplog.text:
            await asyncio.sleep(0.001)
    server.opens("here", 10)
    server.refused("here")
    stop.set()
    await running


async def test_the_table_names_nobody_and_forgets(made: Made) -> None:
    async with opened(made) as here:
        assert here.open is not None
        exchange = here.open.openings
        counter = OpeningCounter(5, lambda _: None, exchange.hash)
        counter.opened("F990000069", NOON)
        counter.missed("dispenser|899900000078|F990000069", NOON)
        (first, second) = counter.changed(uuid4())
        assert len(first.counted) == len(second.counted) == 16
        await exchange.share(uuid4(), [first, second], LONG_AGO)
        connection = await asyncpg.connect(made.owner_dsn)
        try:
            rows = await connection.fetch("SELECT o::text FROM base.opening AS o")
            assert len(rows) >= 2
            assert not any("990000069" in row[0] for row in rows)
            await connection.execute("UPDATE base.opening SET written_at = now() - '3 h'::interval")
            await exchange.share(uuid4(), [], LONG_AGO)
            assert await connection.fetchval("SELECT count(*) FROM base.opening") == 0
        finally:
            await connection.close()


async def test_servers_that_tell_at_the_same_time_do_not_wait_for_each_other(made: Made) -> None:
    async with opened(made) as here:
        assert here.open is not None
        exchange = here.open.openings
        keys = [bytes([each]) * 16 for each in range(50)]
        processes = [uuid4() for _ in range(8)]

        async def tell(rank: int) -> None:
            process, order = processes[rank], keys if rank % 2 else keys[::-1]
            for count in range(1, 6):
                mine = [Count(key, NOON, process, count) for key in order]
                await exchange.share(process, mine, LONG_AGO)

        async with asyncio.timeout(30):
            await asyncio.gather(*(tell(rank) for rank in range(8)))
        others, _ = await exchange.share(uuid4(), [], LONG_AGO)
        mine = [each for each in others if each.process in processes]
        assert len(mine) == 8 * 50
        assert {each.count for each in mine} == {5}
        assert {each.slot for each in mine} == {NOON}


def test_memory_stays_bounded_in_time() -> None:
    counter = OpeningCounter(10, lambda _: None)
    process = uuid4()
    for minute in range(0, 600, 7):
        at = NOON + timedelta(minutes=minute)
        counter.opened(f"F{minute}", at)
        counter.learn([Count(b"other", at, process, 1)], at)
    assert len(counter._told) < 12
    assert sum(map(len, counter._heard.values())) < 100
