"""Ways to the refusals of a connection: what is no request, comes too slowly, or is too much."""

import httpx

from ordonnance.doors.api.connection import Limits
from tests.journeys.hostility.wire import Heard, connected, request, say
from tests.journeys.refusing import World, met


def answered(heard: Heard) -> httpx.Response:
    (reply,) = heard.replies
    return httpx.Response(reply.status, headers=reply.headers, content=reply.body)


@met("REQUEST_MALFORMED")
def no_host(world: World) -> httpx.Response:
    return answered(say(world.door.address, request(host=None)))


@met("HEADERS_TOO_LARGE")
def long_header(world: World) -> httpx.Response:
    return world.door.http.get("/health", headers={"X-Exemple": "a" * 40_000})


@met("REQUEST_TOO_SLOW")
def half_a_request(world: World) -> httpx.Response:
    with world.base.served(limits=Limits(seconds=0.2)) as address:
        return answered(say(address, request()[:-2]))


@met("SERVER_BUSY")
def one_too_many(world: World) -> httpx.Response:
    limits = Limits(connections=1)
    with world.base.served(limits=limits) as address, connected(address):
        return answered(say(address, request()))
