"""The port `SheetFiles`: each file is read by a process of its own, a few at a time."""

import asyncio
import contextlib
import os
import signal
import sys

import msgspec

from ordonnance.adapters.scans.limits import WALL_SECONDS
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE, FileKind, Presented

AT_ONCE = 2
"""Files read at the same time: the others wait."""


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    """What the process says: a file that was read, or the code of a refusal."""

    kind: FileKind | None = None
    pages: int = 0
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    looks: tuple[bytes, ...] = ()
    attached: tuple[bytes, ...] = ()
    refused: str = ""
    facts: dict[str, str] = {}


class SandboxedSheetFiles:
    """Reads files shown as ordonnances. They live in memory only, ours and the process's."""

    def __init__(self, seconds: float = WALL_SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def read(self, content: bytes) -> Presented:
        """What the file holds. Raises Refusal with a FILE_ code."""
        if not content:
            raise Refusal.of("BODY_EMPTY")
        if len(content) > LARGEST_FILE:
            raise Refusal.of("BODY_TOO_LARGE", limit=f"{LARGEST_FILE // 1024 // 1024} Mio")
        async with self._turns:
            return presented(await self._asked(content))

    async def _asked(self, content: bytes) -> bytes:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", "ordonnance.adapters.scans.child",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env={"PATH": os.defpath}, cwd="/",
            start_new_session=True,
        )  # fmt: skip
        try:
            said, _ = await asyncio.wait_for(child.communicate(content), self._seconds)
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


def presented(said: bytes) -> Presented:
    """What the process says of a file. Raises Refusal with a FILE_ code."""
    answer = msgspec.json.decode(said, type=_Answer)
    if answer.kind is None:
        raise Refusal.of(answer.refused, **answer.facts)
    return Presented(
        answer.kind, answer.pages, answer.codes, answer.words, answer.looks, answer.attached
    )
