"""One message on its way: its state, and the only table of what leads from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ordonnance.domain.mssante import MssAddress

LATE_AFTER = timedelta(minutes=5)
"""Beyond this, a letter that has not left is an alarm: nobody received the prescription."""

MOST_STEPS = 60
"""Steps of its history that a letter keeps, the first ones and the last."""


@dataclass(frozen=True, slots=True, order=True)
class OpenBox:
    """A mailbox as it opens: with its certificate where `person` is empty, else in the session of
    that person alone, however many share the mailbox. `person` is a `person_key`: never logged."""

    address: str
    person: str = ""

    def __repr__(self) -> str:
        return "OpenBox(•••)"


class LetterKind(StrEnum):
    """What a letter is for."""

    PRESCRIPTION = "prescription"
    WITHDRAWAL = "withdrawal"
    TRIAL = "trial"
    RECEIPT = "receipt"
    """What a reader returns to who asked for it."""
    ENDING = "ending"
    """The last message of an exchange with a patient."""
    REMINDER = "reminder"
    """A questionnaire of a présérie waits for its answer."""

    @property
    def awaited(self) -> bool:
        """True when somebody waits for it: it alarms when it stays."""
        return self not in (LetterKind.RECEIPT, LetterKind.ENDING, LetterKind.REMINDER)


class LetterState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    """Who wrote it has no live session: « non envoyé, reconnectez-vous »."""
    READY = "ready"
    HANDING = "handing"
    """Being handed over, or the server's answer was lost: it may have left."""
    HANDED = "handed"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"

    @property
    def unsent(self) -> bool:
        """True until a server is known to have taken it."""
        return self in (LetterState.WAITING, LetterState.READY, LetterState.HANDING)

    @property
    def over(self) -> bool:
        """True when it reaches nobody: another recipient may then be chosen."""
        return self in (LetterState.BOUNCED, LetterState.WITHDRAWN, LetterState.CANCELLED)


class Event(StrEnum):
    """What happens to a letter."""

    TOKEN = "token"
    TOKEN_GONE = "token_gone"
    PUT_OFF = "put_off"
    """Not handed over this time, and certainly not taken this time."""
    HANDING = "handing"
    NOT_TAKEN = "not_taken"
    """The server answered « later » at the end: certainly not taken, this time nor before."""
    UNSURE = "unsure"
    """No answer after the end: perhaps taken."""
    TAKEN = "taken"
    REFUSED = "refused"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    READ = "read"
    NOT_FILED = "not_filed"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    WARNED = "warned"
    NOTED = "noted"
    """A report came that nothing proves: it changes nothing, and its outcome is the code."""


_W, _R, _G, _H, _D, _B, _X, _C = (
    LetterState.WAITING,
    LetterState.READY,
    LetterState.HANDING,
    LetterState.HANDED,
    LetterState.DELIVERED,
    LetterState.BOUNCED,
    LetterState.WITHDRAWN,
    LetterState.CANCELLED,
)

_ONCE_LEFT = (Event.TAKEN, Event.DELAYED, Event.DELIVERED, Event.READ, Event.NOT_FILED)
_TOLD_LATER = (*_ONCE_LEFT, Event.BOUNCED)

TRANSITIONS: Mapping[LetterState, Mapping[Event, LetterState]] = {
    _W: {
        Event.TOKEN: _R,
        Event.CANCELLED: _C,
        Event.WARNED: _W,
    },
    _R: {
        Event.TOKEN_GONE: _W,
        Event.PUT_OFF: _R,
        Event.HANDING: _G,
        Event.CANCELLED: _C,
        Event.REFUSED: _B,
        Event.WARNED: _R,
    },
    # Perhaps it left: a report proves that it did, and only a withdrawal takes it back.
    _G: {
        Event.TOKEN_GONE: _G,
        Event.PUT_OFF: _G,
        Event.HANDING: _G,
        Event.NOT_TAKEN: _R,
        Event.UNSURE: _G,
        Event.TAKEN: _H,
        Event.REFUSED: _B,
        Event.DELAYED: _H,
        Event.DELIVERED: _D,
        Event.READ: _D,
        Event.NOT_FILED: _D,
        Event.BOUNCED: _B,
        Event.WARNED: _G,
        Event.NOTED: _G,
    },
    _H: {
        Event.TAKEN: _H,
        Event.DELAYED: _H,
        Event.DELIVERED: _D,
        Event.READ: _D,
        Event.NOT_FILED: _D,
        Event.BOUNCED: _B,
        Event.WITHDRAWN: _X,
        Event.NOTED: _H,
    },
    # A bounce after a delivery: a server further on gave it up, or somebody forged it. Who sent
    # must know; the prescription stays held until a person withdraws it.
    _D: {
        Event.TAKEN: _D,
        Event.DELAYED: _D,
        Event.DELIVERED: _D,
        Event.READ: _D,
        Event.NOT_FILED: _D,
        Event.BOUNCED: _D,
        Event.WITHDRAWN: _X,
        Event.NOTED: _D,
    },
    # What is over stays over: another recipient may have been chosen since.
    _B: {**dict.fromkeys((*_TOLD_LATER, Event.NOTED), _B), Event.WITHDRAWN: _X},
    _X: dict.fromkeys((*_TOLD_LATER, Event.WITHDRAWN, Event.NOTED), _X),
    _C: {},
}
"""By state, the events that may happen there and the state that each leads to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a letter's history; `code` is that of a server or of a report, often empty."""

    at: datetime
    event: Event
    code: str = ""


class NotPossible(ValueError):
    """This event cannot happen to a letter in this state."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `id` is its Message-ID; `concerns` what it is about: a number, or its own id.

    `doubts` counts the times it may have left without the server's answer reaching us. `digests`
    are the SHA-256 of its files, in hexadecimal. `about` is the letter that this one takes back.
    `writer` is the person whose session it leaves in, empty when it is `unattended`.
    """

    id: str
    kind: LetterKind
    concerns: str
    sender: str
    unattended: bool
    recipient: str
    state: LetterState
    version: int
    written_at: datetime
    due_at: datetime
    attempts: int = 0
    doubts: int = 0
    warned: bool = False
    about: str | None = None
    digests: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    writer: str = ""

    def __repr__(self) -> str:
        return f"Letter({self.id}, {self.state})"

    @property
    def box(self) -> OpenBox:
        """The mailbox that it leaves from, as it must be open."""
        return OpenBox(self.sender, self.writer)

    @property
    def holds(self) -> bool:
        """True while no other recipient may receive the same prescription."""
        return self.kind is LetterKind.PRESCRIPTION and not self.state.over

    @property
    def left(self) -> bool:
        """True when a server took it, or a report said so: somebody may have it."""
        return any(step.event in _TOLD_LATER for step in self.history)

    @property
    def to_patient(self) -> bool:
        """True of a letter to a patient's mailbox."""
        return MssAddress.parse(self.recipient).is_patient

    @property
    def code(self) -> str:
        """The last code told and believed, empty when there is none."""
        return next((step.code for step in reversed(self._believed) if step.code), "")

    @property
    def came_back(self) -> bool:
        """True when a server gave it up, even after it was said to have arrived."""
        last = self._believed[-1].event if self._believed else None
        return self.state is LetterState.BOUNCED or last is Event.BOUNCED

    @property
    def unproven(self) -> frozenset[str]:
        """What reports said of it that nothing proves."""
        return frozenset(step.code for step in self.history if step.event is Event.NOTED)

    @property
    def _believed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.history if step.event is not Event.NOTED)

    @property
    def read(self) -> bool:
        """True when a receipt said that it was shown."""
        return any(step.event is Event.READ for step in self.history)

    def late(self, now: datetime) -> bool:
        """True when it should have left by now."""
        waited = self.kind.awaited and self.state.unsent
        return waited and now - self.written_at >= LATE_AFTER

    def after(self, event: Event, at: datetime, code: str = "") -> "Letter":
        """The letter after an event. Raises NotPossible."""
        led = TRANSITIONS[self.state].get(event)
        if led is None:
            raise NotPossible(f"{event} cannot happen to a letter {self.state}")
        again = self.state is LetterState.HANDING and event is Event.HANDING
        history = (*self.history, Step(at, event, code))
        if len(history) > MOST_STEPS:
            history = (*history[: MOST_STEPS // 2], *history[-(MOST_STEPS // 2) :])
        return replace(
            self,
            state=led,
            history=history,
            doubts=self.doubts + again,
            warned=self.warned or event is Event.WARNED,
        )
