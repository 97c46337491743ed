"""Whatever is lost, wherever it is lost: asking again with the same key does the act once."""

import asyncio

import httpx
import pytest

from ordonnance.doors.api import routes
from tests.builders.faults import Losing, Meanwhile
from tests.journeys.asking import code_of
from tests.journeys.races.asks import OPERATIONS, prepared, with_those_of
from tests.journeys.races.held import end_connections, kill_server, stopped, writings_held
from tests.journeys.races.town import Town
from tests.journeys.races.wire import Wire, at_once

STOCK = "stock-record"
WRITING = {
    "issue": "issue", "samu-prescribe": "issue", "replace": "replace", "reserve": "reserve",
    STOCK: "append",
}  # fmt: skip
"""The call that writes an act; the others are `apply`."""


def port_of(operation: str) -> str:
    """The port that keeps what an act writes."""
    return "stock" if operation == STOCK else "base"


def test_every_act_that_requires_a_key_is_asked_again_here() -> None:
    assert set(OPERATIONS) == {each.name for each in routes.OPERATIONS if each.writes}


def asked(address: str, sent: bytes, times: int = 1) -> list[httpx.Response]:
    """Send the request, that many times one after the other."""

    async def ask() -> list[httpx.Response]:
        wire = await Wire.to(address)
        try:
            return [await wire.ask(sent) for _ in range(times)]
        finally:
            await wire.close()

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("after", "failure", "told"),
    [
        (False, None, (503, "BASE_UNAVAILABLE")),
        (True, None, (503, "BASE_UNAVAILABLE")),
        (True, RuntimeError("a fault of ours"), (500, "INTERNAL")),
    ],
    ids=["before the commit", "after the commit", "fault after the commit"],
)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_answer_lost_in_the_server_is_found_by_asking_again(
    town: Town, operation: str, after: bool, failure: Exception | None, told: tuple[int, str]
) -> None:
    ask = prepared(town, operation)
    call = WRITING.get(operation, "apply")
    port = port_of(operation)
    kept = getattr(town.inside.platform.ports, port)
    losing = Losing(kept, call, after=after, failure=failure)
    with town.inside.variant(**{port: losing}) as address:
        (first,) = asked(address, ask.sent)
        assert (first.status_code, code_of(first)) == told
        if not after:
            ask.nothing_done(town)
        again = asked(address, ask.sent, 2)
    assert losing.lost == 1
    ask.done_once(town, again + asked(town.addresses[1], ask.sent))


@pytest.mark.parametrize("missing", [1, 40, 100_000], ids=["a byte", "some", "the whole body"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_request_cut_before_its_end_does_nothing(
    town: Town, operation: str, missing: int
) -> None:
    ask = prepared(town, operation)
    head = ask.sent.partition(b"\r\n\r\n")[0]
    sent = ask.sent[: max(len(ask.sent) - missing, len(head) + 4)]
    assert len(sent) < len(ask.sent)

    async def cut() -> None:
        wire = await Wire.to(town.addresses[0])
        wire.send(sent)
        await asyncio.sleep(0.02)
        await wire.close()
        await asyncio.sleep(0.02)

    asyncio.run(cut())
    ask.nothing_done(town)
    ask.done_once(town, asked(town.addresses[0], ask.sent, 2))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_caller_gone_before_the_commit_finds_the_act_done(town: Town, operation: str) -> None:
    ask = prepared(town, operation)

    async def leave() -> httpx.Response:
        async with writings_held(town) as held:
            wire = await Wire.to(town.addresses[0])
            wire.send(ask.sent)
            await held.waiting(1)
            await wire.close()
            await held.release()
            other = await Wire.to(town.addresses[1])
            response = await other.ask(ask.sent)
            await other.close()
            return response

    response = asyncio.run(leave())
    ask.done_once(town, [response, *asked(town.addresses[0], ask.sent)])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_retry_that_meets_the_first_sending_waits_for_its_answer(
    town: Town, operation: str
) -> None:
    ask = prepared(town, operation)

    async def both() -> list[httpx.Response]:
        async with writings_held(town) as held:
            sendings = asyncio.create_task(at_once(town.addresses, [ask.sent] * 4))
            await held.waiting(2)
            await held.release()
            return await sendings

    ask.done_once(town, asyncio.run(both()))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_database_connection_cut_while_it_writes_leaves_nothing_and_says_so(
    town: Town, operation: str
) -> None:
    ask = prepared(town, operation)

    async def cut() -> httpx.Response:
        async with writings_held(town) as held:
            wire = await Wire.to(town.addresses[0])
            wire.send(ask.sent)
            await held.waiting(1)
            await end_connections(town)
            response = await wire.answer()
            await wire.close()
            return response

    first = asyncio.run(cut())
    assert (first.status_code, code_of(first)) == (503, "BASE_UNAVAILABLE")
    assert "retry-after" in first.headers
    ask.nothing_done(town)
    ask.done_once(town, asked(town.addresses[0], ask.sent, 2) + asked(town.addresses[1], ask.sent))


READING_FIRST = [each for each in OPERATIONS if each == STOCK or each not in WRITING]


@pytest.mark.parametrize("operation", READING_FIRST)
def test_a_database_connection_cut_between_reading_and_writing_loses_nothing(
    town: Town, operation: str
) -> None:
    ask = prepared(town, operation)
    port = port_of(operation)
    cutting = Meanwhile(getattr(town.inside.platform.ports, port), "read", after=True)
    cutting.happens = lambda: end_connections(town)
    with town.inside.variant(**{port: cutting}) as address:
        (first,) = asked(address, ask.sent)
        assert cutting.happens is None
        # Another connection may have been at hand: then nobody noticed.
        assert first.status_code == 200 or code_of(first) == "BASE_UNAVAILABLE"
        again = asked(address, ask.sent, 2)
    assert first.status_code != 200 or first.content == again[0].content
    ask.done_once(town, again)


TOGETHER = ("issue", "samu-prescribe", "replace", "reserve", "stock-record", "cancel")
"""These travel to the database apart from each other: one kill is enough for all of them."""

KILLS = [TOGETHER, *((each,) for each in OPERATIONS if each not in TOGETHER)]


@pytest.mark.parametrize("operations", KILLS, ids="+".join)
def test_a_server_killed_between_the_commit_and_the_answer_has_done_the_act_once(
    town: Town, operations: tuple[str, ...]
) -> None:
    asks, server = [prepared(town, each) for each in operations], town.servers[1]
    committed = with_those_of(operations, town.kept())

    async def kill() -> None:
        wires = [await Wire.to(server.address) for _ in asks]
        async with writings_held(town) as held:
            for wire, ask in zip(wires, asks, strict=True):
                wire.send(ask.sent)
            await held.waiting(len(asks))
            with stopped(server):
                await held.written()
                kill_server(server)
        for wire in wires:
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await wire.answer()
            await wire.close()

    asyncio.run(kill())
    for ask in asks:
        assert not ask.number or town.version(ask.number) == ask.version + 1
    assert town.kept() == committed, "committed before the kill"
    server.start()
    for ask in asks:
        ask.was_done_once(
            town, asked(server.address, ask.sent) + asked(town.addresses[0], ask.sent)
        )
    assert town.kept() == committed


def test_a_connection_cut_just_after_the_commit_loses_no_act(town: Town) -> None:
    server = town.servers[1]
    for operation in ("dispense", "issue", "cancel"):
        ask = prepared(town, operation)

        async def cut(sent: bytes = ask.sent) -> httpx.Response:
            wire = await Wire.to(server.address)
            async with writings_held(town) as held:
                wire.send(sent)
                await held.waiting(1)
                with stopped(server):
                    await held.written()
                    await end_connections(town)
                response = await wire.answer()
            await wire.close()
            return response

        first = asyncio.run(cut())
        assert first.status_code == 200 or code_of(first) == "BASE_UNAVAILABLE"
        again = asked(server.address, ask.sent, 2)
        ask.done_once(town, again + ([first] if first.status_code == 200 else []))
