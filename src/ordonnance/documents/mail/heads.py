"""The headers of a message that arrived: what a list shows of it before anybody opens it."""

from dataclasses import dataclass
from enum import StrEnum

from ordonnance.documents.mail.message import PREFIX, MessageId
from ordonnance.documents.mail.parsing import MessageUnreadable, header, ids, mailbox, parsed
from ordonnance.documents.mail.reading import ends_exchange
from ordonnance.domain.mssante import MssAddress

PRESCRIPTION_CODES = frozenset({"57833-6"})
"""LOINC codes of the documents that prescribe health products (X-MSS-CODECDA)."""

_BLANK = b"\r\n\r\n"


class Announced(StrEnum):
    """What a message says that it carries; only its content proves it."""

    PRESCRIPTION = "prescription"
    CLINICAL = "clinical"
    """Documents of health that are no prescription."""
    FILES = "files"
    WORDS = "words"
    REPORT = "report"
    """A receipt, a delivery notice."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is told of a message unopened. `subject` is without its technical prefix (ECO.3.1.3).

    `asks_receipt_to` and `receipt_to_sender` as in `reading.Received`.
    """

    id: MessageId | None
    sender_name: str
    sender: MssAddress | None
    subject: str
    announced: Announced
    asks_receipt_to: MssAddress | None
    receipt_to_sender: bool
    ends_exchange: bool

    def __repr__(self) -> str:
        return f"Head({self.announced})"


def head_of(headers: bytes) -> Head:
    """Read the headers. Raises MessageUnreadable."""
    tree = parsed(headers.rstrip(b"\r\n") + _BLANK)
    name, sender = mailbox(tree, "From")
    _, asks = mailbox(tree, "Disposition-Notification-To")
    _, back = mailbox(tree, "Return-Path")
    subject = header(tree, "Subject")
    codes = {each.strip() for each in header(tree, "X-MSS-CODECDA", 200).split(",")} - {""}
    return Head(
        id=next(iter(ids(tree, "Message-ID")), None),
        sender_name=name,
        sender=sender,
        subject=subject.removeprefix(PREFIX),
        announced=_announced(codes, subject, tree.get_content_type()),
        asks_receipt_to=asks,
        receipt_to_sender=asks is not None and asks == (back or sender),
        ends_exchange=ends_exchange(tree),
    )


def _announced(codes: set[str], subject: str, kind: str) -> Announced:
    if kind == "multipart/report":
        return Announced.REPORT
    if codes & PRESCRIPTION_CODES:
        return Announced.PRESCRIPTION
    if codes or subject.startswith(PREFIX):
        return Announced.CLINICAL
    return Announced.FILES if kind == "multipart/mixed" else Announced.WORDS


__all__ = ["Announced", "Head", "MessageUnreadable", "head_of"]
