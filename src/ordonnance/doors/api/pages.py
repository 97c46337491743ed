"""Endpoints that are not acts: metadata, keys, health, metrics."""

import hmac
from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ordonnance import __version__
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import FHIR_TYPE, SECURITY_HEADERS
from ordonnance.doors.api.incoming import read_request, software_client
from ordonnance.doors.api.measures import Measures, page
from ordonnance.doors.api.routes import OPERATIONS, PAGES
from ordonnance.doors.api.sharing import merged
from ordonnance.fhir.capability import RouteInfo, capability_statement, openapi
from ordonnance.law.french import typographic

FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers by which a proxy tells that it speaks for somebody else."""

LOCAL_PEERS = ("127.0.0.1", "::1")

Handler = Callable[[Request], Awaitable[Response]]


class Pages:
    """The handlers of the pages of one base."""

    def __init__(self, platform: Platform, measures: Measures) -> None:
        self._platform = platform
        self._measures = measures

    def by_path(self) -> dict[str, Handler]:
        """The handler of each page."""
        return {
            "/fhir/metadata": self.metadata,
            "/openapi.json": self.api,
            "/.well-known/jwks.json": self.jwks,
            "/health": self.health,
            "/ready": self.ready,
            "/metrics": self.metrics,
            "/demo/tokens": self.demo_token,
        }

    async def metadata(self, request: Request) -> Response:
        """The CapabilityStatement, generated from the route table."""
        base = str(request.base_url).rstrip("/")
        statement = capability_statement(route_infos(), __version__, f"{base}/fhir")
        return _json(statement, FHIR_TYPE)

    async def api(self, _request: Request) -> Response:
        """The OpenAPI description."""
        return _json(openapi(route_infos(), __version__), "application/json")

    async def jwks(self, _request: Request) -> Response:
        """Public keys of the seal."""
        return _json(dict(self._platform.jwks), "application/jwk-set+json")

    async def health(self, _request: Request) -> Response:
        """This process answers."""
        return _json({"status": "ok", "version": __version__}, "application/json")

    async def ready(self, _request: Request) -> Response:
        """A durable write and a read would succeed now; else what would stop them."""
        ready = await self._platform.vitals.readiness.ask()
        if ready.yes:
            return _json({"status": "ready", **self._warnings()}, "application/json")
        failed = [{"name": name, "message": typographic(CHECKS[name])} for name in ready.failed]
        answer = _json({"status": "not_ready", "failed": failed}, "application/json")
        answer.status_code = 503
        answer.headers["Retry-After"] = "2"
        return answer

    def _warnings(self) -> dict[str, object]:
        """What somebody should see to, though nothing stops: an act is judged on these."""
        told = self._platform.warnings()
        found = [{"name": name, "message": message} for name, message in told.items()]
        return {"warnings": found} if found else {}

    async def metrics(self, request: Request) -> Response:
        """Counters for the operator: with the configured token, else from this machine only."""
        _require_operator(request, self._platform.metrics_token)
        own = self._measures.counted(await self._platform.vitals.read())
        text = page(merged(self._platform, own))
        return Response(text, 200, SECURITY_HEADERS, "text/plain; version=0.0.4")

    async def demo_token(self, request: Request) -> Response:
        """A token of the demonstration."""
        incoming = await read_request(request, key_required=False)
        handle = _handle(incoming.body)
        return _json({"token": self._platform.demo_token(handle), "as": handle}, "application/json")


def route_infos() -> list[RouteInfo]:
    """Every endpoint, as the generated descriptions read it."""
    infos = [RouteInfo("POST", op.path, op.name, None, op.roles, op.summary) for op in OPERATIONS]
    return infos + [
        RouteInfo(
            other.method,
            other.path,
            other.interaction,
            other.resource,
            other.roles,
            other.summary,
        )
        for other in PAGES
    ]


def _require_operator(request: Request, token: str | None) -> None:
    """Without a token: this machine, not through a proxy, behind which everybody looks local."""
    if token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        allowed = hmac.compare_digest(given.encode(), token.encode())
    else:
        peer = request.client.host if request.client else ""
        forwarded = any(header in request.headers for header in FORWARDING)
        allowed = peer in LOCAL_PEERS and not forwarded
    if not allowed:
        raise Refusal.of("METRICS_CLOSED")


def client_of(request: Request) -> SoftwareClient:
    """The software that calls, as it declares itself."""
    return software_client(request.headers.get("ordonnance-client"))


class _Handle(msgspec.Struct, forbid_unknown_fields=True):
    """Body of `POST /demo/tokens`."""

    as_: str = msgspec.field(name="as", default="medecin")


def _handle(body: bytes) -> str:
    try:
        return msgspec.json.decode(body or b"{}", type=_Handle).as_
    except msgspec.DecodeError as error:
        raise Refusal.of("JSON_INVALID", detail='{"as": "medecin"} est attendu') from error


def _json(value: object, content_type: str) -> Response:
    return Response(msgspec.json.encode(value), 200, SECURITY_HEADERS, content_type)
