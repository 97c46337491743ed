"""The inbox of a mailbox: what arrived, by arrival."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message that arrived. `id` holds as long as the mailbox is not made anew."""

    id: str
    at: datetime
    size: int
    seen: bool
    served: bool


class Inbox(Protocol):
    """One mailbox. Raises MailTrouble: TOKEN, LATER (out of reach, message gone)."""

    async def listed(self, limit: int) -> Sequence[Arrived]:
        """The last to arrive, the oldest of them first; what is archived left out."""

    async def fetch(self, id: str) -> bytes:
        """The bytes of one; it is not marked as seen."""

    async def mark(self, id: str, *, served: bool) -> None:
        """Mark one as seen, and as served or not."""

    async def archive(self, id: str) -> None:
        """Put one away; one that is gone already is no trouble."""
