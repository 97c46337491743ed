"""Timestamps of an authority over HTTP (RFC 3161), asked with limits of time and of size."""

import httpx
from asn1crypto import tsp  # type: ignore[import-untyped]  # ships no types
from pyhanko.sign.timestamps import TimeStamper

from ordonnance.adapters.pades import refusals

SECONDS = 15
MAX_ANSWER = 256 * 1024


class HttpTimestamps(TimeStamper):
    """Timestamps from one address. What it learns of us: a digest, never the document."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko types it in part
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """See TimeStamper. Raises TIMESTAMP_UNAVAILABLE."""
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            async with (
                httpx.AsyncClient(timeout=SECONDS, trust_env=False) as http,
                http.stream("POST", self._url, content=req.dump(), headers=headers) as answer,
            ):
                content = await _content(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # The message of the error may hold the address, and the address a password.
            raise refusals.timestamp_failed(type(error).__name__) from None
        try:
            read = tsp.TimeStampResp.load(content, strict=True)
            granted = read["status"]["status"].native == "granted"
        except ValueError:
            raise refusals.timestamp_failed("réponse illisible") from None
        if not granted:
            raise refusals.timestamp_failed("demande refusée")
        return read


async def _content(answer: httpx.Response) -> bytes:
    if answer.status_code != httpx.codes.OK:
        raise refusals.timestamp_failed(f"réponse HTTP {answer.status_code}")
    content = b""
    async for part in answer.aiter_bytes():
        content += part
        if len(content) > MAX_ANSWER:
            raise refusals.timestamp_failed("réponse trop longue")
    return content
