"""Demands to a provider over HTTP: limited in time and size, no redirection, JSON or a JWT."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from ordonnance.adapters.oidc.provider import loopback
from ordonnance.adapters.seal.compact_jws import MalformedJws, read_json_object

SECONDS = 8.0
"""Given to one demand, from the first byte sent to the last one read."""

MAX_ANSWER = 256 * 1024
"""Longest answer read, in bytes."""


class Unreachable(Exception):
    """The provider did not answer, or not as one; `reason` is short and quotes nothing of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole."""

    status: int
    media: str
    content: bytes

    def json(self) -> dict[str, Any]:
        """The JSON object of the answer. Raises Unreachable."""
        try:
            return read_json_object(self.content)
        except MalformedJws as error:
            raise Unreachable("not a JSON object") from error


class Exchanges:
    """Asks. `transport` takes the place of the network in tests."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport | None = None, seconds: float = SECONDS
    ) -> None:
        self._transport = transport
        self._seconds = seconds

    async def get(self, address: str, bearer: str | None = None) -> Answer:
        """Fetch an address. Raises Unreachable."""
        headers = {"Accept": "application/json, application/jwt"}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        return await self._sent("GET", address, headers, None)

    async def post(
        self, address: str, fields: Mapping[str, str], basic: tuple[str, str] | None
    ) -> Answer:
        """Send a form, with the HTTP Basic credentials of the client when it has some.

        Raises Unreachable.
        """
        auth = httpx.BasicAuth(*basic) if basic else None
        return await self._sent("POST", address, {"Accept": "application/json"}, fields, auth)

    async def _sent(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        fields: Mapping[str, str] | None,
        auth: httpx.BasicAuth | None = None,
    ) -> Answer:
        try:
            async with (
                asyncio.timeout(self._seconds),
                httpx.AsyncClient(
                    timeout=self._seconds,
                    follow_redirects=False,
                    transport=self._transport,
                    trust_env=not loopback(address),
                ) as http,
                http.stream(
                    method, address, headers=headers, data=fields, auth=auth or httpx.Auth()
                ) as answer,
            ):
                return await _whole(answer)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            # Its message may hold the address, and the address a secret.
            raise Unreachable(type(error).__name__) from None


async def _whole(answer: httpx.Response) -> Answer:
    content = bytearray()
    async for part in answer.aiter_bytes():
        content += part
        if len(content) > MAX_ANSWER:
            raise Unreachable("answer too long")
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(answer.status_code, media, bytes(content))
