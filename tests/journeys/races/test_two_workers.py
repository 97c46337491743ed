"""Several workers on one outbox: nothing twice within its lease, nothing lost, each in its turn."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from ordonnance.adapters.database.draining import Claimed
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import OutboxMessage, Written
from tests.journeys import documents
from tests.journeys.asking import answer, told
from tests.journeys.races.town import Town
from tests.journeys.races.wire import at_once, request
from tests.journeys.running import wait_until
from tests.ports.bases import Opened, a_change, a_new, make_base, opened
from tests.ports.conftest import TestServer

UNDONE = "SELECT count(*) FROM base.outbox WHERE number = ANY ($1)"
ROWS = """
SELECT number, sequence, kind, attempts, done_at, last_error FROM witness.message
WHERE number = ANY ($1) ORDER BY number, sequence
"""


def test_three_servers_deliver_each_copy_once(town: Town) -> None:
    addresses = (*town.addresses, *town.addresses)
    doctor, pharmacist = town.sessions.token("medecin"), town.sessions.token("pharmacien")
    issues = [request("issue", doctor, documents.simple(), f"envoi-{rank}") for rank in range(60)]
    issued = asyncio.run(at_once(addresses, issues))
    numbers = [answer(each)["number"] for each in issued]
    servings = [
        request("dispense", pharmacist, told(number=number, allAsPrescribed=True), "k")
        for number in numbers
    ]
    served = asyncio.run(at_once(addresses, servings))
    assert {each.status_code for each in served} == {200}
    wait_until(lambda: town.rows(UNDONE, numbers)[0][0] == 0, 60)
    rows = town.rows(ROWS, numbers)
    assert Counter(each["kind"] for each in rows) == {"record.deposit": 60, "record.execution": 60}
    assert {each["attempts"] for each in rows} == {1}, "none was claimed twice"
    first = [each["done_at"] for each in rows if each["kind"] == "record.deposit"]
    then = [each["done_at"] for each in rows if each["kind"] == "record.execution"]
    assert all(one < other for one, other in zip(first, then, strict=True))
    stems = tuple(town.inside.platform.marks.log_hash(number) for number in numbers)
    # Other tests of this town end connections between a delivery and its note: after the lease,
    # another worker rightly delivers again. Only the copies of these numbers are counted.
    copies = Counter(
        path.name
        for folder in town.record_folders
        for path in folder.glob("*.json")
        if path.name.startswith(stems)
    )
    assert len(copies) == 120
    assert set(copies.values()) == {1}, "no copy was delivered by two workers"


LEASE = timedelta(seconds=0.4)
Key = tuple[str, int]


@dataclass
class Seen:
    """What several workers did: when each message was asked for, had, and finished."""

    asked: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    had: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    done: list[Key] = field(default_factory=list)
    abandoned: int = 0


async def work(base: Opened, seen: Seen, chance: random.Random) -> None:
    """Deliver until nothing is left; one time in eight, die with a message in hand."""
    while await base.outbox.waiting():
        asked = time.monotonic()
        batch: tuple[Claimed, ...] = await base.outbox.claim(chance.randint(1, 6), LEASE)
        had = time.monotonic()
        for each in batch:
            key = (each.number.value, each.sequence)
            seen.asked[key].append(asked)
            seen.had[key].append(had)
        for each in batch:
            await asyncio.sleep(chance.uniform(0, 0.005))
            if chance.random() < 0.125:
                seen.abandoned += 1
                continue
            seen.done.append((each.number.value, each.sequence))
            await base.outbox.done(each.number, each.sequence)
        if not batch:
            await asyncio.sleep(0.02)


async def acts(base: Opened, count: int) -> set[Key]:
    """Write ordonnances with their messages, some with a later act; the messages expected."""
    expected = set()
    for rank in range(count):
        new = a_new(outbox=(OutboxMessage("record.deposit", {}), OutboxMessage("mail.notice", {})))
        assert await base.base.issue(new) is Written.WRITTEN
        expected |= {(new.number.value, 100), (new.number.value, 101)}
        if rank % 3 == 0:
            number = OrdonnanceNumber(new.number.value)
            assert await base.base.apply(number, 1, a_change()) is Written.WRITTEN
            expected.add((number.value, 200))
    return expected


async def raced(made: object) -> tuple[set[Key], Seen]:
    seen = Seen()
    async with opened(made) as writer, opened(made) as one, opened(made) as other:  # type: ignore[arg-type]  # a Made
        early = await acts(writer, 30)
        workers = [
            asyncio.create_task(work(base, seen, random.Random(rank)))
            for rank, base in enumerate((one, other, one, other))
        ]
        late = await acts(writer, 30)
        async with asyncio.timeout(60):
            await asyncio.gather(*workers)
        # Those who found nothing left had gone home: what came last is for whoever comes next.
        await work(one, seen, random.Random(9))
        return early | late, seen


def test_workers_that_die_lose_nothing_and_nobody_has_a_message_before_its_lease_ends(
    town: Town,
) -> None:
    made = make_base(TestServer(town.postgres), "races_of_workers")
    expected, seen = asyncio.run(raced(made))
    assert set(seen.done) == expected, "none is lost"
    assert seen.abandoned > 5
    assert sum(len(times) for times in seen.had.values()) >= len(expected) + seen.abandoned
    for key, had in seen.had.items():
        for asked, again in zip(seen.asked[key], had[1:], strict=False):
            assert again - asked >= LEASE.total_seconds(), "a message in hand is nobody else's"
    order = {key: seen.done.index(key) for key in expected}
    for number, sequence in expected:
        if sequence == 200:
            assert order[number, 100] < order[number, 200], "one topic comes in order"
