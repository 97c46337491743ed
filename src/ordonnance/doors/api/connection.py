"""One HTTP connection, bounded in time and size, that takes nothing ambiguous.

llhttp reads; this class adds what uvicorn leaves open: how long a request may take to arrive and an
answer to be read, how large a head may be, how many connections there may be, and which requests
two readers could understand in two ways (a proxy before us is one of them).
"""

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import unquote

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import refusal_response
from ordonnance.doors.api.exchange import Exchange
from ordonnance.doors.api.head import HEAD_LIMIT, head_fault

PIPELINED = 16
"""Requests read ahead of their answers: what comes after them waits unread."""

SLICE = 4096
"""Bytes read at once: so many tiny requests may be read beyond PIPELINED, and no more."""

SURPLUS = 4 * 1024 * 1024
"""Most bytes of one body thrown away after a refusal that did not wait for its end."""

LINGERING = 1.0
"""Seconds in which a client may still read why it was refused."""

_log = structlog.get_logger("ordonnance.api")


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for a request to arrive whole and for an answer to be read; open connections."""

    seconds: float = 20
    connections: int = 1000


class _Refused(Exception):
    """Ends the reading of a head; the refusal waits in the connection."""


class Connection(HttpToolsProtocol):
    """A connection under `limits`."""

    limits: ClassVar[Limits] = Limits()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._in_head = self._arriving = self._new = self._over = False
        self._head = self._surplus = 0
        self._held = b""
        self._fault: Refusal | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Refuse one connection too many; else wait for a request, not for ever."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._end(Refusal.of("SERVER_BUSY"))
            return
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._held = b""
        self._disarm()
        self._all_read()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came; a request that has begun must end before its deadline."""
        if len(data) <= SLICE and not self._held:
            self._read(data)
        else:
            self._held += data
            self._read_held()

    def _read_held(self) -> None:
        """Read on, unless too many answers are owed already: the rest comes after those."""
        held, at = self._held, 0
        while at < len(held) and len(self.pipeline) < PIPELINED and not self._over:
            self._read(held[at : at + SLICE])
            at += SLICE
        self._held = held[at:]
        if self._held and not self._over:
            # It is here: the client is not slow, we are.
            self._disarm()
            self.flow.pause_reading()

    def _read(self, data: bytes) -> None:
        if self._over:
            return
        self._unset_keepalive_if_required()
        in_head, self._new = self._in_head, False
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Nothing is spoken here but HTTP/1: answer the request, and read nothing after it.
            self._over = True
            self.cycle.keep_alive = False
            self._disarm()
            return
        except httptools.HttpParserError:
            self._refuse(self._fault or Refusal.of("REQUEST_MALFORMED"))
            return
        same = in_head and self._in_head and not self._new
        self._head = self._head + len(data) if same else 0
        if self._head > HEAD_LIMIT:
            self._refuse(Refusal.of("HEADERS_TOO_LARGE", limit=f"{HEAD_LIMIT // 1024} Kio"))
        elif self._arriving or self._is_idle():
            self._arm()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = self._arriving = self._new = True
        self._surplus = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Refuse a head that is too large or ambiguous, before any of it is obeyed."""
        version = self.parser.get_http_version()
        self._fault = head_fault(self.url, self.headers, version)
        if self._fault is not None:
            raise _Refused
        self._tell_target(version)
        before: RequestResponseCycle | None = self.cycle
        self.cycle = Exchange(
            scope=self.scope, transport=self.transport, flow=self.flow, logger=self.logger,
            access_logger=self.access_logger, access_log=self.access_log,
            default_headers=self.server_state.default_headers, message_event=asyncio.Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=version == "1.1" and self.parser.should_keep_alive(),
            on_response=self.on_response_complete,
        )  # fmt: skip
        if before is None or before.response_complete:
            self._start_asgi_task(self.cycle, self.app)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))
        self._in_head = False

    def _tell_target(self, version: str) -> None:
        """What is asked, and how, as the application reads it."""
        target = httptools.parse_url(self.url)
        self.scope["method"] = self.parser.get_method().decode("ascii")
        self.scope["http_version"] = version
        self.scope["path"] = unquote(target.path.decode("ascii"))
        self.scope["raw_path"] = target.path
        self.scope["query_string"] = target.query or b""

    def on_body(self, body: bytes) -> None:
        """Keep the body for the application, or throw away some of it once it has answered."""
        super().on_body(body)
        if self.cycle.response_complete:
            self._surplus += len(body)
            if self._surplus > SURPLUS:
                self._over = True
                self.transport.abort()

    def on_message_complete(self) -> None:
        """The request is here whole."""
        self._arriving = False
        self._disarm()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request; an answer that nobody reads does not stay for ever."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._read_held()
        elif self.transport.get_write_buffer_size():
            self.loop.call_later(self.limits.seconds, self.transport.abort)

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.limits.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        self._all_read()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Idle for too long, or an answer left unread."""
        self.transport.abort()

    def _is_idle(self) -> bool:
        """True when every request read so far has its answer."""
        last: RequestResponseCycle | None = self.cycle
        return last is None or last.response_complete

    def _all_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.limits.seconds, self._too_slow)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        if self._arriving:
            self._refuse(Refusal.of("REQUEST_TOO_SLOW", seconds=f"{self.limits.seconds:g}"))
        else:
            self.transport.abort()

    def _refuse(self, refusal: Refusal) -> None:
        """Answer the request that cannot be read, in its turn or not at all."""
        self._over = True
        self._disarm()
        before = self.cycle
        between = self._in_head or not self._arriving
        if between and self._is_idle():
            self._end(refusal)
        elif between:
            # The request before is whole: its answer comes, then the connection closes.
            before.keep_alive = False
        elif before.response_started or self.pipeline:
            self.transport.abort()
        else:
            # The application waits for the rest of a body that will not come.
            before.disconnected = True
            before.message_event.set()
            self._end(refusal)

    def _end(self, refusal: Refusal) -> None:
        """Say why, then close: half at once, so that the reason can still be read."""
        self._over = True
        _log.info("refused", code=refusal.code)
        response = refusal_response(refusal)
        head = [b"%b: %b\r\n" % pair for pair in response.raw_headers]
        parts = [STATUS_LINE[response.status_code], *head, b"connection: close\r\n\r\n"]
        self.transport.write(b"".join(parts) + bytes(response.body))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGERING, self.transport.abort)


def connection_within(limits: Limits) -> type[Connection]:
    """The class of connections that keeps these limits."""
    return type("LimitedConnection", (Connection,), {"limits": limits})
