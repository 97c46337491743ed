"""Bytes on a socket: what no HTTP library agrees to send, and what comes back."""

import json
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 30.0
"""Seconds after which an answer no longer counts as one."""


@dataclass(frozen=True)
class Reply:
    """One answer as read from the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of a refusal, « ok » for a success."""
        if self.status < 300:
            return "ok"
        outcome: dict[str, Any] = json.loads(self.body)
        assert outcome["resourceType"] == "OperationOutcome"
        code: str = outcome["issue"][0]["details"]["coding"][0]["code"]
        return code


@dataclass(frozen=True)
class Heard:
    """Every answer on one connection, and whether the server closed it."""

    replies: tuple[Reply, ...]
    closed: bool

    @property
    def codes(self) -> list[str]:
        """The code of each answer, in order."""
        return [reply.code for reply in self.replies]


def place(address: str) -> tuple[str, int]:
    """Host and port of an address."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    """A plain connection to the server."""
    with socket.create_connection(place(address), timeout=PATIENCE) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield link


def say(
    address: str, *parts: bytes, pause: float = 0.02, awaited: int = 1, listen: float = 0.6
) -> Heard:
    """Send parts, each apart from the next, then hear what comes (`heard`)."""
    with connected(address) as link:
        sent(link, parts, pause)
        return heard(link, awaited, listen)


def said_to_the_end(address: str, *parts: bytes) -> Heard:
    """The same until the server closes the connection."""
    return say(address, *parts, listen=PATIENCE)


def sent(link: socket.socket, parts: Iterable[bytes], pause: float = 0.02) -> bool:
    """Send each part; False when the server no longer takes them."""
    for part in parts:
        try:
            link.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            return False
        time.sleep(pause)
    return True


def heard(link: socket.socket, awaited: int = 1, listen: float = 0.6) -> Heard:
    """So many answers, however long a busy machine takes; then whatever else comes until `listen`
    seconds of silence. All of it ends where the server closes the connection."""
    replies, rest, closed = list[Reply](), b"", False
    while not closed:
        link.settimeout(listen if len(replies) >= awaited else PATIENCE)
        try:
            some = link.recv(65536)
        except TimeoutError:
            break
        except ConnectionResetError:
            some = b""
        closed = not some
        rest += some
        while whole := _first_of(rest):
            replies += [whole[0]] if whole[0].status != 100 else []
            rest = whole[1]
    assert not rest, f"an answer is cut: {rest[:200]!r}"
    return Heard(tuple(replies), closed)


def _first_of(data: bytes) -> tuple[Reply, bytes] | None:
    """The first answer and what follows it; None while it is not whole."""
    head, blank, rest = data.partition(b"\r\n\r\n")
    if not blank:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status, *_ = first.split(" ")
    assert version == "HTTP/1.1"
    headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
    length = 0 if status == "100" else int(headers.get("content-length", "0"))
    if len(rest) < length:
        return None
    return Reply(int(status), headers, rest[:length]), rest[length:]


def request(
    target: str = "/health", *headers: bytes, method: str = "GET", body: bytes = b"",
    host: bytes | None = b"127.0.0.1", version: str = "HTTP/1.1",
) -> bytes:  # fmt: skip
    """A request as these words say it, right or wrong."""
    lines = [f"{method} {target} {version}".encode()]
    if host is not None:
        lines.append(b"Host: " + host)
    return b"\r\n".join([*lines, *headers, b"", body])


def posted(operation: str, token: str, body: bytes, *headers: bytes) -> bytes:
    """An operation asked for on the wire; the length of the body is left to `headers`."""
    given = (
        b"Authorization: Bearer " + token.encode(),
        b"Content-Type: application/fhir+json",
        b"Idempotency-Key: " + f"{time.monotonic_ns()}".encode(),
    )
    return request(f"/fhir/${operation}", *given, *headers, method="POST", body=body)


def length(body: bytes) -> bytes:
    """The true length of a body, as a header."""
    return b"Content-Length: " + str(len(body)).encode()
