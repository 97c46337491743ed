"""The messages of a pharmacy as its list and its page show them: words, shapes, addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.usecases.mail.inbox import FileKind, Listed, MessageState, Sender

ANNOUNCED = {
    "prescription": "Ordonnance",
    "clinical": "Document de santé",
    "files": "Pièces jointes",
    "words": "Message sans pièce jointe",
    "report": "Accusé",
    "": "Illisible",
}
"""What a message says that it carries, in a word."""

STATES = {
    MessageState.NEW: ("information", "Nouveau"),
    MessageState.OPENED: ("partie", "Ouvert"),
    MessageState.SERVED: ("bon", "Servi"),
}
"""Shape and word of each state."""

FILES = {
    FileKind.PDF: "PDF",
    FileKind.ARCHIVE: "Archive IHE_XDM",
    FileKind.DOCUMENT: "Document CDA",
    FileKind.JPEG: "Photographie JPEG",
    FileKind.PNG: "Image PNG",
}
"""What a file is called: its own name comes from outside and is not shown."""

_MESSAGE = "message:"
_ARCHIVED = "archived:"
_KIB = 1024


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One line of the list; `handle` stands for the message in addresses."""

    handle: str
    at: datetime
    state: MessageState
    shape: str
    word: str
    sender: Sender | None
    subject: str
    announced: str
    trouble: str
    receipt: bool = False
    """Opening it returns the receipt that it asks for."""

    def __repr__(self) -> str:
        return f"MessageRow({self.state})"


@dataclass(frozen=True, slots=True)
class MessageRows:
    """The list in its parts: what waits, what is served, what only says that something arrived."""

    waiting: tuple[MessageRow, ...]
    served: tuple[MessageRow, ...]
    reports: tuple[MessageRow, ...]


def rows_of(listed: Iterable[Listed], session: SignedIn) -> MessageRows:
    """The list for this session."""
    waiting, served, reports = [], [], []
    for each in listed:
        shape, word = STATES[each.state]
        row = MessageRow(
            handle_of(each.id, session), each.at, each.state, shape, word, each.sender,
            each.subject, ANNOUNCED[each.announced], each.trouble, each.receipt,
        )  # fmt: skip
        if each.state is MessageState.SERVED:
            served.append(row)
        elif each.announced == "report":
            reports.append(row)
        else:
            waiting.append(row)
    return MessageRows(tuple(waiting), tuple(served), tuple(reports))


def handle_of(id: str, session: SignedIn) -> str:
    """What stands for a message in the addresses of this session."""
    return session.sealed(f"{_MESSAGE}{id}")


def id_of(handle: str, session: SignedIn) -> str | None:
    """The message of a handle; None for one that this session was not given."""
    opened = session.opened(handle) or ""
    return opened.removeprefix(_MESSAGE) if opened.startswith(_MESSAGE) else None


def place_handle(place: str, session: SignedIn) -> str:
    """What stands for where a message was archived, in the addresses of this session."""
    return session.sealed(f"{_ARCHIVED}{place}")


def place_of(handle: str, session: SignedIn) -> str | None:
    """The place of a handle; None for one that this session was not given."""
    opened = session.opened(handle) or ""
    return opened.removeprefix(_ARCHIVED) if opened.startswith(_ARCHIVED) else None


def weight(size: int) -> str:
    """« 84 Kio », « 1,2 Mio »."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))}\u202fKio"
    return f"{size / _KIB / _KIB:.1f}".replace(".", ",") + "\u202fMio"
