"""Acts that began together go on together (ADR 0091)."""

import asyncio


async def in_step() -> None:
    """Let those who are at the same point come up before going on.

    Whatever follows is then done for all of them one right after the other, and found in the
    processor's caches by all but the first. Whoever is alone goes on at once. Others act meanwhile:
    what was read before may have changed since, as after any waiting.
    """
    await asyncio.sleep(0)
