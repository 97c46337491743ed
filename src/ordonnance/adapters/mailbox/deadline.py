"""A whole dialogue with a server, bounded: whoever answers a little at a time is left too."""

import os
import socket
import threading
from types import TracebackType
from typing import BinaryIO

DIALOGUE_SECONDS = 100.0
"""What a dialogue may last, whatever comes; less than half the lease of a letter."""

MOST_LINES = 200
"""Lines of one answer."""

LYING = (ValueError, TypeError, AttributeError, LookupError)
"""What the standard clients raise on answers that no server gives."""


class Deadline:
    """Ends a connection once the time is over, in whatever call its dialogue waits."""

    def __init__(self, seconds: float) -> None:
        self._lock = threading.Lock()
        self._held: socket.socket | None = None
        self._over = False
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def hold(self, connection: socket.socket) -> socket.socket:
        """That one is ended too, under TLS or not; given back as it is."""
        # A descriptor of its own: the connection is replaced when it goes under TLS.
        twin = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            former, self._held = self._held, twin
            if self._over:
                _end(twin)
        if former is not None:
            former.close()
        return connection

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _expire(self) -> None:
        with self._lock:
            self._over = True
            if self._held is not None:
                _end(self._held)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The server left first.
        return


class FewLines:
    """What a server answers, no more than MOST_LINES at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = MOST_LINES

    def readline(self, size: int) -> bytes:
        """The next line. Raises OSError when there are too many, or when it is cut."""
        self.left -= 1
        if self.left < 0:
            raise OSError("too many lines in one answer")
        line = self._file.readline(size)
        if line and not line.endswith(b"\n"):
            # Its beginning alone could pass for « taken ».
            raise OSError("an answer cut")
        return line

    def close(self) -> None:
        """Close it."""
        self._file.close()
