"""The port `SheetFiles`: each file is read by a process of its own, a few at a time."""

import asyncio

import msgspec

from ordonnance.adapters.scans.limits import WALL_SECONDS
from ordonnance.adapters.scans.sandbox import asked
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE, FileKind, Presented

AT_ONCE = 2
"""Files read at the same time: the others wait."""


class FileAnswer(msgspec.Struct, forbid_unknown_fields=True):
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
            return presented(await asked("ordonnance.adapters.scans.child", content, self._seconds))


def presented(said: bytes) -> Presented:
    """What the process says of a file. Raises Refusal with a FILE_ code."""
    return shown(msgspec.json.decode(said, type=FileAnswer))


def shown(answer: FileAnswer) -> Presented:
    """The same of an answer already decoded. Raises Refusal with a FILE_ code."""
    if answer.kind is None:
        raise Refusal.of(answer.refused, **answer.facts)
    return Presented(
        answer.kind, answer.pages, answer.codes, answer.words, answer.looks, answer.attached
    )
