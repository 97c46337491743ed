"""A process begun for one reading, which lives no longer than it may."""

import asyncio
import contextlib
import os
import signal
import sys

from ordonnance.domain.errors import Refusal


async def asked(program: str, content: bytes, seconds: float) -> bytes:
    """What that module says of these bytes, within so many seconds. Raises FILE_TOO_COSTLY."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-m", program,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, env={"PATH": os.defpath}, cwd="/",
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(child.communicate(content), seconds)
    except TimeoutError:
        raise Refusal.of("FILE_TOO_COSTLY") from None
    finally:
        if child.returncode is None:
            # Its whole session, should it have begun another process.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
    if child.returncode != 0:
        # Killed by a limit, or by the file: a library that falls takes only this process.
        raise Refusal.of("FILE_TOO_COSTLY")
    return said
