"""The letters of a base, and who hands them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from ordonnance.domain.letters import Letter, LetterState, OpenBox


class Letters(Protocol):
    """Letters and their bytes. Both are sealed at rest; bytes go when the letter is over."""

    async def post(self, letter: Letter, content: bytes) -> bool:
        """Keep a new letter (version 1); False when this id is there already: nothing changes.

        Raises Refusal MAIL_ANOTHER_LETTER when another one still holds what it concerns.
        """

    async def claim(
        self, boxes: frozenset[OpenBox], at: datetime, lease: timedelta, limit: int
    ) -> Sequence[Letter]:
        """Letters of these boxes that are due, unsent, and left alone by others for `lease`.

        A letter written in somebody's session is given to that session only.
        """

    async def read(self, id: str) -> Letter | None:
        """A letter by its id."""

    async def content(self, id: str) -> bytes | None:
        """Its bytes; None once they are gone."""

    async def write(self, letter: Letter) -> Letter | None:
        """Write after the version that it has; the letter written, None when another came first."""

    async def concerning(self, concerns: str) -> Sequence[Letter]:
        """The letters about one thing, the oldest first."""

    async def among(
        self, states: frozenset[LetterState], limit: int, after: Letter | None = None
    ) -> Sequence[Letter]:
        """Letters in these states, the oldest first; those that come after one, when given."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What servers are told, from which mailbox. `id` comes back in reports (ENVID, RFC 3461)."""

    id: str
    box: OpenBox
    recipient: str

    def __repr__(self) -> str:
        return f"Envelope({self.id})"


class Trouble(StrEnum):
    """What a handing over that fails means for the letter."""

    TOKEN = "token"
    """The session of the sender is not accepted: somebody signs in again."""
    LATER = "later"
    """Not taken; to be tried again."""
    REFUSED = "refused"
    """Not taken, and never will be."""
    UNSURE = "unsure"
    """Perhaps taken: the answer did not come."""


class MailTrouble(Exception):
    """A letter was not handed over. `code` is a status code or a word of ours, never a text."""

    def __init__(self, trouble: Trouble, code: str) -> None:
        super().__init__(f"{trouble} {code}")
        self.trouble, self.code = trouble, code


class Prepared(Protocol):
    """A letter that a server has received but for its end: nothing is taken yet."""

    async def finish(self) -> str:
        """End it; the code of the server that took it. Raises MailTrouble."""

    async def abandon(self) -> None:
        """Leave without ending: the server forgets it."""


class Postman(Protocol):
    """Who hands letters over, in this process."""

    def senders(self) -> frozenset[OpenBox]:
        """The mailboxes from which letters can leave now: certificates, live sessions."""

    async def prepare(self, envelope: Envelope, content: bytes) -> Prepared:
        """Everything up to the end of the message. Raises MailTrouble, Refusal (white list)."""
