"""The process that reads one file: `python -m ordonnance.adapters.scans.child`, file on its input.

It writes one JSON object and ends. Its memory and its time are bounded before anything is read, it
can write no content into a file, and what it was given is gone with it.
"""

import json
import resource
import sys

from ordonnance.adapters.scans.limits import CPU_SECONDS, MEMORY
from ordonnance.domain.presented import LARGEST_FILE


def main() -> None:
    """Bound this process, read, answer."""
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CPU, CPU_SECONDS)
    # Nothing is written into a file, no core dumped, no other process begun (root may, though).
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_NPROC, 0)
    _bound(resource.RLIMIT_CORE, 0)
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    # Imported within the limits: these libraries are what the limits are for.
    from ordonnance.adapters.scans.reading import Refused, read

    try:
        answer = read(content)
    except Refused as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "FILE_TOO_COSTLY", "facts": {}}
    json.dump(answer, sys.stdout)


def _bound(what: int, limit: int) -> None:
    _, hard = resource.getrlimit(what)
    most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
