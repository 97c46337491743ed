"""Small programs of several people, lived at the same time on a real base, and what they saw."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx

from tests.builders.counter import of
from tests.generative.counter_model import PRODUCTS, Shelf
from tests.journeys import documents
from tests.journeys.asking import answer, code_of, told
from tests.journeys.races.held import end_connections
from tests.journeys.races.linearizing import Event, explanation
from tests.journeys.races.sequential import PATIENT, WRITES, Act, Counter, Told
from tests.journeys.races.town import CHANGES, Town
from tests.journeys.races.wire import Wire, request

Program = Sequence[Act]
Shelves = Sequence[tuple[int, int]]
"""(rank of the product, boxes) of each line."""

RESENDINGS = 20
"""How often somebody told CONFLICT_RETRY does as it says: the same request again."""

CONFLICT = ("CONFLICT_RETRY",)


@dataclass(frozen=True, slots=True)
class Lived:
    """An ordonnance, what happened to it, and the model that may explain it."""

    number: str
    counter: Counter
    events: tuple[Event[Act], ...]

    def order(self) -> list[Act] | None:
        """The acts in an order that explains all answers; None when there is none."""
        found = explanation(self.counter.start(), self.events, self.counter.step)
        return None if found is None else [self.events[rank].act for rank in found]

    def done(self, operation: str) -> list[Told]:
        """What was answered to each of those who did this."""
        return [
            each.told
            for each in self.events
            if each.act.operation == operation and each.told and each.told[0] == "ok"
        ]

    @property
    def written(self) -> tuple[str, ...]:
        """The acts that changed it, as the journal tells them at the end."""
        acts: tuple[str, ...] = self.events[-1].told[1]
        return acts

    def story(self) -> str:
        """What happened, for whoever must understand a failure."""
        first = min(each.began for each in self.events)
        lines = [
            f"{(each.began - first) * 1000:7.1f} – {(each.ended - first) * 1000:7.1f} ms  "
            f"{each.act} -> {each.told}"
            for each in sorted(self.events, key=lambda each: each.began)
        ]
        return "\n".join(["no order explains:", *lines])


def lived(
    town: Town,
    shelves: Shelves,
    programs: Sequence[Program],
    before: Program = (),
    lags: Sequence[float] = (),
    storm: Sequence[float] = (),
) -> Lived:
    """Issue an ordonnance, live what comes `before`, then the programs at the same time, then read
    everything once. `lags`: seconds by which each person is late, none unless given; `storm`: when
    every connection to the database is cut, in seconds from the start."""
    stock = [Shelf(PRODUCTS[product], boxes) for product, boxes in shelves]
    lines = [of(each.product.cis, days=each.boxes * each.product.box) for each in stock]
    document = documents.written(*lines)
    number = town.door.issued(document)
    named = [[_keyed(act) for act in program] for program in (before, *programs)]
    life = _Life(town, number, document, storm)
    events = asyncio.run(life.run(named[0], named[1:], lags or [0.0] * len(programs)))
    day = documents.now().date()
    counter = Counter({f"line {rank}": each for rank, each in enumerate(stock, start=1)}, day)
    return Lived(number, counter, tuple(events))


READ_AT_THE_END = (
    Act(PATIENT, "consult"), Act("medecin", "consult"), Act(PATIENT, "executions"),
    Act("medecin", "executions"), Act(PATIENT, "journal"),
)  # fmt: skip


def _keyed(act: Act) -> Act:
    """Every act that writes has a key: its own unless the program gives one."""
    return replace(act, key=str(uuid.uuid4())) if act.operation in WRITES and not act.key else act


class _Life:
    def __init__(self, town: Town, number: str, document: bytes, storm: Sequence[float]) -> None:
        self._town, self._number, self._document, self._storm = town, number, document, storm
        self._again = {CONFLICT, ("BASE_UNAVAILABLE",)} if storm else {CONFLICT}

    async def run(
        self, before: Program, programs: Sequence[Program], lags: Sequence[float]
    ) -> list[Event[Act]]:
        """Everybody begins at the same instant, every second one at the other server process."""
        barrier = asyncio.Barrier(len(programs))
        addresses = self._town.addresses

        async def person(rank: int, program: Program) -> list[Event[Act]]:
            await barrier.wait()
            await asyncio.sleep(lags[rank])
            return await self._lived(addresses[rank % len(addresses)], program)

        events = await self._lived(addresses[0], before)
        people = (person(rank, program) for rank, program in enumerate(programs))
        cuts = [asyncio.create_task(self._cut(after)) for after in self._storm]
        events += [event for each in await asyncio.gather(*people) for event in each]
        await asyncio.gather(*cuts)
        return events + await self._lived(addresses[0], READ_AT_THE_END)

    async def _cut(self, after: float) -> None:
        await asyncio.sleep(after)
        await end_connections(self._town)

    async def _lived(self, address: str, program: Program) -> list[Event[Act]]:
        """One person's acts, on one connection unless that person hangs up."""
        events, wire = [], await Wire.to(address)
        try:
            for act in program:
                events.append(await self._event(wire, act))
                if act.lost:
                    await wire.close()
                    wire = await Wire.to(address)
        finally:
            await wire.close()
        return events

    async def _event(self, wire: Wire, act: Act) -> Event[Act]:
        token = self._town.sessions.token(act.who)
        sent = request(act.operation, token, body(act, self._number, self._document), act.key,
                       act.if_match)  # fmt: skip
        began = time.monotonic()
        if act.lost:
            wire.send(sent)
            await asyncio.sleep(0.002)
            return Event.unanswered(act, began)
        for _ in range(RESENDINGS):
            response = await wire.ask(sent)
            seen = what_is_told(act, response)
            if seen not in self._again:
                break
        return Event(act, began, time.monotonic(), seen)


def body(act: Act, number: str, document: bytes) -> bytes:
    """The body of the request."""
    match act.operation:
        case "dispense" if act.line is None:
            return told(number=number, allAsPrescribed=True)
        case "dispense":
            line = {"line": act.line, "packs": act.packs}
            return told(number=number, line=line)
        case "undo":
            reference = None if act.rank is None else f"EX-{number[-2:]}-{act.rank:03d}"
            return told(number=number, reason="MISTAKE", reference=reference)
        case "cancel":
            return told(number=number, reason="ERROR")
        case "replace":
            return told(number=number, prescription=document)
        case "object":
            return told(number=number, withdraw=act.withdraw or None)
    return told(number=number)


def what_is_told(act: Act, response: httpx.Response) -> Told:
    """An answer as the model tells it: « ok » and what matters, or the code of the refusal."""
    if response.status_code != 200:
        return (code_of(response),)
    found = answer(response)
    match act.operation:
        case "consult":
            return ("ok", _version(found, response), found["state"], found["objection"],
                    _lines(found))  # fmt: skip
        case "executions":
            given = found.get("execution", [])
            seen = tuple((_rank(each["reference"]), "undone" in each) for each in given)
            return ("ok", found["hidden"], seen)
        case "journal":
            written = [each for each in found["access"] if each["code"] in CHANGES]
            return ("ok", tuple(each["code"] for each in written if not each["refused"]))
        case "dispense":
            served = tuple((each["line"], each["packs"]) for each in found["served"])
            return ("ok", _version(found, response), _rank(found["reference"]), served,
                    _lines(found))  # fmt: skip
        case "undo":
            return ("ok", _version(found, response), _rank(found["reference"]), _lines(found))
        case "cancel":
            return ("ok", _version(found, response))
        case "object":
            return ("ok", found["stands"])
    return ("ok",)


def _version(found: dict[str, Any], response: httpx.Response) -> int:
    assert response.headers["etag"] == f'W/"{found["version"]}"'
    version: int = found["version"]
    return version


def _rank(reference: str) -> int:
    return int(reference.rpartition("-")[2])


def _lines(found: dict[str, Any]) -> Told:
    return tuple((each["state"], each["remaining"]["packs"]) for each in found["line"])
