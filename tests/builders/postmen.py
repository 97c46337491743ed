"""A postman that does what it is told: takes, refuses, loses its answer, dies."""

from collections import Counter
from dataclasses import dataclass, field

from ordonnance.domain.letters import OpenBox
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from tests.builders.mail import SAMU


class Died(BaseException):
    """The process ends there: nothing after it runs."""


@dataclass
class Handing:
    """A letter prepared: its end does what the postman was told."""

    postman: "Postman"
    envelope: Envelope
    abandoned: bool = False

    async def finish(self) -> str:
        """Take it, or not."""
        told = self.postman.at_end.pop(0) if self.postman.at_end else None
        taken = told is None or (isinstance(told, Died) and self.postman.dies_after_taking)
        if taken or (isinstance(told, MailTrouble) and told.trouble is Trouble.UNSURE):
            self.postman.took[self.envelope.id, self.envelope.recipient] += 1
        if told is not None:
            raise told
        return "250"

    async def abandon(self) -> None:
        """Leave without ending."""
        self.abandoned = True
        self.postman.abandoned += 1


@dataclass
class Postman:
    """The port `Postman`. `before` and `at_end` are what goes wrong, in order; None: nothing."""

    sends: set[str] = field(default_factory=lambda: {str(SAMU.address)})
    sessions: set[OpenBox] = field(default_factory=set)
    """The mailboxes that somebody's session opens, beside those that send with a certificate."""
    before: list[BaseException | None] = field(default_factory=list)
    at_end: list[BaseException | None] = field(default_factory=list)
    dies_after_taking: bool = False
    took: Counter[tuple[str, str]] = field(default_factory=Counter)
    abandoned: int = 0

    def senders(self) -> frozenset[OpenBox]:
        """The mailboxes that can send."""
        return frozenset({*map(OpenBox, self.sends), *self.sessions})

    async def prepare(self, envelope: Envelope, content: bytes) -> Handing:
        """Everything up to the end."""
        assert content
        if self.before and (trouble := self.before.pop(0)) is not None:
            raise trouble
        return Handing(self, envelope)
