"""A described message as bytes (RFC 5322, MIME): the same each time, nothing injected.

Written with the older classes of `email`: under its newer policies, Python 3.11 drops the space
between two words that are not ASCII, which turns « José Élie » into one name.
"""

import re
from email.header import Header
from email.message import Message as Tree
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime

from ordonnance.documents.mail.encoding import attached, quoted_text
from ordonnance.documents.mail.message import (
    LARGEST_MESSAGE,
    Correspondent,
    Message,
    MessageId,
)
from ordonnance.documents.mail.naming import plain

_POLICY = compat32.clone(linesep="\r\n")
_BOUNDARY = re.compile(r"[A-Za-z0-9=_.+-]{1,70}")
_CODE = re.compile(r"[A-Za-z0-9._-]{1,30}")
_QUOTED = re.compile(r'(["\\])')
_LINE = 76


class MessageTooLarge(ValueError):
    """More bytes than a message may have."""


def written(message: Message) -> bytes:
    """The bytes to hand over. Raises MessageTooLarge, ValueError (a header that is none)."""
    text = quoted_text(message.text)
    whole: Tree = text
    if message.attachments:
        whole = mixed("mixed", message.boundary)
        whole.attach(text)
        for each in message.attachments:
            whole.attach(attached(each))
    _addressed(whole, message)
    _told(whole, message)
    content = to_bytes(whole)
    if len(content) > LARGEST_MESSAGE:
        raise MessageTooLarge
    return content


def mixed(subtype: str, boundary: str) -> MIMEMultipart:
    """A message of several parts. Raises ValueError for a boundary that is none."""
    if _BOUNDARY.fullmatch(boundary) is None:
        raise ValueError("this boundary is none")
    return MIMEMultipart(subtype, boundary, policy=_POLICY)


def to_bytes(whole: Tree) -> bytes:
    """The bytes, lines ended by CR LF."""
    return whole.as_bytes(policy=_POLICY)


def bracketed(id: MessageId) -> str:
    """« <id> », as headers write it."""
    return f"<{id}>"


def shown(text: str, name: str, longest: int = 200) -> str:
    """Words of a header: one line of text, encoded (RFC 2047) when it is not ASCII."""
    said = plain(text, longest)
    charset = "us-ascii" if said.isascii() else "utf-8"
    return Header(said, charset, maxlinelen=_LINE, header_name=name).encode()


def address_of(correspondent: Correspondent, name: str) -> str:
    """A mailbox as the header of that name writes it."""
    called = plain(correspondent.name)
    if not called:
        return str(correspondent.address)
    if called.isascii():
        quoted = _QUOTED.sub(r"\\\1", called)
        return f'"{quoted}" <{correspondent.address}>'
    return f"{shown(called, name)}\n <{correspondent.address}>"


def _addressed(whole: Tree, message: Message) -> None:
    """Who, when, under which id."""
    whole["Date"] = format_datetime(message.sent_at.replace(microsecond=0))
    whole["From"] = address_of(message.sender, "From")
    whole["To"] = address_of(message.recipient, "To")
    if message.reply_to is not None:
        whole["Reply-To"] = str(message.reply_to)
    whole["Subject"] = shown(message.subject, "Subject", 500)
    whole["Message-ID"] = bracketed(message.id)
    if message.answers is not None:
        whole["In-Reply-To"] = bracketed(message.answers)
        whole["References"] = bracketed(message.answers)


def _told(whole: Tree, message: Message) -> None:
    """What the headers of MSSanté say (ECO.2.2.8, 2.3.2, 2.4.1 to 2.4.3)."""
    if message.wants_receipt:
        whole["Disposition-Notification-To"] = str(message.sender.address)
    if message.clinical is not None:
        if not all(_CODE.fullmatch(each) for each in message.clinical.codes):
            raise ValueError("this code of a document is none")
        whole["X-MSS-CODECDA"] = ",".join(message.clinical.codes)
        whole["X-MSS-INS"] = "O" if message.clinical.ins_told else "N"
    whole["X-MSS-NIL"] = shown(message.product, "X-MSS-NIL", 60)
    if message.ends_exchange:
        whole["X-MSS-MES"] = "FIN"


def fields(maintype: str, subtype: str, rows: tuple[tuple[str, str], ...]) -> MIMENonMultipart:
    """A part made of header fields, as reports have."""
    part = MIMENonMultipart(maintype, subtype)
    # The standard writer copies the payload of a `message/…` part as it is.
    part.set_payload("".join(f"{name}: {value}\r\n" for name, value in rows))
    return part
