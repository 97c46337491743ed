"""What a process beside the first one of a base does: serve, or deliver.

The first process hands it what it needs on its standard input, where it also says when to stop
(`ordonnance.bootstrap.siblings`).
"""

import asyncio
import contextlib
import os
import sys
from pathlib import Path

import uvloop

from ordonnance.bootstrap.opening import Prepared, joined
from ordonnance.bootstrap.siblings import STOP, Handover, Kind, handed
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.working import drain_outbox
from ordonnance.doors.api.logs import configure_logs
from ordonnance.doors.api.sharing import shared_by
from ordonnance.doors.serving import listen, served
from ordonnance.settings import read_settings

WORKER_NICENESS = 10
AUTOGROUP = Path("/proc/self/autogroup")


def run() -> None:
    """Serve or deliver until the standard input ends or SIGTERM comes."""
    configure_logs(read_settings().log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run())


async def _run() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer)
    line = await reader.readline()
    if not line:
        return
    stopping = Stopping()
    stopping.on_signals()
    watching = asyncio.create_task(_until_end(reader, stopping))
    await _work(line, stopping)
    watching.cancel()


async def _until_end(reader: asyncio.StreamReader, stopping: Stopping) -> None:
    """The end of the input without a word is the end of the first process."""
    if await reader.read() == STOP:
        stopping.ask()
    else:
        stopping.leave()


async def _work(line: bytes, stopping: Stopping) -> None:
    given, made = handed(line)
    match given.kind:
        case Kind.WORKER:
            _give_way()
            await drain_outbox(made, stopping, beside=shared_by)
        case Kind.SERVER:
            await _serve(given, made, stopping)


def _give_way() -> None:
    """Let requests come first: what waits leaves when the machine has time."""
    os.nice(WORKER_NICENESS)
    # Where Linux shares its processors among sessions, niceness counts within a session only, and
    # this process has a session of its own: that session gives way too. Elsewhere: no such file.
    with contextlib.suppress(OSError):
        AUTOGROUP.write_text(str(WORKER_NICENESS))


async def _serve(given: Handover, made: Prepared, stopping: Stopping) -> None:
    async with joined(made, drains=False, stopping=stopping) as platform:
        # Only now: a process that waits for the database must not hold the port.
        listening = listen(given.host, given.port, shared=True)
        await served(platform, listening, made.opening.settings.stop_delay)
