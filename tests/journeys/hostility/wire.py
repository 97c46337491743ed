"""Bytes on a socket: what no HTTP library agrees to send, and what comes back."""

import json
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 15.0
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


def say(address: str, *parts: bytes, pause: float = 0.02, listen: float = 0.6) -> Heard:
    """Send parts, each apart from the next, then hear what comes until silence or the end."""
    with connected(address) as link:
        sent(link, parts, pause)
        return heard(link, listen)


def sent(link: socket.socket, parts: Iterable[bytes], pause: float = 0.02) -> bool:
    """Send each part; False when the server no longer takes them."""
    for part in parts:
        try:
            link.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            return False
        time.sleep(pause)
    return True


def heard(link: socket.socket, listen: float = 0.6) -> Heard:
    """What comes until `listen` seconds of silence after the last bytes, or until the end."""
    received = bytearray()
    closed = False
    while True:
        link.settimeout(listen if received else max(listen, 3.0))
        try:
            some = link.recv(65536)
        except TimeoutError:
            break
        except ConnectionResetError:
            closed = True
            break
        if not some:
            closed = True
            break
        received += some
    return Heard(tuple(_replies(bytes(received))), closed)


def _replies(data: bytes) -> Iterator[Reply]:
    while data:
        head, blank, rest = data.partition(b"\r\n\r\n")
        assert blank, data[:200]
        first, *lines = head.decode("latin-1").split("\r\n")
        version, status, *_ = first.split(" ")
        assert version == "HTTP/1.1"
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
        if int(status) == 100:
            data = rest
            continue
        length = int(headers.get("content-length", "0"))
        assert len(rest) >= length, "an answer is cut"
        yield Reply(int(status), headers, rest[:length])
        data = rest[length:]


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
