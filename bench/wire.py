"""HTTP/1.1 over one kept connection: enough for a load, an order cheaper than a real client."""

import asyncio
from dataclasses import dataclass
from typing import Self


class Answered(Exception):
    """An answer that is not 200: the status and the beginning of the body."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One connection; one request at a time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def close(self) -> None:
        """Close."""
        self.writer.close()
        await self.writer.wait_closed()

    async def get(self, path: str) -> bytes:
        """The body of a page. Raises Answered."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    async def post(self, path: str, headers: str, body: bytes) -> bytes:
        """The body of the answer to a body. `headers` are whole lines. Raises Answered."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return await self._ask(head.encode() + body)

    async def _ask(self, request: bytes) -> bytes:
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, *lines = head.lower().split(b"\r\n")
        length = next(line for line in lines if line.startswith(b"content-length:"))
        body = await self.reader.readexactly(int(length.partition(b":")[2]))
        if status.split()[1] != b"200":
            raise Answered(f"{status.decode()} {body[:500].decode(errors='replace')}")
        return body
