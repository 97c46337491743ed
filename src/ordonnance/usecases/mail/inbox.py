"""The mailbox of a pharmacy: what its people see of it, and nobody else.

The state of a message stands in the mailbox itself, so that other software sees the same; what an
ordonnance still allows stands in the base alone, whichever message brought it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import LineState
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports.inbox import Arrived
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from ordonnance.usecases.results import Dispensed

MOST_LISTED = 100
"""Messages shown, the last to arrive: what is done with is archived."""


class MessageState(StrEnum):
    """Where a message is, as the mailbox says it. An archived one has left the list."""

    NEW = "new"
    OPENED = "opened"
    SERVED = "served"


class FileKind(StrEnum):
    """What may be taken out of a message; told by the first bytes, never by a name."""

    PDF = "pdf"
    ARCHIVE = "zip"
    DOCUMENT = "xml"
    """A CDA document, out of its archive."""
    JPEG = "jpeg"
    PNG = "png"

    @property
    def media(self) -> str:
        """Its media type."""
        return _MEDIA[self]


_MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.ARCHIVE: "application/zip",
    FileKind.DOCUMENT: "application/xml",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who says to have sent a message. `trusted` None: there is no white list to say.

    Of a patient the matricule INS is shown, not the address (Ref. #2, ECO.3.1.2).
    """

    name: str
    address: MssAddress | None
    trusted: bool | None

    def __repr__(self) -> str:
        return "Sender(•••)"

    @property
    def is_patient(self) -> bool:
        """True of Mon espace santé (ECO.3.1.1)."""
        return self.address is not None and self.address.is_patient

    @property
    def ins(self) -> str:
        """The matricule of a patient's mailbox, in its groups; empty for anybody else."""
        if self.address is None or not (self.is_patient and self.address.names_a_matricule):
            return ""
        text = self.address.local.upper()
        cuts = (0, 1, 3, 5, 7, 10, 13, 15)
        return " ".join(text[first:last] for first, last in pairwise(cuts))

    @property
    def shown(self) -> str:
        """The name, else what names them least badly."""
        if self.name:
            return self.name
        if self.address is None:
            return "Expéditeur sans adresse"
        return "Patient sans nom affiché" if self.is_patient else str(self.address)


def sender_of(name: str, address: MssAddress | None, trusted: WhiteList | None) -> Sender:
    """Who says to have sent, against the white list in service."""
    known = None if trusted is None else address in trusted
    return Sender(name, address, known)


def state_of(arrived: Arrived) -> MessageState:
    """What the marks of the mailbox say."""
    if arrived.served:
        return MessageState.SERVED
    return MessageState.OPENED if arrived.seen else MessageState.NEW


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. `announced` is what the message says to carry; empty: `trouble`."""

    id: str
    at: datetime
    state: MessageState
    sender: Sender | None
    subject: str
    announced: str
    trouble: str = ""
    receipt: bool = False
    """A receipt is asked for by who sent, and was not returned yet."""

    def __repr__(self) -> str:
        return f"Listed({self.id}, {self.state})"


def box_of(caller: Caller, boxes: Mapping[str, MssAddress]) -> MssAddress:
    """The mailbox of the structure where the caller acts: the token says which.

    Raises Refusal NOT_ALLOWED, INBOX_NONE.
    """
    require_role(caller, Act.INBOX)
    box = boxes.get(caller.place.key) if caller.place else None
    if box is None:
        raise Refusal.of("INBOX_NONE")
    return box


def refusal_of(trouble: MailTrouble) -> Refusal:
    """What a mailbox that does not answer as expected means for who reads there."""
    if trouble.trouble is Trouble.TOKEN:
        return Refusal.of("INBOX_SESSION")
    if trouble.code in ("GONE", "MAILBOX_CHANGED"):
        return Refusal.of("INBOX_MESSAGE_GONE")
    if trouble.code == "TOO_LARGE":
        return Refusal.of("MESSAGE_UNREADABLE", reason="il est trop grand")
    return Refusal.of("INBOX_UNREACHABLE", code=trouble.code)


_OVER = (LineState.EXECUTED, LineState.CANCELLED, LineState.REPLACED, LineState.EXPIRED)


def handled(done: Dispensed, day: date) -> bool:
    """True when a dispensing left nothing that was due that day: its message is then served.

    A renewal that comes later leaves the ordonnance open, and its message done with.
    """
    said = {each.line for each in done.served} | {each.line for each in done.declined}
    return all(
        line.line in said
        or line.state in _OVER
        or (line.next_on is not None and line.next_on > day)
        for line in done.lines
    )
