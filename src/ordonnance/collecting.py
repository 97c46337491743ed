"""When Python looks for objects that only hold one another, and when it must not.

A look at everything that lives stops a server for 0.12 to 0.15 s once its memory is warm: under
load it happened every thirteen seconds, and what had waited took seconds to be caught up.
"""

import asyncio
import gc
import random
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_OBJECTS, YOUNG_ROUNDS, NEVER = 10_000, 1, 1_000_000
"""Objects, then rounds, between two looks at each generation. Every look stops the process: with
one round, none goes over more than some tens of thousands of objects (ADR 0093)."""

WHOLE_SECONDS = 600.0
"""Between two looks at everything. Acts leave nothing for them to find; a closed connection or a
screen that failed may."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Without the search for cycles: there are none among very many objects that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle() -> None:
    """What is there now stays to the end; from here on only what is young is looked at."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_ROUNDS, NEVER)


async def look_now_and_then(seconds: float = WHOLE_SECONDS) -> None:
    """Look at everything about every so many seconds, until cancelled.

    Processes started together do not look together: one of them answers meanwhile.
    """
    while True:
        await asyncio.sleep(random.uniform(seconds / 2, seconds * 3 / 2))
        gc.collect()
