"""What leaves on a connection: an answer in one write, nothing that a reader takes for two."""

import asyncio
from collections.abc import Sequence

import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.server import ServerState

from ordonnance.doors.api.connection import Limits, connection_within

START: Message = {
    "type": "http.response.start", "status": 200,
    "headers": [(b"content-length", b"2"), (b"content-type", b"text/plain")],
}  # fmt: skip
BODY: Message = {"type": "http.response.body", "body": b"ok"}
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: text/plain\r\n"


class Line(asyncio.Transport):
    """The end of a connection: what is written there, in how many writes."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 5), "sockname": ("127.0.0.1", 80)})
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep what is written."""
        self.written.append(bytes(data))

    def close(self) -> None:
        """Close."""
        self.closed = True

    def is_closing(self) -> bool:
        """True once closed."""
        return self.closed

    def get_write_buffer_size(self) -> int:
        """Everything leaves at once."""
        return 0

    def pause_reading(self) -> None:
        """Everything has come."""

    def resume_reading(self) -> None:
        """Nothing is held back."""


def saying(messages: Sequence[Message]) -> ASGIApp:
    """An application that answers this."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    return app


def answered(app: ASGIApp, request: bytes = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") -> Line:
    """The line, once everything that was asked has its answer."""

    async def ask() -> Line:
        config = uvicorn.Config(
            app, http=connection_within(Limits()), ws="none", lifespan="off", log_config=None
        )
        config.load()
        state = ServerState()
        connection = connection_within(Limits())(config=config, server_state=state, app_state={})
        line = Line()
        connection.connection_made(line)
        connection.data_received(request)
        while state.tasks:
            await asyncio.gather(*state.tasks)
        connection.connection_lost(None)
        return line

    return asyncio.run(ask())


def test_head_and_body_leave_in_one_write() -> None:
    assert answered(saying([START, BODY])).written == [HEAD + b"\r\nok"]


def test_a_head_asked_alone_leaves_alone() -> None:
    line = answered(saying([START, BODY]), b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert line.written == [HEAD + b"\r\n"]


def test_an_answer_in_parts_leaves_in_parts() -> None:
    first = {"type": "http.response.body", "body": b"o", "more_body": True}
    last = {"type": "http.response.body", "body": b"k"}
    assert answered(saying([START, first, last])).written == [HEAD + b"\r\n", b"o", b"k"]


def test_an_answer_without_a_body_says_no_length() -> None:
    start: Message = {"type": "http.response.start", "status": 304, "headers": []}
    end: Message = {"type": "http.response.body", "body": b""}
    written = b"".join(answered(saying([start, end])).written)
    assert written == b"HTTP/1.1 304 Not Modified\r\n\r\n"


def test_answers_to_requests_that_came_together_leave_in_their_order() -> None:
    async def told(scope: Scope, _receive: Receive, send: Send) -> None:
        await send(START)
        await send({"type": "http.response.body", "body": scope["path"][-2:].encode()})

    asked = b"".join(b"GET /%b HTTP/1.1\r\nHost: a\r\n\r\n" % name for name in (b"un", b"de"))
    assert answered(told, asked).written == [HEAD + b"\r\nun", HEAD + b"\r\nde"]


@pytest.mark.parametrize(
    ("request_", "start"),
    [(b"GET / HTTP/1.0\r\n\r\n", START),
     (b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", START),
     (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      START | {"headers": [*START["headers"], (b"connection", b"close")]})],
)  # fmt: skip
def test_a_connection_that_ends_says_so_once(request_: bytes, start: Message) -> None:
    line = answered(saying([start, BODY]), request_)
    assert line.closed
    assert line.written == [HEAD + b"connection: close\r\n\r\nok"]


@pytest.mark.parametrize("forbidden", [b"a\r\nset-cookie: b", b"a\nb", b"a\rb", b"a\0b", b"\x7f"])
def test_a_header_never_begins_another(forbidden: bytes) -> None:
    start = START | {"headers": [*START["headers"], (b"etag", forbidden)]}
    line = answered(saying([start, BODY]))
    assert line.closed
    assert line.written == []


def test_a_length_that_is_not_the_length_of_the_body_closes_the_connection() -> None:
    assert answered(saying([START, BODY | {"body": b"o"}])).closed


def test_an_application_that_fails_before_its_body_answers_a_fault() -> None:
    async def failing(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(START)
        raise ValueError

    (written,) = answered(failing).written
    assert written.startswith(b"HTTP/1.1 500 ")
