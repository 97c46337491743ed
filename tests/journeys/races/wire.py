"""HTTP by hand: requests that leave at the same instant, and connections cut where we like."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Self
from urllib.parse import urlsplit

import httpx

from tests.journeys.asking import FHIR

PATIENCE = 60.0
"""Seconds to wait for any answer: none at all is a failure, not a wait for ever."""


def request(
    operation: str, token: str, body: bytes, key: str = "", if_match: int | None = None
) -> bytes:
    """POST /fhir/$operation as bytes."""
    headers = [
        f"POST /fhir/${operation} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        f"Content-Type: {FHIR}",
        f"Content-Length: {len(body)}",
    ]
    if key:
        headers.append(f"Idempotency-Key: {key}")
    if if_match is not None:
        headers.append(f'If-Match: W/"{if_match}"')
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + body


class Wire:
    """One connection, kept open between requests."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, address: str) -> Self:
        """Connect to a base."""
        parts = urlsplit(address)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    async def ask(self, sent: bytes) -> httpx.Response:
        """Send a request, and wait for its answer."""
        self.send(sent)
        return await self.answer()

    def send(self, sent: bytes) -> None:
        """Send a request, or the beginning of one."""
        self._writer.write(sent)

    async def answer(self) -> httpx.Response:
        """The next answer."""
        async with asyncio.timeout(PATIENCE):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip("\r\n").split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines)
            named = {name.lower(): value for name, value in headers.items()}
            body = await self._reader.readexactly(int(named["content-length"]))
        return httpx.Response(int(first.split()[1]), headers=named, content=body)

    async def close(self) -> None:
        """Close, or cut in the middle of something."""
        self._writer.close()
        await self._writer.wait_closed()


async def at_once(addresses: Sequence[str], asks: Iterable[bytes]) -> list[httpx.Response]:
    """Send every request at the same instant, each on a connection opened before, in turn to each
    address; their answers in the same order."""
    sent = list(asks)
    wires = [await Wire.to(addresses[rank % len(addresses)]) for rank in range(len(sent))]
    try:
        return await asyncio.gather(
            *(wire.ask(each) for wire, each in zip(wires, sent, strict=True))
        )
    finally:
        for wire in wires:
            await wire.close()
