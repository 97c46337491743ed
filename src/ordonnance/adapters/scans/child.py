"""The process that reads one file: `python -m ordonnance.adapters.scans.child`, file on its input.

It writes one JSON object and ends. Its memory and its time are bounded before anything is read; it
can open no file and reach nobody once its libraries are loaded, and what it was given is gone with
it.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from ordonnance.adapters.scans import confinement
from ordonnance.adapters.scans.limits import Refused
from ordonnance.domain.presented import LARGEST_FILE


def main(
    read: Callable[[bytes], dict[str, Any]] | None = None, largest: int = LARGEST_FILE
) -> None:
    """Bound this process, read `largest` bytes at most, answer.

    Another `read` is for what is no sheet (a message), and for whoever tries the walls: what it
    needs is loaded before.
    """
    confinement.bound()
    confinement.leave_the_network()
    content = sys.stdin.buffer.read(largest + 1)
    if read is None:
        # Imported within the limits: these libraries are what the limits are for.
        from ordonnance.adapters.scans import reading

        reading.prepare()
        read = reading.read
    confinement.close()
    try:
        answer = read(content)
    except Refused as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "FILE_TOO_COSTLY", "facts": {}}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
