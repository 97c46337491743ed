"""Thousands of documents made wrong on purpose: each is taken whole or refused clearly.

`--mutants N` sends N of them; `--mutant SEED` sends again the one that failed.
"""

import http.client
import json
import os
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.connection import SURPLUS
from ordonnance.doors.api.routes import OPERATIONS
from ordonnance.fhir.outcome import outcome_json
from tests.journeys.asking import Door, answer
from tests.journeys.hostility.oracle import code_of, fault_of
from tests.journeys.hostility.shots import WEIGHTS, Armoury, Shot
from tests.journeys.hostility.wire import place
from tests.journeys.running import BaseInProcess
from tests.journeys.sessions import Sessions

SENDERS = 4
HANG = 120.0
"""Seconds without an answer that count as a hang: no machine is that busy."""

SLOWEST = 5
COSTLY = 1.0
"""Seconds of the server's own time that no request takes, alone: the slowest are sent again.

A busy machine makes answers late, not costly; what the server waits for is seen as a hang.
"""

GROWTH_MIB = 64
"""What the server keeps at most after it has met everything once: its caches, once filled."""

LATE_GROWTH_MIB = 16
"""The same over the second half, when caches are full: a leak would go on."""

ASKED = {kind.split(" ")[0] for kind in WEIGHTS}
CUT = outcome_json(Refusal.of("BODY_TOO_LARGE").issues)
KEEPING = {"issue", "replace", "samu-prescribe"}
"""Operations that keep the very bytes of a document."""

ROUND_TRIPS = 7
"""One success in so many is read again."""

AGAIN = "pytest tests/journeys/hostility/test_mutants.py --mutant {}"


@dataclass
class Tally:
    """What was answered, by everybody who sends."""

    seconds: list[tuple[float, int]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    drawn: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def slowest(self) -> list[int]:
        """The seeds that were answered last after they were sent."""
        return [seed for _, seed in sorted(self.seconds, reverse=True)[:SLOWEST]]

    def figures(self, elapsed: float) -> str:
        """The figures of a run."""
        slowest = sorted(self.seconds, reverse=True)[:SLOWEST]
        return (
            f"{len(self.seconds)} requests, {len(self.seconds) / elapsed:.0f}/s; "
            f"statuses {dict(sorted(self.statuses.items()))}; "
            f"successes {dict(self.operations.most_common())}; "
            f"codes {dict(self.codes.most_common(30))}; "
            f"{self.drawn} drawn; slowest (s, seed) {slowest}"
        )


class _Part(msgspec.Struct):
    resource: msgspec.Raw = msgspec.Raw(b"")


class _Sent(msgspec.Struct):
    parameter: list[_Part] = []


def document_of(body: bytes) -> bytes:
    """The very bytes of the document in what was sent."""
    if msgspec.json.decode(body)["resourceType"] == "Bundle":
        return body.strip()
    parts = msgspec.json.decode(body, type=_Sent).parameter
    return next(bytes(part.resource) for part in parts if bytes(part.resource))


class Sender:
    """One connection that is kept open, one answer judged at a time."""

    def __init__(self, armoury: Armoury, tally: Tally) -> None:
        self._armoury, self._tally = armoury, tally
        host, port = place(armoury.door.address)
        self._link = http.client.HTTPConnection(host, port, timeout=HANG)

    def close(self) -> None:
        """End the connection."""
        self._link.close()

    def send(self, seed: int) -> None:
        """Send the request of a seed and judge its answer."""
        shot = self._armoury.shot(seed)
        started = time.perf_counter()
        try:
            status, content_type, body = self._posted(shot)
        except OSError as error:
            self._link.close()
            fault, status, body = f"no answer: {error!r}", 0, b""
            if len(shot.mutant.body) > SURPLUS:
                # Far too large: cut while it still comes, without a word.
                fault, status, body = "", 413, CUT
        else:
            fault = fault_of(shot.operation, status, body, content_type)
            if status == 413:
                # The server may cut a body that still comes: the next request has its own link.
                self._link.close()
        seconds = time.perf_counter() - started
        if not fault and status == 200 and shot.operation in KEEPING:
            fault = self._kept(shot, json.loads(body))
        self._note(shot, seconds, status, body, fault)

    def _posted(self, shot: Shot) -> tuple[int, str, bytes]:
        headers = {
            "Authorization": f"Bearer {self._armoury.sessions.token(shot.who)}",
            "Content-Type": shot.content_type,
            "Idempotency-Key": str(uuid.uuid4()),
        }
        self._link.request("POST", f"/fhir/${shot.operation}", shot.mutant.body, headers)
        response = self._link.getresponse()
        return response.status, response.headers.get("content-type", ""), response.read()

    def _kept(self, shot: Shot, told: Any) -> str:
        """What was taken is given back byte for byte, and drawn."""
        number = next(each["valueString"] for each in told["parameter"] if each["name"] == "number")
        with self._tally.lock:
            self._tally.taken.add(number)
        if shot.mutant.seed % ROUND_TRIPS:
            return ""
        door = self._armoury.door
        opened = door.ask("consult", "pharmacien", number=number)
        if opened.status_code != 200:
            return f"taken, then not opened: {opened.text[:300]}"
        if document_of(shot.mutant.body) not in opened.content:
            return "taken, then given back changed"
        sheet = door.ask("render", shot.who, number=number)
        if sheet.status_code == 429:
            # Their wrong numbers are counted: at great speed an author waits for some minutes.
            return ""
        with self._tally.lock:
            self._tally.drawn += 1
        return "" if sheet.status_code == 200 else f"taken, then not drawn: {sheet.text[:300]}"

    def _note(self, shot: Shot, seconds: float, status: int, body: bytes, fault: str) -> None:
        with self._tally.lock:
            self._tally.seconds.append((round(seconds, 3), shot.mutant.seed))
            self._tally.statuses[status] += 1
            if fault:
                again = AGAIN.format(shot.mutant.seed)
                self._tally.faults.append(f"{shot.operation} {shot.mutant.trail}: {fault}\n{again}")
            elif status == 200:
                self._tally.operations[shot.operation] += 1
            else:
                self._tally.codes[code_of(json.loads(body)["issue"][0])] += 1


@pytest.fixture(scope="module")
def fortress(
    postgres_runs: Path,
) -> Iterator[BaseInProcess]:
    """A base in a process of its own, whose memory can be watched."""
    folder = postgres_runs.parent / "forteresse"
    with BaseInProcess(folder, "--demo", ORDONNANCE_OPENINGS_PER_HOUR="100000",
                       ORDONNANCE_LOG="warning") as running:  # fmt: skip
        yield running


@pytest.fixture(scope="module")
def armoury(fortress: BaseInProcess) -> Iterator[Armoury]:
    sessions = Sessions.of(fortress.data)
    with Door(fortress.address, sessions) as door:
        yield Armoury(door)


def memory_mib(pid: int) -> float:
    """Memory that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def traces(fortress: BaseInProcess) -> list[str]:
    """Where the last faults of the server happened, as its own log says."""
    lines = fortress.errors.read_text("utf-8").splitlines()
    return [line for line in lines if '"fault"' in line][-5:]


def spent(pid: int) -> float:
    """Seconds of processor that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost_of(armoury: Armoury, pid: int, seed: int) -> float:
    """What the server spends on the request of a seed, sent alone; its answer is judged too."""
    before, tally = spent(pid), Tally()
    sent(armoury, range(seed, seed + 1), tally)
    assert tally.faults == []
    return spent(pid) - before


def sent(armoury: Armoury, seeds: range, tally: Tally) -> Tally:
    """Every seed sent, by a few senders at once."""

    def work(rank: int) -> None:
        sender = Sender(armoury, tally)
        with closing(sender):
            for seed in seeds[rank::SENDERS]:
                sender.send(seed)

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(work, range(SENDERS)))
    return tally


def test_every_operation_is_made_wrong() -> None:
    assert {each.name for each in OPERATIONS} == ASKED


def test_every_mutant_is_taken_whole_or_refused_clearly(
    fortress: BaseInProcess, armoury: Armoury, request: pytest.FixtureRequest
) -> None:
    one: int | None = request.config.getoption("--mutant")
    count: int = request.config.getoption("--mutants")
    seeds = range(count) if one is None else range(one, one + 1)
    pid = fortress.process.pid
    warm = sent(armoury, range(count, count + 500) if one is None else range(0), Tally())
    tally, held, started = Tally(), [memory_mib(pid)], time.perf_counter()
    for half in (seeds[: count // 2], seeds[count // 2 :]):
        sent(armoury, half, tally)
        held.append(memory_mib(pid))
    print(tally.figures(time.perf_counter() - started), f"memory {held} MiB")
    faults = warm.faults + tally.faults
    assert not faults, f"{len(faults)} faults\n" + "\n".join([*faults[:10], *traces(fortress)])
    assert held[2] - held[0] < GROWTH_MIB, held
    assert held[2] - held[1] < LATE_GROWTH_MIB, held
    costs = {seed: cost_of(armoury, pid, seed) for seed in tally.slowest()}
    assert max(costs.values()) < COSTLY, costs
    if one is None:
        assert set(tally.operations) == ASKED
        assert tally.drawn * ROUND_TRIPS > len(tally.taken) / 10
        nothing_is_kept_of_what_was_refused(armoury, warm.taken | tally.taken)


def nothing_is_kept_of_what_was_refused(armoury: Armoury, taken: set[str]) -> None:
    """A number that only refused documents bore is still unknown, then still good."""
    free = [number for number in armoury.reserved if number not in taken]
    for rank, number in enumerate(free[:10]):
        unknown = armoury.door.ask("consult", armoury.sessions.pharmacy(rank + 90), number=number)
        assert unknown.status_code in (404, 429), unknown.text
        issued = armoury.door.ask("issue", "medecin", armoury.reserved_document(number))
        assert answer(issued)["number"] == number
