"""A number that opens nothing says so after the same time, whatever it hides.

Whether it is unknown or somebody else's, the work is nearly the same (a row opened, a document
read), but what has been read before is read faster: a third of a millisecond told them apart. The
answer leaves at the end of a slot that holds either.
"""

import asyncio
import time

_COARSE = 0.002
"""Seconds that a timer of the event loop may be wrong by: they are waited for in small turns."""


def now() -> float:
    """Seconds of a clock that only measures lengths of time."""
    return time.perf_counter()


async def evened(began: float, slot: float) -> None:
    """Wait until a whole number of slots (seconds) have passed since `began`; 0 waits for nothing.

    While it ends, the others are served: nothing is held.
    """
    if slot <= 0:
        return
    due = began + slot * (1 + (now() - began) // slot)
    await asyncio.sleep(max(0.0, due - now() - _COARSE))
    while now() < due:
        await asyncio.sleep(0)
