"""What the process that reads a stranger's file gives up before it reads: files, network, others.

Three walls, each enough alone where it stands. No descriptor can be opened any more (the kernel
refuses: no file, no socket, no pipe, whoever asks, C libraries included). The network is another,
empty one where the kernel lets us. Python refuses what opens, connects or begins a process.
"""

import ctypes
import resource
import sys

from ordonnance.adapters.scans.limits import CPU_SECONDS, MEMORY

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
              "os.system", "ftplib.", "http.client.", "urllib.Request", "pty.", "webbrowser.",
              "ctypes.dlopen")  # fmt: skip


class Forbidden(PermissionError):
    """Something in this process tried what a reader has no business with."""


def bound() -> None:
    """Bound memory, time and what may be written, before any library is loaded."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    # Nothing is written into a file, no core dumped, no other process begun (root may, though).
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_CORE, 0)


def leave_the_network() -> bool:
    """Go to an empty network; False where the kernel does not let us (no namespace for users)."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def close() -> None:
    """Open nothing any more: once the libraries are loaded and the file is in memory."""
    sys.addaudithook(_refuse)
    _limit(resource.RLIMIT_NOFILE, 0)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) or (event == "open" and not _held(arguments)):
        raise Forbidden(event)


def _held(arguments: tuple[object, ...]) -> bool:
    """True for what is open already: its number is given, not a name."""
    return bool(arguments) and isinstance(arguments[0], int)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (least, least))
