"""An HTTP request, read strictly: size, headers, who calls, with which software."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ordonnance.bootstrap.platform import Platform
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.errors import Refusal

LARGEST_BODY = 1024 * 1024
"""Most bytes of a body: 1 MiB (ARCHITECTURE, Safety)."""

KEY_LIMIT = 200
"""Longest idempotency key, in characters."""


class Head(Headers):
    """Headers found by name at once: a dozen are asked for in each request."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        super().__init__(raw=raw)
        # The first of a name wins, as when they are searched in order.
        self._by_name = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(raw)
        }

    def get(self, key: str, default: Any = None) -> Any:
        """The first value of that name, else `default`."""
        return self._by_name.get(key.lower(), default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.lower() in self._by_name


class HttpRequest(Request):
    """A request whose headers are a `Head`."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self._head = Head(scope["headers"])

    @property
    def headers(self) -> Headers:
        """The headers, read once."""
        return self._head


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a handler receives: bytes and headers already checked."""

    body: bytes
    content_type: str
    client: SoftwareClient
    key: str
    if_match: int | None
    accept: str


async def read_request(
    request: Request, *, key_required: bool, limit: int = LARGEST_BODY
) -> Incoming:
    """Read one request; refuses a body over `limit`, a bad header, a missing idempotency key."""
    headers = request.headers
    key = headers.get("idempotency-key", "")
    if key and (len(key) > KEY_LIMIT or not key.isprintable()):
        raise Refusal.of("HEADER_INVALID", header="Idempotency-Key")
    if key_required and not key:
        raise Refusal.of("IDEMPOTENCY_KEY_REQUIRED")
    return Incoming(
        await _body(request, limit),
        headers.get("content-type", "").partition(";")[0].strip().lower(),
        software_client(headers.get("ordonnance-client")),
        key,
        _if_match(headers.get("if-match")),
        headers.get("accept", ""),
    )


def bearer(request: Request) -> str:
    """The token of a request, not yet verified. Raises Refusal TOKEN_MISSING."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refusal.of("TOKEN_MISSING")
    return token.strip()


def authenticated(request: Request, platform: Platform, client: SoftwareClient) -> Caller:
    """The verified caller of a request. Raises Refusal with a TOKEN_ or PLACE_ code."""
    place = request.headers.get("ordonnance-place")
    return platform.verify_token(bearer(request), place, client)


@lru_cache(maxsize=1024)
def software_client(header: str | None) -> SoftwareClient:
    """`Ordonnance-Client: product=…; version=…; editor=…` as a client; absent is unknown."""
    if not header:
        return SoftwareClient.unknown()
    given: dict[str, str] = {}
    for part in header.split(";"):
        name, equals, value = part.partition("=")
        field = _CLIENT_FIELDS.get(name.strip().lower())
        if not equals or field is None or field in given:
            raise Refusal.of("HEADER_INVALID", header="Ordonnance-Client")
        given[field] = value.strip()
    try:
        return SoftwareClient(**given)
    except ValueError as error:
        raise Refusal.of("HEADER_INVALID", header="Ordonnance-Client") from error


_CLIENT_FIELDS = {
    "editor": "editor",
    "product": "product",
    "version": "version",
    "module-version": "module_version",
    "workstation": "workstation",
    "am": "am",
}


async def _body(request: Request, limit: int) -> bytes:
    headers = request.headers
    declared = headers.get("content-length")
    if declared is not None and declared.isdecimal() and int(declared) > limit:
        raise Refusal.of("BODY_TOO_LARGE", limit=f"{limit // 1024 // 1024} Mio")
    if headers.get("content-encoding", "identity") != "identity":
        raise Refusal.of("CONTENT_TYPE", type="compressé", expected="un contenu non compressé")
    received, more = bytearray(), True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Refusal.of("BODY_EMPTY")
        received += message.get("body", b"")
        if len(received) > limit:
            raise Refusal.of("BODY_TOO_LARGE", limit=f"{limit // 1024 // 1024} Mio")
        more = message.get("more_body", False)
    return bytes(received)


def _if_match(header: str | None) -> int | None:
    if header is None:
        return None
    text = header.strip().removeprefix("W/").strip('"')
    if not text.isdecimal() or len(text) > 9:
        raise Refusal.of("HEADER_INVALID", header="If-Match")
    return int(text)
