"""A message taken apart: read in a process of its own, a few at a time."""

import asyncio

import msgspec

from ordonnance.adapters.scans.limits import WALL_SECONDS
from ordonnance.adapters.scans.sandbox import asked
from ordonnance.domain.errors import Refusal
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mail.inbox import FileKind

PROGRAM = "ordonnance.bootstrap.message_child"
AT_ONCE = 2
"""Messages read at the same time: the others wait."""


class TakenFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a message; what is told of it is told by whoever sent it."""

    kind: FileKind
    content: bytes
    trouble: str = ""
    title: str = ""
    number: str = ""
    patient: str = ""
    ins: str = ""

    def __repr__(self) -> str:
        return f"TakenFile({self.kind}, {len(self.content)} octets)"


class Taken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message: who says to have sent it, its words, its files. `refused`: it cannot be read."""

    id: str = ""
    sender_name: str = ""
    sender: str = ""
    subject: str = ""
    text: str = ""
    codes: tuple[str, ...] = ()
    asks_receipt_to: str = ""
    receipt_to_sender: bool = False
    ends_exchange: bool = False
    report: str = ""
    files: tuple[TakenFile, ...] = ()
    left_out: int = 0
    refused: str = ""
    facts: dict[str, str] = {}

    @property
    def address(self) -> MssAddress | None:
        """That of who says to have sent it."""
        return MssAddress.parse(self.sender) if self.sender else None

    def __repr__(self) -> str:
        return f"Taken({len(self.files)} files)"


class SandboxedMessages:
    """Takes messages apart. They live in memory only, ours and the process's."""

    def __init__(self, seconds: float = WALL_SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def taken(self, body: bytes) -> Taken:
        """What a message holds. Raises Refusal MESSAGE_UNREADABLE."""
        async with self._turns:
            try:
                said = await asked(PROGRAM, body, self._seconds)
            except Refusal as refusal:
                reason = "il demande trop de temps ou de mémoire"
                raise Refusal.of("MESSAGE_UNREADABLE", reason=reason) from refusal
        found = msgspec.json.decode(said, type=Taken)
        if found.refused:
            raise Refusal.of(found.refused, **found.facts)
        return found
