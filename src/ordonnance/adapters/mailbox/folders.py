"""Mailboxes in a folder: the secure mail of a demonstration, which reaches nobody else.

A message is a file, each of its marks an empty file beside it: two processes that mark the same
message never undo each other. What is here is fictitious, and in clear.
"""

import asyncio
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mssante import TrustSpace, require_trusted
from ordonnance.usecases.ports.inbox import LARGEST_HEAD, Arrived, Mark
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble

_MESSAGE, _SEEN, _ARCHIVE = ".eml", ".seen", "archive"
_MARKS = {Mark.SERVED: ".served", Mark.RECEIPTED: ".receipted"}


class FolderInbox:
    """The port `Inbox`, of one mailbox of the folder."""

    def __init__(self, folder: Path, address: MssAddress) -> None:
        # An address may name somebody: no file is called after it.
        self._box = folder / sha256(str(address).encode()).hexdigest()[:16]

    async def listed(self, limit: int) -> Sequence[Arrived]:
        """The last to arrive."""
        return await asyncio.to_thread(lambda: list(self._arrived())[-limit:] if limit else [])

    async def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The headers of each."""
        return await asyncio.to_thread(lambda: dict(self._heads(ids)))

    async def fetch(self, id: str) -> bytes:
        """The bytes of one."""
        return await asyncio.to_thread(self._path(id).read_bytes)

    async def seen(self, id: str, *marks: Mark) -> None:
        """Mark one as seen, and as that too."""
        path = self._path(id)
        for ending in (_SEEN, *(_MARKS[each] for each in marks)):
            path.with_suffix(ending).touch()

    async def mark(self, id: str, *, served: bool) -> None:
        """Mark one as seen, and as served or not."""
        await self.seen(id, *((Mark.SERVED,) if served else ()))
        if not served:
            self._path(id).with_suffix(_MARKS[Mark.SERVED]).unlink(missing_ok=True)

    async def archive(self, id: str) -> str | None:
        """Put one away."""
        try:
            path = self._path(id)
            (self._box / _ARCHIVE).mkdir(exist_ok=True)
            path.rename(self._box / _ARCHIVE / path.name)
        except (MailTrouble, FileNotFoundError):
            # Gone already: somebody else put it away.
            return None
        return id

    async def restore(self, place: str) -> None:
        """Put one back, with its marks."""
        name = f"{place}{_MESSAGE}"
        if place.isdecimal() and (self._box / _ARCHIVE / name).is_file():
            (self._box / _ARCHIVE / name).rename(self._box / name)

    def deliver(self, content: bytes) -> None:
        """Put a message there, whole or not at all."""
        self._box.mkdir(parents=True, exist_ok=True)
        written = self._box / f".{os.getpid()}.{sha256(content).hexdigest()[:16]}"
        written.write_bytes(content)
        taken = [int(each.stem) for each in self._box.rglob(f"*{_MESSAGE}")]
        for rank in count(max(taken, default=0) + 1):
            try:
                os.link(written, self._box / f"{rank:010d}{_MESSAGE}")
            except FileExistsError:
                continue
            written.unlink()
            return

    def _arrived(self) -> Iterator[Arrived]:
        for path in sorted(self._box.glob(f"[0-9]*{_MESSAGE}")):
            told = path.stat()
            yield Arrived(
                id=path.stem,
                at=datetime.fromtimestamp(told.st_mtime, UTC),
                size=told.st_size,
                seen=path.with_suffix(_SEEN).exists(),
                served=path.with_suffix(_MARKS[Mark.SERVED]).exists(),
                receipted=path.with_suffix(_MARKS[Mark.RECEIPTED]).exists(),
            )

    def _heads(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for id in ids:
            with self._path(id).open("rb") as opened:
                start = opened.read(LARGEST_HEAD)
            yield id, start.partition(b"\r\n\r\n")[0]

    def _path(self, id: str) -> Path:
        path = self._box / f"{id}{_MESSAGE}"
        if not id.isdecimal() or not path.is_file():
            raise MailTrouble(Trouble.LATER, "GONE")
        return path


class FolderPostman:
    """The port `Postman`: what leaves one of these mailboxes arrives in another, at once."""

    def __init__(self, folder: Path, addresses: frozenset[str], trust: TrustSpace) -> None:
        self._folder = folder
        self._addresses = addresses
        self._trust = trust

    def senders(self) -> frozenset[OpenBox]:
        """All of them: nobody has a session at an operator here."""
        return frozenset(map(OpenBox, self._addresses))

    async def prepare(self, envelope: Envelope, content: bytes) -> "FolderEnding":
        """Everything up to the end. Raises MailTrouble, Refusal (white list)."""
        recipient = require_trusted(envelope.recipient, self._trust.current())
        path = f"Return-Path: <{envelope.box.address}>\r\n".encode("ascii")
        return FolderEnding(FolderInbox(self._folder, recipient), path + content)


class FolderEnding:
    """A message that is not in its mailbox yet."""

    def __init__(self, inbox: FolderInbox, content: bytes) -> None:
        self._inbox = inbox
        self._content = content

    async def finish(self) -> str:
        """Deliver it."""
        await asyncio.to_thread(self._inbox.deliver, self._content)
        return "2.0.0"

    async def abandon(self) -> None:
        """Forget it: nothing was written."""
        self._content = b""
