"""The line between a software and the base: passes requests on, and breaks what it is told to.

It listens on this machine only. A second one, which nobody should ask, counts who does.
"""

import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import httpx

from ordonnance.domain.preserie.rehearsal.scenario import Fault, Trouble

SLOW_SECONDS = 2.0
_LARGEST = 2 * 1024 * 1024
_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host",
                  "content-encoding", "accept-encoding"})  # fmt: skip
_PAGE = b"<html><body>502 Bad Gateway</body></html>"


class FaultyLine:
    """A server on the loopback in front of `base`; without a base, it only counts requests."""

    def __init__(self, base: str | None, slow: float = SLOW_SECONDS) -> None:
        self._base = base
        self._slow = slow
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._left: int | None = 0
        self.asked = 0
        self._http = httpx.Client(timeout=60.0, trust_env=False)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._http.close()

    def break_(self, trouble: Trouble | None) -> None:
        """From now on this happens to requests; None: nothing does."""
        with self._lock:
            self._fault = trouble.fault if trouble else None
            self._left = trouble.times if trouble else 0

    def taken(self) -> Fault | None:
        """The fault of the request that comes, counted."""
        with self._lock:
            self.asked += 1
            if self._fault is None or self._left == 0:
                return None
            if self._left is not None:
                self._left -= 1
            return self._fault

    def passed_on(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> httpx.Response | None:
        """What the base answers, None when there is no base or it cannot be reached."""
        if self._base is None:
            return None
        sent = {name: value for name, value in headers.items() if name.lower() not in _HOP}
        try:
            return self._http.request(method, f"{self._base}{path}", content=body, headers=sent)
        except httpx.TransportError:
            return None

    def wait(self) -> None:
        """As long as a slow answer."""
        time.sleep(self._slow)


class _Server(ThreadingHTTPServer):
    """A server that knows the line it stands for."""

    daemon_threads = True

    def __init__(self, line: FaultyLine) -> None:
        self.line = line
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One request: received whole, broken or passed on."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a path or a body may name somebody."""

    def __getattr__(self, name: str) -> Callable[[], None]:
        """The server asks for one method by HTTP method: they are all the same."""
        if name.startswith("do_"):
            return self._handle
        raise AttributeError(name)

    @property
    def _line(self) -> FaultyLine:
        server = self.server
        assert isinstance(server, _Server)
        return server.line

    def _handle(self) -> None:
        line = self._line
        fault = line.taken()
        if fault is Fault.REFUSED:
            self._close()
            return
        size = int(self.headers.get("Content-Length") or 0)
        if size > _LARGEST:
            self._answer(413, "text/plain", b"")
            return
        body = self.rfile.read(size)
        if fault is Fault.UNAVAILABLE:
            self._answer(503, "text/plain", b"")
            return
        if fault is Fault.FOREIGN:
            self._answer(502, "text/html", _PAGE)
            return
        if fault is Fault.SLOW:
            line.wait()
        answer = line.passed_on(self.command, self.path, dict(self.headers), body)
        if answer is None or fault is Fault.LOST:
            self._close()
        elif fault is Fault.CUT:
            self._cut(answer)
        else:
            self._relay(answer)

    def _relay(self, answer: httpx.Response) -> None:
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def _cut(self, answer: httpx.Response) -> None:
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("content-type", ""))
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content[: len(answer.content) // 2])
        self._close()

    def _answer(self, status: int, media: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _close(self) -> None:
        self.close_connection = True
        self.wfile.flush()
