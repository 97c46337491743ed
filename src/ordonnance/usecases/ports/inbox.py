"""The inbox of a mailbox: what arrived, by arrival. What is marked there, other software sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

LARGEST_HEAD = 64 * 1024
"""Bytes of the headers of a message that are read before it is opened."""


class Mark(StrEnum):
    """What is said of a message in its mailbox, beside « seen »; the values are IMAP keywords."""

    SERVED = "$Servie"
    RECEIPTED = "$MDNSent"
    """Its receipt was sent, by this software or another (RFC 3503)."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message that arrived. `id` holds as long as the mailbox is not made anew."""

    id: str
    at: datetime
    size: int
    seen: bool
    served: bool
    receipted: bool = False


class Inbox(Protocol):
    """One mailbox. Raises MailTrouble: TOKEN, LATER (out of reach, message gone)."""

    async def listed(self, limit: int) -> Sequence[Arrived]:
        """The last to arrive, the oldest of them first; what is archived left out."""

    async def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The headers of each, LARGEST_HEAD bytes at most; those that are gone left out."""

    async def fetch(self, id: str) -> bytes:
        """The bytes of one; it is not marked as seen."""

    async def seen(self, id: str, *marks: Mark) -> None:
        """Mark one as seen, and as that too."""

    async def mark(self, id: str, *, served: bool) -> None:
        """Mark one as seen, and as served or not."""

    async def archive(self, id: str) -> str | None:
        """Put one away; where it lies then, None when the mailbox does not say or it was gone."""

    async def restore(self, place: str) -> None:
        """Put back what lies at that place; what is not there any more is no trouble."""
