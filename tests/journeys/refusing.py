"""The table of refusals met over HTTP: one way to each code of the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
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
    browse: Callable[..., Browser]


Run = Callable[[World], httpx.Response]


@dataclass(frozen=True)
class Way:
    """How a code is met, and the FHIRPath that it names (None: no place).

    `on_a_page`: a person reads it on a screen, no program does.
    """

    run: Run
    at: str | None
    on_a_page: bool = False


WAYS: dict[str, Way] = {}


def met(code: str, at: str | None = None, *, on_a_page: bool = False) -> Callable[[Run], Run]:
    """Declare a function as the way to a code."""

    def declare(run: Run) -> Run:
        assert code not in WAYS, code
        WAYS[code] = Way(run, at, on_a_page)
        return run

    return declare
