"""What a prescriber and a pharmacist do with one ordonnance, as requests."""

import itertools
import uuid
from collections.abc import Awaitable, Callable
from time import perf_counter

from bench.wire import Wire
from ordonnance.client import Client
from ordonnance.fhir.inputs import DispenseInput, NumberInput
from ordonnance.fhir.results import from_parameters, to_parameters
from ordonnance.usecases.results import Issued

EXECUTIONS_PER_ISSUE = 0.3

Step = Callable[[str, float], None]


class Journeys:
    """Requests 1:1:1:0.3, each journey for a patient of its own."""

    def __init__(self, address: str, bundle: Callable[[int], bytes]) -> None:
        with Client(address) as client:
            self._prescriber = _headers(client.demo_token("medecin").token)
            self._pharmacist = _headers(client.demo_token("pharmacien").token)
        self._bundle = bundle
        self._ranks = itertools.count(1)

    async def run(self, wire: Wire, took: Step, due: float | None = None) -> None:
        """One journey; `took` receives each act and its seconds, the first since `due` if given."""
        rank = next(self._ranks)
        clock = _Clock(took, due)
        answer = await clock.time(
            "issue",
            wire.post("/fhir/$issue", self._prescriber + _key(), self._bundle(rank)),
        )
        number = from_parameters(Issued, answer).number
        named = to_parameters(NumberInput(number))
        await clock.time("consult", wire.post("/fhir/$consult", self._pharmacist, named))
        served = to_parameters(DispenseInput(number, True))
        await clock.time(
            "dispense", wire.post("/fhir/$dispense", self._pharmacist + _key(), served)
        )
        # Three journeys out of ten, evenly.
        if int(rank * EXECUTIONS_PER_ISSUE) > int((rank - 1) * EXECUTIONS_PER_ISSUE):
            reading = wire.post("/fhir/$executions", self._prescriber, named)
            await clock.time("executions", reading)


class _Clock:
    def __init__(self, took: Step, due: float | None) -> None:
        self._took = took
        self._since = due

    async def time(self, act: str, asked: Awaitable[bytes]) -> bytes:
        since = perf_counter() if self._since is None else self._since
        answer = await asked
        self._took(act, perf_counter() - since)
        self._since = None
        return answer


def _headers(token: str) -> str:
    return (
        f"Authorization: Bearer {token}\r\nContent-Type: application/fhir+json\r\n"
        "Accept: application/fhir+json\r\nOrdonnance-Client: product=bench; version=1\r\n"
    )


def _key() -> str:
    return f"Idempotency-Key: {uuid.uuid4()}\r\n"
