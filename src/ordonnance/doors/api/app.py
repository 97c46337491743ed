"""The ASGI application: routes, one place for refusals and faults, counters, plain logs."""

import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.rendering import Rendered
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api import pages
from ordonnance.doors.api.answers import (
    SECURITY_HEADERS,
    FhirResponse,
    fault_response,
    refusal_response,
    result_response,
)
from ordonnance.doors.api.departures import Departures
from ordonnance.doors.api.dispense_search import PATH as DISPENSES
from ordonnance.doors.api.dispense_search import answer_dispense_search
from ordonnance.doors.api.incoming import HttpRequest, Incoming, authenticated, read_request
from ordonnance.doors.api.logs import request_id, software_name
from ordonnance.doors.api.measures import UNKNOWN, Measures
from ordonnance.doors.api.operations import Call
from ordonnance.doors.api.preserie import PreserieDoor
from ordonnance.doors.api.routes import OPERATIONS, PAGES, Operation
from ordonnance.doors.api.searching import PATH as SEARCH
from ordonnance.doors.api.searching import answer_search
from ordonnance.doors.api.verifying import PATH as VERIFY
from ordonnance.doors.api.verifying import answer_verify
from ordonnance.usecases.access import require_role
from ordonnance.usecases.in_step import in_step

Handler = Callable[[Request], Awaitable[Response]]

_log = structlog.get_logger("ordonnance.api")

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")


class Api(Starlette):
    """The routes of the base; an operation is found by its path at once.

    The router tries its routes one by one between two layers for exceptions, which costs as much as
    reading the request; `guarded` already ends every exception.
    """

    operations: Mapping[str, Handler]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        handler = None
        if scope["type"] == "http" and scope["method"] == "POST":
            handler = self.operations.get(scope["path"])
        if handler is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        response = await handler(HttpRequest(scope, receive, send))
        await response(scope, receive, send)


def application(platform: Platform) -> Api:
    """The API of one base."""
    measures = Measures(platform)
    departures = Departures()
    operations = {
        op.path: guarded(_operation(op, platform, departures), op.name, measures)
        for op in OPERATIONS
    }
    routes = [Route(path, run, methods=["POST"]) for path, run in operations.items()]
    plain = pages.Pages(platform, measures).by_path()
    plain[SEARCH] = plain[f"{SEARCH}/_search"] = _search(platform)
    plain[DISPENSES] = _dispense_search(platform)
    plain[VERIFY] = _verify(platform)
    plain |= PreserieDoor(platform).by_path()
    # One route for each path: of two, the first alone would say which methods are allowed.
    methods: dict[str, list[str]] = {}
    for page in PAGES:
        methods.setdefault(page.path, []).append(page.method)
    routes += [
        Route(path, guarded(plain[path], path, measures), methods=allowed)
        for path, allowed in methods.items()
    ]
    app = Api(routes=routes)
    app.operations = operations
    # A redirection would name whatever Host the caller gave.
    app.router.redirect_slashes = False
    app.state.measures = measures
    app.state.demonstration = platform.ports.demonstration
    app.state.origins = platform.launches.origins if platform.launches else ()
    app.add_exception_handler(404, refusing("ROUTE_UNKNOWN", measures))
    app.add_exception_handler(405, refusing("METHOD_NOT_ALLOWED", measures))
    return app


@dataclass(frozen=True, slots=True)
class Ending:
    """How a door tells a refusal and a fault to whoever asked."""

    refusal: Callable[[Request, Refusal], Response]
    fault: Callable[[Request, str], Response]


IN_FHIR = Ending(
    lambda _request, refusal: refusal_response(refusal),
    lambda _request, incident: fault_response(incident),
)


def guarded(handler: Handler, name: str, measures: Measures, ending: Ending = IN_FHIR) -> Handler:
    """Answer refusals and faults, count, log: the one place where an exception ends."""

    async def run(request: Request) -> Response:
        started = time.perf_counter()
        refused = request.state.refused = ""
        headers = request.headers
        asked = request_id(headers.get("x-request-id"))
        try:
            _refuse_forwarded(request)
            response = await handler(request)
            # A screen tells some refusals in its own page: they count as refusals all the same.
            refused = request.state.refused
        except Refusal as refusal:
            refused = refusal.code
            response = ending.refusal(request, refusal)
        except Exception as fault:
            # The only broad except of this door. Its text may hold data: only its type is logged.
            incident = uuid.uuid4().hex[:12]
            refused = "INTERNAL"
            _log.error("fault", operation=name, request=asked, incident=incident,
                       fault=_traced(fault))  # fmt: skip
            response = ending.fault(request, incident)
        elapsed = time.perf_counter() - started
        response.raw_headers.append((b"x-request-id", asked.encode()))
        client = headers.get("ordonnance-client")
        known = measures.count(name, response.status_code, refused, elapsed, client)
        measures.traced(name, refused, elapsed, known, request)
        _log.info(
            "answer", operation=name, status=response.status_code, code=refused or None,
            ms=round(elapsed * 1000, 1), request=asked, client=software_name(known),
        )  # fmt: skip
        return response

    return run


def _operation(operation: Operation, platform: Platform, departures: Departures) -> Handler:
    async def handle(request: Request) -> Response:
        incoming, caller = await _admitted(request, platform, key_required=operation.writes)
        require_role(caller, operation.act)
        # Only whoever is admitted counts: a body that never ends makes nobody wait.
        async with departures.of(operation.name):
            result = await operation.run(Call(platform, caller, incoming))
            await in_step()
        if isinstance(result, Rendered):
            return Response(result.content, 200, SECURITY_HEADERS, result.media)
        return result_response(result)

    return handle


def _search(platform: Platform) -> Handler:
    async def handle(request: Request) -> Response:
        incoming, caller = await _admitted(request, platform, key_required=False)
        found = await answer_search(platform, caller, incoming.body.strip(), request.url.query)
        return FhirResponse(found)

    return handle


def _dispense_search(platform: Platform) -> Handler:
    async def handle(request: Request) -> Response:
        incoming, caller = await _admitted(request, platform, key_required=False)
        found = await answer_dispense_search(Call(platform, caller, incoming))
        return FhirResponse(found)

    return handle


def _verify(platform: Platform) -> Handler:
    async def handle(request: Request) -> Response:
        return await answer_verify(request, platform)

    return handle


async def _admitted(
    request: Request, platform: Platform, *, key_required: bool
) -> tuple[Incoming, Caller]:
    """Who calls comes first: an unknown caller's body is not even read."""
    if request.scope["query_string"] and not request.scope["path"].startswith(SEARCH):
        raise Refusal.of("SEARCH_PARAMETER", parameter=next(iter(request.query_params), "")[:40])
    client = pages.client_of(request)
    caller = authenticated(request, platform, client)
    request.state.place = caller.place
    incoming = await read_request(request, key_required=key_required)
    return incoming, caller


def _refuse_forwarded(request: Request) -> None:
    """A demonstration base answers its own machine only (ARCHITECTURE, Who may know what 7)."""
    if not request.app.state.demonstration:
        return
    headers = request.headers
    forwarded = any(header in headers for header in pages.FORWARDING)
    # A page of another site may resolve its own name to this machine: the Host tells.
    if forwarded or _host_name(headers.get("host", "")) not in LOCAL_NAMES:
        raise Refusal.of("DEMO_LOCAL_ONLY")


@lru_cache(maxsize=64)
def _host_name(header: str) -> str | None:
    """The name in a Host header, without its port; None when it is not one."""
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _traced(fault: BaseException) -> str:
    """Where a fault happened, without its message nor its values."""
    frames = []
    trace = fault.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(fault).__name__} < {' < '.join(reversed(frames[-6:]))}"


def refusing(
    code: str, measures: Measures, ending: Ending = IN_FHIR
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Tell that refusal to whoever asked for what no route answers."""

    async def refuse(_request: Request) -> Response:
        raise Refusal.of(code)

    run = guarded(refuse, UNKNOWN, measures, ending)

    async def handle(request: Request, error: Exception) -> Response:
        response = await run(request)
        # RFC 9110, 15.5.6: the methods that are allowed come with the refusal; the router knows.
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    return handle
