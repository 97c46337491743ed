"""A reader that somebody planted: it tries to reach the outside, and says what it got.

Run as the process that reads files is: `python -m tests.ports.planted_reader TRY`.
"""

import ctypes
import ctypes.util
import errno
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ordonnance.adapters.scans import confinement
from ordonnance.adapters.scans.child import main

LIBC = ctypes.CDLL(None, use_errno=True)


def _through_the_kernel(call: str, *arguments: object) -> str:
    """What a C library would get, which Python does not see."""
    ctypes.set_errno(0)
    got = getattr(LIBC, call)(*arguments)
    return "got it" if got >= 0 else errno.errorcode[ctypes.get_errno()]


def _asked(what: Callable[[], object]) -> str:
    try:
        what()
    except confinement.Forbidden as refused:
        return f"forbidden {refused}"
    except OSError as refused:
        return errno.errorcode.get(refused.errno or 0, type(refused).__name__)
    return "got it"


TRIES: Mapping[str, Callable[[], str]] = {
    "socket": lambda: _asked(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "resolve": lambda: _asked(lambda: socket.getaddrinfo("localhost", 80)),
    "url": lambda: _asked(lambda: urllib.request.urlopen("http://127.0.0.1:9/")),
    "process": lambda: _asked(lambda: subprocess.run(["/bin/true"], check=True)),
    "shell": lambda: _asked(lambda: os.system("true")),  # what is tried
    "fork": lambda: _asked(os.fork),
    "exec": lambda: _asked(lambda: os.execv("/bin/true", ["/bin/true"])),
    "read": lambda: _asked(lambda: Path("/etc/hostname").read_bytes()),
    "write": lambda: _asked(lambda: Path("/tmp/planted").write_bytes(b"x")),
    "library": lambda: _asked(lambda: ctypes.CDLL("libc.so.6")),
    "raw socket": lambda: _through_the_kernel("socket", 2, 1, 0),
    "raw open": lambda: _through_the_kernel("open", b"/etc/hostname", 0),
    "raw pipe": lambda: _through_the_kernel("pipe", (ctypes.c_int * 2)()),
}


def planted(content: bytes) -> dict[str, Any]:
    """The answer of the one thing that its argument names."""
    return {"refused": "FILE_KIND", "facts": {"got": TRIES[content.decode()]()}}


if __name__ == "__main__":
    if sys.argv[1:] == ["network"]:
        sys.stdout.write(str(confinement.leave_the_network()))
        interfaces = Path("/proc/self/net/dev").read_text("ascii")
        sys.stdout.write(
            f" {sorted(line.partition(':')[0].strip() for line in interfaces.splitlines()[2:])}"
        )
    else:
        main(planted)
