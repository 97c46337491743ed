"""A mailbox tried: it writes to itself, and its history says what came back, and when.

Everything is written on the letter, so that whoever looks, in any process, sees the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter, LetterKind, LetterState
from ordonnance.usecases.mail.posting import known
from ordonnance.usecases.mail.sending import happened
from ordonnance.usecases.ports.letters import Letters

PATIENCE = timedelta(minutes=2)
"""Beyond this, what has not come back is told missing; it may still come."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found, in seconds since it was asked; None: not yet, or not in time.

    `code` is that of a refusal or of a bounce. `answers` False: no receipt is expected there (the
    mailboxes of a demonstration send none).
    """

    id: str
    asked_at: datetime
    handed: float | None
    arrived: float | None
    receipt: float | None
    bounced: bool
    code: str
    late: bool
    answers: bool = True

    @property
    def whole(self) -> bool:
        """True when everything came back."""
        told = self.receipt is not None or not self.answers
        return self.handed is not None and self.arrived is not None and told

    @property
    def over(self) -> bool:
        """True when nothing more is waited for."""
        return self.whole or self.bounced or self.late


def trial_of(letter: Letter, now: datetime, *, answers: bool = True) -> Trial:
    """The trial that this letter tells of, at that instant."""
    return Trial(
        letter.id,
        letter.written_at,
        _since(letter, Event.TAKEN),
        _since(letter, Event.READ),
        _since(letter, Event.DELIVERED),
        letter.state is LetterState.BOUNCED,
        letter.code,
        now - letter.written_at > PATIENCE,
        answers,
    )


async def tried(letters: Letters, id: str) -> Letter:
    """The letter of a trial. Raises Refusal MAIL_UNKNOWN, of any other letter too."""
    letter = await known(letters, id)
    if letter.kind is not LetterKind.TRIAL:
        raise Refusal.of("MAIL_UNKNOWN")
    return letter


async def arrived(letters: Letters, id: str, at: datetime) -> Letter | None:
    """Write that the message was found in the mailbox."""
    return await happened(letters, id, Event.READ, at)


def awaited_in_the_box(letter: Letter) -> bool:
    """True while the message may be in the mailbox and was not found there."""
    over = letter.state.unsent and letter.state is not LetterState.HANDING
    return not over and not letter.state.over and _since(letter, Event.READ) is None


def _since(letter: Letter, event: Event) -> float | None:
    first = next((step.at for step in letter.history if step.event is event), None)
    return None if first is None else max(0.0, (first - letter.written_at).total_seconds())
