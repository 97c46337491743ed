"""The other processes of a base: more servers on the same port, and the worker.

The first process keeps the database and starts the others, which it hands what they need on their
standard input and which it starts again when one ends. That input stays open as long as the first
process lives, however it dies. STOP on it asks a sibling to stop in order; its end without that
word says that the first process is gone, and that whoever starts next needs the port.
"""

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

import msgspec
import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.key_folder import open_keys
from ordonnance.bootstrap.opening import Opening, Prepared
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.settings import read_settings

STOPPING_SECONDS = 15.0
"""How long a sibling may take to end what it is doing."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
"""Before a sibling that ended is started again: doubles while it keeps ending."""

STOP = b"stop\n"
"""What the first process says when it stops itself."""

_log = structlog.get_logger("ordonnance")


class Kind(StrEnum):
    """What a sibling does."""

    SERVER = "server"
    WORKER = "worker"


class Handover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first process hands to a sibling; settings and keys each reads for itself."""

    kind: Kind
    app_dsn: str
    data: str
    demonstration: bool
    url: str
    host: str
    port: int
    pool_size: int
    rank: int


def handed(line: bytes) -> tuple[Handover, Prepared]:
    """In a sibling: what was handed, and the base to join. Raises KeysUnavailable."""
    given = msgspec.json.decode(line, type=Handover)
    settings = read_settings()
    opening = Opening(settings, Path(given.data), given.demonstration, given.url)
    keys = open_keys(
        settings, opening.data, SystemClock().now(),
        demonstration=given.demonstration, base_exists=True, rotate=False,
    )  # fmt: skip
    return given, Prepared(opening, keys, given.app_dsn, given.pool_size, given.rank)


@asynccontextmanager
async def siblings(
    handovers: Sequence[Handover], asked: Stopping, delay: float
) -> AsyncIterator[Callable[[], bool]]:
    """Those processes beside this one, until the block ends or this process is asked to stop.

    Gives a function: True while the worker runs. `delay`: how long servers go on once asked.
    """
    # Running until found ended: a server that has just started is not unready for that.
    running = Counter(each.kind for each in handovers)
    tasks = [
        asyncio.create_task(_kept(each, asked, running, delay), name=each.kind)
        for each in handovers
    ]
    try:
        yield lambda: running[Kind.WORKER] > 0
    finally:
        asked.begun.set()
        # Each ends in order whatever befell another one.
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept(
    handover: Handover, asked: Stopping, running: "Counter[Kind]", delay: float
) -> None:
    """Keep one sibling running: started again, after a pause, whenever it ends."""
    stop = asked.begun
    stopping = asyncio.create_task(stop.wait())
    pause = FIRST_PAUSE_SECONDS
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        try:
            process = await _started(handover)
        except OSError as error:
            # No memory or no process left: as much an end as any other, tried again likewise.
            code = error.errno
        else:
            ended = asyncio.create_task(process.wait())
            await asyncio.wait((ended, stopping), return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await _stopped(process, ended, asked.hurried, delay)
                break
            code = process.returncode
        running[handover.kind] -= 1
        _log.error("ALERT a process ended", kind=handover.kind, code=code)
        lasted = asyncio.get_running_loop().time() - began
        pause = FIRST_PAUSE_SECONDS if lasted > LONGEST_PAUSE_SECONDS else pause
        await asyncio.wait((stopping,), timeout=pause)
        running[handover.kind] += 1
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
    stopping.cancel()


async def _started(handover: Handover) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ordonnance.doors.sibling",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        # Ctrl-C is for the first process, which stops the others in order.
        start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(msgspec.json.encode(handover) + b"\n")
    return process


async def _stopped(
    process: asyncio.subprocess.Process,
    ended: "asyncio.Task[int]",
    hurried: asyncio.Event,
    delay: float,
) -> None:
    assert process.stdin is not None
    process.stdin.write(STOP)
    process.stdin.close()
    hurry = asyncio.create_task(hurried.wait())
    await asyncio.wait(
        (ended, hurry), timeout=delay + STOPPING_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    hurry.cancel()
    if hurried.is_set() and not ended.done():
        # Its second request: it no longer waits for what runs either.
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait((ended,), timeout=STOPPING_SECONDS)
    if not ended.done():
        _log.error("ALERT a process did not stop and was killed", pid=process.pid)
        process.kill()
        await ended
