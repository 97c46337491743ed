"""A message that arrives: what the pharmacy's inbox shows of it, within limits, hostile or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message as Parsed
from email.utils import parsedate_to_datetime

from ordonnance.documents.mail.message import PREFIX, MessageId
from ordonnance.documents.mail.parsing import (
    MessageUnreadable,
    content_of,
    header,
    ids,
    leaves,
    mailbox,
    parsed,
    text_of,
)
from ordonnance.documents.mail.reading_reports import read_report
from ordonnance.documents.mail.reports import Report
from ordonnance.domain.markup import LARGEST_ARCHIVE
from ordonnance.domain.mssante import MssAddress

_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_END = "[FIN]"


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived. `subject` is without its technical prefix (ECO.3.1.3).

    `archives` and `pdfs` are told by their first bytes, never by their name: those come from
    outside. `others` counts what is neither, nor text, nor a picture. `asks_receipt_to` is who asks
    for a receipt, `receipt_to_sender` whether it would go back to who sent (else a person decides:
    RFC 8098).
    """

    id: MessageId | None
    sent_at: datetime | None
    sender_name: str
    sender: MssAddress | None
    subject: str
    text: str
    archives: tuple[bytes, ...]
    pdfs: tuple[bytes, ...]
    others: int
    answers: MessageId | None
    codes: tuple[str, ...]
    ins_told: bool | None
    asks_receipt_to: MssAddress | None
    receipt_to_sender: bool
    report: Report | None
    pictures: tuple[bytes, ...] = ()
    """JPEG and PNG: patients photograph their sheets."""
    ends_exchange: bool = False
    """Who sent expects nothing any more (X-MSS-MES, ECO.2.2.8)."""

    @property
    def from_patient(self) -> bool:
        """True of a message that a patient forwards from Mon espace santé (ECO.3.1.1)."""
        return self.sender is not None and self.sender.is_patient

    def __repr__(self) -> str:
        return f"Received({self.id})"


def received(body: bytes) -> Received:
    """Read a message. Raises MessageUnreadable."""
    tree = parsed(body)
    report = read_report(tree)
    found = _Parts.of(tree) if report is None else _Parts()
    sender_name, sender = mailbox(tree, "From")
    _, asks = mailbox(tree, "Disposition-Notification-To")
    _, back = mailbox(tree, "Return-Path")
    return Received(
        id=next(iter(ids(tree, "Message-ID")), None),
        sent_at=_sent_at(tree),
        sender_name=sender_name,
        sender=sender,
        subject=header(tree, "Subject").removeprefix(PREFIX),
        text=found.text,
        archives=found.archives,
        pdfs=found.pdfs,
        others=found.others,
        answers=next(iter(ids(tree, "In-Reply-To")), None),
        codes=tuple(each.strip() for each in header(tree, "X-MSS-CODECDA", 200).split(",") if each),
        ins_told={"O": True, "N": False}.get(header(tree, "X-MSS-INS", 10)),
        asks_receipt_to=asks,
        receipt_to_sender=asks is not None and asks == (back or sender),
        report=report,
        pictures=found.pictures,
        ends_exchange=ends_exchange(tree),
    )


def ends_exchange(tree: Parsed) -> bool:
    """True when a message says that the exchange is over: its header, or its whole subject."""
    return header(tree, "X-MSS-MES", 10) == "FIN" or header(tree, "Subject") == _END


@dataclass(frozen=True, slots=True)
class _Parts:
    text: str = ""
    archives: tuple[bytes, ...] = ()
    pdfs: tuple[bytes, ...] = ()
    pictures: tuple[bytes, ...] = ()
    others: int = 0

    @classmethod
    def of(cls, tree: Parsed) -> "_Parts":
        texts: list[str] = []
        archives: list[bytes] = []
        pdfs: list[bytes] = []
        pictures: list[bytes] = []
        others = 0
        for part, forwarded in _all(tree):
            if part.get_content_type() == "text/plain" and part.get_filename() is None:
                texts += [] if forwarded else [text_of(part)]
                continue
            content = content_of(part)
            if content.startswith(_PDF):
                pdfs.append(content)
            elif content.startswith(_ZIP) and len(content) <= LARGEST_ARCHIVE:
                archives.append(content)
            elif content.startswith(_PICTURES):
                pictures.append(content)
            elif not _is_the_same_text(tree, part):
                others += 1
        text = "\n".join(texts).strip()
        return cls(text, tuple(archives), tuple(pdfs), tuple(pictures), others)


def _all(tree: Parsed) -> Iterator[tuple[Parsed, bool]]:
    """Every part, and whether it stands in a message forwarded whole: one level is read."""
    for part in leaves(tree):
        inside = part.get_payload() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inside, list):
            for each in inside:
                if isinstance(each, Parsed):
                    yield from ((leaf, True) for leaf in leaves(each))
        else:
            yield part, False


def _is_the_same_text(tree: Parsed, part: Parsed) -> bool:
    """The HTML form of the words, beside the plain one that is shown in its place."""
    return part.get_content_type() == "text/html" and part.get_filename() is None and (
        tree.get_content_type() == "multipart/alternative"
        or any(each.get_content_type() == "multipart/alternative" for each in tree.walk())
    )  # fmt: skip


def _sent_at(tree: Parsed) -> datetime | None:
    try:
        at = parsedate_to_datetime(header(tree, "Date", 100))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


__all__ = ["MessageUnreadable", "Received", "received"]
