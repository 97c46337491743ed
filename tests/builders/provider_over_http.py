"""The OpenID provider of our own, on a port of this machine: for a base in another process."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from ordonnance.adapters.clock import SystemClock
from tests.builders.provider import PROVIDER, OwnProvider


class _Listening(ThreadingHTTPServer):
    own: OwnProvider


class _Asked(BaseHTTPRequestHandler):
    server: _Listening

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        address = f"http://{self.headers['Host']}{self.path}"
        asked = httpx.Request(self.command, address, headers=dict(self.headers), content=content)
        answer = asyncio.run(self.server.own.answer(asked))
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *told: object) -> None:
        """Nothing: what a test asks is no news."""


@contextmanager
def over_http(secret: str) -> Iterator[OwnProvider]:
    """That provider, at the present instant, which knows us by a secret in ASCII."""
    with _Listening(("127.0.0.1", 0), _Asked) as listening:
        issuer = f"http://127.0.0.1:{listening.server_port}/royaume"
        known = replace(PROVIDER, issuer=issuer, secret=secret)
        listening.own = OwnProvider(SystemClock().now, known)
        serving = threading.Thread(target=listening.serve_forever)
        serving.start()
        try:
            yield listening.own
        finally:
            listening.shutdown()
            serving.join()
