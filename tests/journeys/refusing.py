"""The table of refusals met over HTTP: one way to each code of the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

NUMBER = "Parameters.parameter.where(name='number').value"
UNKNOWN_NUMBER = "UD0000000000000000"


@dataclass(frozen=True)
class World:
    """What a way to a refusal may use."""

    base: BaseInThread
    door: Door
    sessions: Sessions


Run = Callable[[World], httpx.Response]


@dataclass(frozen=True)
class Way:
    """How a code is met, and the FHIRPath that it names (None: no place)."""

    run: Run
    at: str | None


WAYS: dict[str, Way] = {}


def met(code: str, at: str | None = None) -> Callable[[Run], Run]:
    """Declare a function as the way to a code."""

    def declare(run: Run) -> Run:
        assert code not in WAYS, code
        WAYS[code] = Way(run, at)
        return run

    return declare
