"""The traffic of a country in small: ordonnances issued, opened, served, and what is read of them.

Open loop: every request has an instant at which it is due, whether or not former ones were
answered, and its latency counts from that instant, waits included.
"""

import asyncio
import itertools
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import perf_counter

from bench import crowd
from bench.load import quantile
from bench.wire import Wire
from ordonnance.domain.actors import Role
from ordonnance.fhir.inputs import DispenseInput, NumberInput
from ordonnance.fhir.results import from_parameters, to_parameters
from ordonnance.usecases.results import Issued

ACTS = ("issue", "consult", "dispense", "executions")
EXECUTIONS_PER_ISSUE = 0.3
REQUESTS_PER_JOURNEY = 3 + EXECUTIONS_PER_ISSUE

PACE = 0.25
"""Seconds between two steps of a journey in open loop."""

_Person = tuple[str, int]


@dataclass(slots=True)
class Took:
    """Seconds of each request by act, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {act: [] for act in ACTS})
    failures: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Requests answered."""
        return sum(map(len, self.seconds.values()))

    def ms(self, share: float, act: str | None = None) -> float | None:
        """A quantile in milliseconds, of one act or of all."""
        chosen = (act,) if act else ACTS
        every = [each for name in chosen for each in self.seconds[name]]
        return quantile(every, share) * 1000 if every else None


class Traffic:
    """Everybody at their own connection; journeys one after the other, each with its patient."""

    def __init__(self, people: crowd.Crowd, loaded: int, ruled: int = 0) -> None:
        self._people = people
        self._loaded = loaded
        self._documents = crowd.Documents()
        self._patients = crowd.patients(loaded, ruled)
        self._wires: dict[_Person, tuple[Wire, asyncio.Lock]] = {}
        self._past = itertools.count(7)

    async def connect(self, port: int) -> None:
        """Open the four hundred connections."""
        for role, count in (
            (Role.PRESCRIBER, crowd.PRESCRIBERS),
            (Role.DISPENSER, crowd.PHARMACISTS),
        ):
            for rank in range(count):
                self._wires[role, rank] = await Wire.open(port), asyncio.Lock()

    async def close(self) -> None:
        """Close them."""
        for wire, _ in self._wires.values():
            await wire.close()

    async def steady(self, rate: float, seconds: float) -> Took:
        """Requests due at a fixed rate for that long; then what was due is waited for."""
        took, step = Took(), REQUESTS_PER_JOURNEY / rate
        start = perf_counter()
        journeys = []
        for place in range(int(seconds / step)):
            due = start + place * step
            await asyncio.sleep(max(0.0, due - perf_counter()))
            journeys.append(asyncio.create_task(self._journey(took, due, PACE)))
        await asyncio.gather(*journeys)
        return took

    async def closed(self, clients: int, seconds: float) -> Took:
        """That many clients who ask again as soon as they have their answer."""
        took, end = Took(), perf_counter() + seconds

        async def client() -> None:
            while perf_counter() < end:
                await self._journey(took, None, 0)

        await asyncio.gather(*(client() for _ in range(clients)))
        return took

    async def _journey(self, took: Took, due: float | None, pace: float) -> None:
        rank, patient = next(self._patients)
        prescriber = self._people.prescribers[rank % crowd.PRESCRIBERS]
        pharmacist = self._people.pharmacists[rank * 7 % crowd.PHARMACISTS]
        writer = (Role.PRESCRIBER, rank % crowd.PRESCRIBERS)
        server = (Role.DISPENSER, rank * 7 % crowd.PHARMACISTS)
        document = self._documents.of(rank, patient, prescriber.person)
        answer = await self._ask(took, "issue", writer, prescriber.headers + _key(), document, due)
        if answer is None:
            return
        number = from_parameters(Issued, answer).number
        steps = [
            ("consult", server, pharmacist.headers, to_parameters(NumberInput(number))),
            (
                "dispense", server, pharmacist.headers + _key(),
                to_parameters(DispenseInput(number, True)),
            ),
        ]  # fmt: skip
        # Three journeys out of ten, evenly.
        if int(rank * EXECUTIONS_PER_ISSUE) > int((rank - 1) * EXECUTIONS_PER_ISSUE):
            read = to_parameters(NumberInput(self._old(rank) or number))
            steps.append(("executions", writer, prescriber.headers, read))
        for place, (act, who, headers, body) in enumerate(steps, 1):
            at = None if due is None else due + place * pace
            if at is not None:
                await asyncio.sleep(max(0.0, at - perf_counter()))
            await self._ask(took, act, who, headers, body, at)

    def _old(self, rank: int) -> str | None:
        """One of this prescriber's past ordonnances, never the same twice in a row."""
        if self._loaded <= crowd.PRESCRIBERS:
            return None
        turn = next(self._past) * 7919 * crowd.PRESCRIBERS + rank % crowd.PRESCRIBERS
        return crowd.past_number(
            turn % (self._loaded // crowd.PRESCRIBERS * crowd.PRESCRIBERS)
        ).value

    async def _ask(
        self, took: Took, act: str, who: _Person, headers: str, body: bytes, due: float | None
    ) -> bytes | None:
        since = perf_counter() if due is None else due
        wire, turn = self._wires[who]
        async with turn:
            try:
                answer = await wire.post(f"/fhir/${act}", headers, body)
            except Exception as failure:  # counted: a bench with failures says so
                took.failures.append(f"{act}: {failure}"[:200])
                return None
        took.seconds[act].append(perf_counter() - since)
        return answer


def _key() -> str:
    return f"Idempotency-Key: {uuid.uuid4()}\r\n"


Load = Callable[[], Awaitable[Took]]
