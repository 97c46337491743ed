"""HTTP/1.1 over one kept connection: enough for a load, an order cheaper than a real client."""

import asyncio
from typing import Self, cast


class Answered(Exception):
    """An answer that is not 200: the status and the beginning of the body."""


class Wire(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._received = b""
        self._lacking = 0
        """Bytes without which it is no use to look."""
        self._answer: asyncio.Future[bytes] | None = None

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to this machine."""
        wire = cls(port)
        await wire._connect()
        return wire

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, "127.0.0.1", self._port)

    async def close(self) -> None:
        """Close."""
        self._transport.close()
        await self._lost

    async def post(self, path: str, headers: str, body: bytes) -> bytes:
        """The body of the answer to a body. `headers` are whole lines. Raises Answered.

        Connects again where the server closed a connection that nobody used for long.
        """
        if self._lost.done():
            await self._connect()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(head.encode() + body)
        return await self._answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected."""
        self._transport = cast(asyncio.Transport, transport)
        self._lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._received, self._lacking = b"", 0

    def connection_lost(self, exc: Exception | None) -> None:
        """Closed by one side: who waits for an answer is told."""
        self._lost.set_result(None)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Some of an answer, or the whole of it."""
        assert self._answer is not None
        self._received += data
        if len(self._received) < self._lacking:
            return
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        status, *lines = head.lower().split(b"\r\n")
        length = next(line for line in lines if line.startswith(b"content-length:"))
        size = int(length.partition(b":")[2])
        if len(body) < size:
            self._lacking = len(head) + len(end) + size
            return
        self._received, self._lacking = b"", 0
        if status.split()[1] == b"200":
            self._answer.set_result(body)
        else:
            told = f"{status.decode()} {body[:500].decode(errors='replace')}"
            self._answer.set_exception(Answered(told))
