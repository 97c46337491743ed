"""Ask the embedded PostgreSQL one thing, and hold it from another process."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg


def ask(dsn: str, act: Callable[[Any], Awaitable[Any]]) -> Any:
    """What `act` answers, given a connection of its own."""

    async def connected() -> Any:
        connection = await asyncpg.connect(dsn)
        try:
            return await act(connection)
        finally:
            await connection.close()

    return asyncio.run(connected())


def run(dsn: str, sql: str, *arguments: object) -> Any:
    """The first value that a statement gives."""
    return ask(dsn, lambda connection: connection.fetchval(sql, *arguments))


def a_holder(data: Path) -> subprocess.Popen[str]:
    """Another process of ours that starts the server, says its pid and waits."""
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from ordonnance.adapters.postgres_server import start\n"
        "print(start(Path(sys.argv[1])).pid, flush=True)\ntime.sleep(600)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(data)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut would."""
    process.kill()
    process.communicate()
