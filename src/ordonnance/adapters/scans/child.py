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
from ordonnance.domain.presented import LARGEST_FILE


def main(read: Callable[[bytes], dict[str, Any]] | None = None) -> None:
    """Bound this process, read, answer; another `read` is for whoever tries the walls."""
    confinement.bound()
    confinement.leave_the_network()
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    # Imported within the limits: these libraries are what the limits are for.
    from ordonnance.adapters.scans import reading

    reading.prepare()
    confinement.close()
    try:
        answer = (read or reading.read)(content)
    except reading.Refused as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "FILE_TOO_COSTLY", "facts": {}}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
