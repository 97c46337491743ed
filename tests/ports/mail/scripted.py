"""An SMTP server that does what a test tells it: a stand-in for servers that fail at a given word.

No real server can be asked to die between two bytes; what it takes and answers is plain RFC 5321,
over TLS, with a certificate of the test's authority.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

SILENCE = ""
"""An answer that never comes: the connection is closed instead."""


@dataclass
class Scripted:
    """What to answer, and what came. `at_end` are the answers to the ends of messages, in order."""

    folder: Path
    certificate: str = "server"
    starttls: bool = True
    at_end: list[str] = field(default_factory=list)
    before_end: list[str] = field(default_factory=list)
    to_recipients: str = ""
    """When given by the test, what every recipient is answered, quoted after it."""
    held: threading.Event | None = None
    """When given by the test, an end is answered only once it is set."""
    envelope_held: threading.Event | None = None
    """The same for the recipient."""
    envelope_came: threading.Event = field(default_factory=threading.Event)
    ended: list[bytes] = field(default_factory=list)
    end_came: threading.Event = field(default_factory=threading.Event)
    data_came: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def dialogue(self, connection: socket.socket) -> None:
        """One dialogue, until either side leaves."""
        with ExitStack() as open_ones:
            open_ones.enter_context(connection)
            reading = open_ones.enter_context(connection.makefile("rb"))
            connection.sendall(b"220 essai ESMTP\r\n")
            while line := reading.readline():
                word = line.strip().upper()
                if word == b"STARTTLS":
                    connection.sendall(b"220 allez\r\n")
                    connection = open_ones.enter_context(self._secured(connection))
                    reading = open_ones.enter_context(connection.makefile("rb"))
                elif not self._answered(word, reading, connection):
                    return

    def _answered(self, word: bytes, reading: BinaryIO, connection: socket.socket) -> bool:
        """Answer one command; False when the connection is to be closed."""
        if word.startswith(b"EHLO"):
            offer = b"250-essai\r\n250-STARTTLS\r\n" if self.starttls else b"250-essai\r\n"
            connection.sendall(offer + b"250-DSN\r\n250 SIZE 30000000\r\n")
        elif word == b"DATA":
            connection.sendall(b"354 allez\r\n")
            return self._message(reading, connection)
        elif word == b"QUIT":
            connection.sendall(b"221 au revoir\r\n")
            return False
        else:
            if word.startswith(b"RCPT"):
                self.envelope_came.set()
                if self.envelope_held is not None:
                    self.envelope_held.wait(60)
            said = self.before_end.pop(0) if self.before_end else "250 2.0.0 bien"
            if word.startswith(b"RCPT") and self.to_recipients:
                said = f"{self.to_recipients} {word.decode()}"
            connection.sendall(said.encode() + b"\r\n")
        return True

    def _secured(self, connection: socket.socket) -> ssl.SSLSocket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        name = self.certificate
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context.wrap_socket(connection, server_side=True)

    def _message(self, reading: BinaryIO, connection: socket.socket) -> bool:
        """Read a message; False when the connection is to be closed."""
        lines: list[bytes] = []
        while line := reading.readline():
            self.data_came.set()
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return False
        self.ended.append(b"".join(lines))
        self.end_came.set()
        if self.held is not None:
            self.held.wait(60)
        said = self.at_end.pop(0) if self.at_end else "250 2.0.0 pris"
        if said:
            connection.sendall(said.encode() + b"\r\n")
        return bool(said)


@contextmanager
def scripted(server: Scripted) -> Iterator[Scripted]:
    """That server, listening on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]

    def answer(connection: socket.socket) -> None:
        try:
            server.dialogue(connection)
        except OSError:
            # Who wrote to it left, or did not like its certificate: that is the test.
            connection.close()

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
