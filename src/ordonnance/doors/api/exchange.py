"""One request and its answer, whose head and body leave together.

uvicorn writes them apart: one more system call, and a client woken for a head that says nothing
yet. It also looks for forbidden characters in each header; they are looked for once, in all.
"""

import re
from itertools import chain
from typing import Any

from starlette.types import Message
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

_FORBIDDEN = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
"""Characters that would end a header where nobody sees it (RFC 9110, 5.5)."""

_CLOSE = (b"connection", b"close")


class Exchange(RequestResponseCycle):
    """What the application says is held until its first bytes; then it is written at once."""

    _start: Any = None

    async def send(self, message: Any) -> None:
        """Hold the head, write it with the body. Raises RuntimeError for an answer misshapen."""
        if message["type"] == "http.response.start" and not self.response_started:
            self._start = message
            return
        start, self._start = self._start, None
        if start is None or not _is_whole(start, message):
            # Without a body, or in parts: uvicorn knows how to write it.
            if start is not None:
                await super().send(start)
            await super().send(message)
            return
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self._write(start, message.get("body", b""))
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()

    def _write(self, start: Message, body: bytes) -> None:
        headers = [*self.default_headers, *start.get("headers", ())]
        if _FORBIDDEN.search(b"".join(chain.from_iterable(headers))):
            raise RuntimeError("forbidden character in a header")
        if _CLOSE in headers:
            self.keep_alive = False
        elif not self.keep_alive:
            headers.append(_CLOSE)
        head = b"\r\n".join(map(b": ".join, headers))
        shown = b"" if self.scope["method"] == "HEAD" else body
        self.transport.write(b"%b%b\r\n\r\n%b" % (STATUS_LINE[start["status"]], head, shown))


def _is_whole(start: Message, message: Message) -> bool:
    """True for an answer that ends with this body, as long as its head says."""
    if message.get("more_body", False) or start["status"] in (204, 304):
        return False
    headers = start.get("headers", ())
    length = (b"content-length", b"%d" % len(message.get("body", b"")))
    # « close » alone is known here; whatever else is said of the connection, uvicorn reads.
    more = any(each[0].lower() == b"connection" and each != _CLOSE for each in headers)
    return message["type"] == "http.response.body" and length in headers and not more
