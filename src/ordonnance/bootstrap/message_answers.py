"""What a pharmacy answers to a message: its receipt, and the end of an exchange."""

from datetime import datetime
from hashlib import sha256

from ordonnance.bootstrap.mail_message import posted_of
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.documents.mail.heads import Head
from ordonnance.documents.mail.receipts import UNREADABLE, Fault, Receipt, written_receipt
from ordonnance.documents.mail.withdrawn import ending_message
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import LetterKind, OpenBox
from ordonnance.usecases.mail.posting import Posted


def receipt_of(
    mailing: Mailing, box: OpenBox, head: Head, at: datetime, *, unreadable: bool
) -> Posted:
    """The receipt of a message, under an id that comes from the message: there is one, ever.

    Raises Refusal MESSAGE_NO_RECEIPT: it was not asked for, or nothing names the message.
    """
    if head.asks_receipt_to is None or head.id is None:
        raise Refusal.of("MESSAGE_NO_RECEIPT")
    unique = _unique("accuse", str(head.id))
    fault = Fault(*UNREADABLE, subject=head.subject) if unreadable else None
    sending = mailing.sending(unique, box.address, str(head.asks_receipt_to), at)
    receipt = Receipt(
        sending.id, at, sending.sender, head.asks_receipt_to, head.id, sending.boundary,
        sending.product, fault,
    )  # fmt: skip
    id = str(sending.id)
    return Posted(
        id=id, kind=LetterKind.RECEIPT, concerns=id, box=box, recipient=str(head.asks_receipt_to),
        content=written_receipt(receipt),
    )  # fmt: skip


def ending_of(mailing: Mailing, box: OpenBox, head: Head, at: datetime) -> Posted:
    """The message that tells a patient that the exchange is over. Raises as `receipt_of`."""
    if head.sender is None or not head.sender.is_patient or head.id is None:
        raise Refusal.of("MESSAGE_NOT_FROM_PATIENT")
    sending = mailing.sending(_unique("fin", str(head.id)), box.address, str(head.sender), at)
    message = ending_message(sending, head.id)
    return posted_of(message, LetterKind.ENDING, box)


def _unique(what: str, about: str) -> str:
    return f"{what}.{sha256(about.encode()).hexdigest()[:40]}"
