"""What a message is: who to whom, its headers, its words, what it carries."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ordonnance.domain.ids import InvalidId
from ordonnance.domain.mssante import MssAddress, domain_name

ARCHIVE = "IHE_XDM.ZIP"
"""The name of the archive of CDA documents (ECO.2.1.1)."""

PREFIX = "XDM/1.0/DDM+"
"""What begins the subject of a message that carries an archive (ECO.2.1.3)."""

LARGEST_MESSAGE = 25 * 1024 * 1024
"""Bytes of a whole message: what Mon espace santé takes (ENS 1.3, 6)."""

_ID_LEFT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._=+-]{0,127}")
_LONGEST_ID = 250


class BoxKind(StrEnum):
    """Kinds of mailboxes (TRE_R257): who may open them decides how messages leave."""

    PERSONAL = "PER"
    ORGANISATION = "ORG"
    APPLICATION = "APP"

    @property
    def unattended(self) -> bool:
        """True of the box that sends with a certificate, without anybody's session."""
        return self is BoxKind.APPLICATION


class Media(StrEnum):
    """What may be attached, and nothing else."""

    ARCHIVE = "application/zip"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class MessageId:
    """Message-ID without its brackets: it names a message in logs, and says nothing of anybody."""

    value: str

    def __post_init__(self) -> None:
        left, _, domain = self.value.partition("@")
        if len(self.value) > _LONGEST_ID or _ID_LEFT.fullmatch(left) is None:
            raise InvalidId("Message-ID", "ce n'est pas un identifiant de message")
        if domain_name(domain) != domain.lower():
            raise InvalidId("Message-ID", "le nom de domaine n'en est pas un")

    @classmethod
    def of(cls, unique: str, sender: MssAddress) -> "MessageId":
        """The id that this sender gives: the same for the same `unique` text."""
        return cls(f"{unique}@{sender.domain}")

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A mailbox and the name shown beside it."""

    address: MssAddress
    name: str = ""

    def __repr__(self) -> str:
        return "Correspondent(•••)"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file. Its name and its bytes may say who the patient is."""

    name: str
    media: Media
    content: bytes

    def __repr__(self) -> str:
        return f"Attachment({self.media.name}, {len(self.content)} octets)"


@dataclass(frozen=True, slots=True)
class Clinical:
    """What the headers say of the CDA documents (ECO.2.4.1, ECO.2.4.2)."""

    codes: tuple[str, ...]
    ins_told: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient, about one patient at most (ECO.2.1.1).

    `product` is the reference of this software (X-MSS-NIL). `boundary` and `sent_at` come from
    outside: the same description is always the same bytes.
    """

    id: MessageId
    sent_at: datetime
    sender: Correspondent
    recipient: Correspondent
    subject: str
    text: str
    product: str
    boundary: str
    attachments: tuple[Attachment, ...] = ()
    clinical: Clinical | None = None
    answers: MessageId | None = None
    reply_to: MssAddress | None = None
    wants_receipt: bool = True
    ends_exchange: bool = False

    def __repr__(self) -> str:
        return f"Message({self.id})"
