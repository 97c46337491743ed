"""The message that carries an ordonnance: the archive, the same documents as PDF/A-1, the words.

Exactly what Ref. #2 asks (ECO.2.1.1 to 2.4.3). Without CDA (no INS, no structured patient) the PDF
leaves alone: plain subject, no header that announces an archive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.documents.mail.message import (
    ARCHIVE,
    Attachment,
    Clinical,
    Correspondent,
    Media,
    Message,
    MessageId,
)
from ordonnance.documents.mail.naming import LABEL, Traits, pdf_name, subject
from ordonnance.domain.mssante import MssAddress


class MessageInvalid(ValueError):
    """What was given makes no message that Ref. #2 admits; the reason is French, no content."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Who writes to whom, when, under which id; nothing of the patient.

    `product` is the reference of the software (X-MSS-NIL), `unique` a text of its own for this
    sending, the same when it is composed again.
    """

    unique: str
    at: datetime
    sender: Correspondent
    recipient: Correspondent
    product: str
    reply_to: MssAddress | None = None
    ends_exchange: bool = False
    """Nobody is meant to answer (X-MSS-MES: FIN, ECO.2.2.8): patients then cannot."""

    @property
    def id(self) -> MessageId:
        """The Message-ID."""
        return MessageId.of(self.unique, self.sender.address)

    @property
    def boundary(self) -> str:
        """What separates the parts: it cannot stand in base64 nor in quoted-printable text."""
        return f"=_{self.unique}_="


@dataclass(frozen=True, slots=True)
class Carried:
    """One ordonnance as it travels. `codes` are those of the CDA headers of the archive.

    `ins_told` says that the CDA holds the matricule, its OID and the four traits (ECO.2.4.2).
    """

    traits: Traits
    act: date
    pdf: bytes
    archive: bytes | None = None
    codes: tuple[str, ...] = ()
    ins_told: bool = False
    label: str = LABEL

    def __repr__(self) -> str:
        return "Carried(•••)"


def prescription_message(
    sending: Sending, carried: Carried, words: tuple[str, ...] = ()
) -> Message:
    """The message. `words` are lines of the body, after the greeting.

    Raises MessageInvalid: an archive without codes, codes without an archive, no PDF.
    """
    if (carried.archive is None) != (not carried.codes):
        raise MessageInvalid("une archive et les codes de ses documents vont ensemble")
    if carried.ins_told and carried.archive is None:
        raise MessageInvalid("l’INS n’est transmise que dans un CDA")
    if not carried.pdf.startswith(b"%PDF-"):
        raise MessageInvalid("le PDF manque")
    return Message(
        id=sending.id,
        sent_at=sending.at,
        sender=sending.sender,
        recipient=sending.recipient,
        subject=subject(carried.traits, carried.label, archive=carried.archive is not None),
        text=body(words or ("Veuillez trouver ci-joint une ordonnance.",)),
        product=sending.product,
        boundary=sending.boundary,
        attachments=tuple(_attached(carried)),
        clinical=Clinical(carried.codes, carried.ins_told) if carried.archive else None,
        reply_to=sending.reply_to,
        ends_exchange=sending.ends_exchange,
    )


def body(words: tuple[str, ...]) -> str:
    """The text part: greeting, lines, nothing that the attached documents say."""
    return "\n".join(("Bonjour,", "", *words, ""))


def _attached(carried: Carried) -> Iterator[Attachment]:
    if carried.archive is not None:
        yield Attachment(ARCHIVE, Media.ARCHIVE, carried.archive)
    name = pdf_name(carried.act, carried.traits, carried.label)
    yield Attachment(name, Media.PDF, carried.pdf)
